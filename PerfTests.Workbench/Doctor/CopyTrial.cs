using System.Globalization;
using System.Security.Cryptography;
using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Remote.Folders;

namespace PerfTests.Workbench.Doctor;

/// <summary>Copies a small file to a host the way tools are copied, has the host hash it, and removes it.</summary>
internal static class CopyTrial
{
    private const string Check = "copy";
    private const int Bytes = 4096;

    private const string Remedy =
        "see by hand what keeps files from arriving whole in workdir: a full disk or quota, the rights of the folder, a login shell that "
        + "prints";

    /// <param name="limit">Time for the whole of it; a copy that hangs is as bad as one that fails.</param>
    public static async Task<CheckResult> TryAsync(string hostId, IRemoteHost host, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        ending.CancelAfter(limit);
        try
        {
            return await TryAsync(hostId, host, ending.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new CheckResult(
                hostId,
                Check,
                CheckStatus.Fail,
                $"copying a file to it did not end within {limit.TotalSeconds:F0} s, so no tool can be copied",
                Remedy
            );
        }
    }

    private static async Task<CheckResult> TryAsync(string hostId, IRemoteHost host, CancellationToken cancellationToken)
    {
        var content = RandomNumberGenerator.GetBytes(Bytes);
        var local = Path.GetTempFileName();
        var remote = $"{host.WorkDir.TrimEnd('/')}/doctor-{Guid.NewGuid():N}";
        try
        {
            await File.WriteAllBytesAsync(local, content, cancellationToken);
            var absent = await host.RunAsync(new RemoteCommand(FoldersToMake(host.WorkDir)), cancellationToken);
            try
            {
                await host.UploadAsync(local, remote, cancellationToken);
                var hashed = await host.RunAsync(
                    new RemoteCommand($"sha256sum -- {ShellWord.Quote(remote)} | cut -d ' ' -f 1"),
                    cancellationToken
                );
                return Judge(hostId, Convert.ToHexStringLower(SHA256.HashData(content)), hashed.Output.Trim());
            }
            finally
            {
                await RemoveAsync(host, remote, absent.Output.Trim());
            }
        }
        catch (RemoteException problem)
        {
            return new CheckResult(
                hostId,
                Check,
                CheckStatus.Fail,
                $"a file cannot be copied to it, so no tool can: {problem.Message}",
                Remedy
            );
        }
        finally
        {
            File.Delete(local);
        }
    }

    internal static CheckResult Judge(string hostId, string sent, string arrived) =>
        arrived switch
        {
            _ when arrived == sent => new CheckResult(hostId, Check, CheckStatus.Ok, "a file arrived whole, and was removed"),
            "" => new CheckResult(
                hostId,
                Check,
                CheckStatus.Warn,
                "a file was copied, but the host cannot hash it (sha256sum): whether it arrived whole is not known",
                "install coreutils on the host"
            ),
            _ => new CheckResult(hostId, Check, CheckStatus.Fail, "a file arrived changed, so no tool can be measured there", Remedy),
        };

    /// <summary>Prints how many folders a copy has to make: they go again with the file.</summary>
    private static string FoldersToMake(string workDir) =>
        $$"""
            at={{ShellWord.Quote(workDir.TrimEnd('/'))}}; absent=0
            while [ ! -e "${at:-/}" ] && [ "$absent" -lt 50 ]; do
              absent=$((absent + 1)); case $at in */*) at=${at%/*} ;; *) break ;; esac
            done
            echo "$absent"
            """;

    private static async Task RemoveAsync(IRemoteHost host, string remote, string absent)
    {
        var folders = int.TryParse(absent, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0;
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            await host.RunAsync(
                new RemoteCommand(
                    $$"""
                    {{Removal.Of(remote, host.WorkDir)}}
                    at={{ShellWord.Quote(host.WorkDir.TrimEnd('/'))}}; made={{folders}}
                    while [ "$made" -gt 0 ] && rmdir -- "$at" 2>/dev/null; do made=$((made - 1)); at=${at%/*}; done
                    """
                ),
                limit.Token
            );
        }
        catch (Exception exception) when (exception is RemoteException or OperationCanceledException)
        {
            // The host is gone; a file of 4 kB stays, and the finding tells that the host is.
        }
    }
}
