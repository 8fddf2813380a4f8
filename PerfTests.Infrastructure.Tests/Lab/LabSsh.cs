using PerfTests.Infrastructure.Lab;

namespace PerfTests.Infrastructure.Tests.Lab;

/// <summary>The plain ssh program against a lab host, with nothing of the user's own configuration.</summary>
internal static class LabSsh
{
    public static async Task<string> RunAsync(LabHost host, string command, string? knownHosts = null, string? identity = null) =>
        (
            await LocalCommand.RunAsync(
                [
                    "ssh",
                    "-F",
                    "none",
                    "-i",
                    identity ?? host.IdentityFile,
                    "-p",
                    host.Port.ToString(),
                    "-o",
                    "IdentitiesOnly=yes",
                    "-o",
                    "IdentityAgent=none",
                    "-o",
                    "BatchMode=yes",
                    "-o",
                    "StrictHostKeyChecking=yes",
                    "-o",
                    "ConnectTimeout=5",
                    "-o",
                    $"UserKnownHostsFile={knownHosts ?? host.KnownHostsFile}",
                    "-o",
                    "GlobalKnownHostsFile=/dev/null",
                    $"root@{host.Address}",
                    command,
                ],
                CancellationToken.None
            )
        ).Trim();

    /// <summary>Ignores the tests where no lab can be, and says why.</summary>
    public static void RequireLab()
    {
        try
        {
            LabPrerequisites.Require();
        }
        catch (LabUnavailableException exception)
        {
            Assert.Ignore(exception.Message);
        }
    }
}
