using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Tests.Remote;
using PerfTests.Workbench.Init;

namespace PerfTests.Infrastructure.Tests.Workbench.Init;

[TestFixture]
internal sealed class SharedFoldersTests
{
    [TestCase(true, "perftests", "perftests", "perftests/server perftests/client")]
    [TestCase(true, "perftests", "/srv/a", "perftests /srv/a")]
    [TestCase(false, "perftests", "perftests", "perftests perftests", Description = "clones: all that they say of themselves is alike")]
    public async Task Hosts_get_work_folders_of_their_own_only_when_one_sees_a_file_that_another_wrote(
        bool isShared,
        string server,
        string client,
        string expected
    )
    {
        var disks = new List<string>[] { [], [] };
        var hosts = await SharedFolders.TellApartAsync(
            [Host("server", server, disks[0]), Host("client", client, isShared ? disks[0] : disks[1])],
            CancellationToken.None
        );
        Assert.Multiple(() =>
        {
            Assert.That(string.Join(' ', hosts.Select(host => host.Host.WorkDir)), Is.EqualTo(expected));
            Assert.That(disks, Is.All.Empty, "no file is left");
        });
    }

    /// <summary>A host whose disk is a list of file names.</summary>
    private static SurveyedHost Host(string id, string workDir, List<string> disk) =>
        new(
            new SshHost
            {
                Id = id,
                Host = id,
                WorkDir = workDir,
            },
            new CannedHost(command =>
            {
                var said = "";
                lock (disk)
                {
                    foreach (var line in command.Line.Split('\n'))
                    {
                        var name = line.Split("\"$at\"")[^1].Split(' ')[0];
                        if (line.StartsWith(": >", StringComparison.Ordinal))
                            disk.Add(name);
                        else if (line.StartsWith("rm -f", StringComparison.Ordinal))
                            disk.Remove(name);
                        else if (line.StartsWith("[ -e", StringComparison.Ordinal) && disk.Contains(name))
                            said += $"seen={line.Split(' ')[^1]}\n";
                    }
                }
                return CannedProcess.Ended(0, output: said);
            })
        );
}
