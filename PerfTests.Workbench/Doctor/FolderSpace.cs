using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Execution.Needs;

namespace PerfTests.Workbench.Doctor;

/// <summary>Whether a folder can be written, and how much fits into it; the same for hosts and for this machine.</summary>
internal static class FolderSpace
{
    private const double LeastMegabytes = 100;
    private const double LeastInodes = 1000;

    /// <summary>Shell text. A folder that does not exist yet is judged by the nearest one above it.</summary>
    public static string Script(string folder) =>
        $$"""
            at={{ShellWord.Quote(folder.Length == 0 ? "." : folder)}}; case $at in /*) ;; *) at=$PWD/$at ;; esac
            [ -e "$at" ] && fact folder there || fact folder absent
            while [ ! -e "$at" ] && [ "$at" != / ]; do at=${at%/*}; at=${at:-/}; done
            if [ ! -d "$at" ]; then fact writable "$at is not a folder"
            elif tried=$(mktemp "$at/.perftests-XXXXXX" 2>&1); then rm -f "$tried"; fact writable yes
            else fact writable "$tried"; fi
            fact 'free kB' "$(timeout 3 df -Pk "$at" 2>/dev/null | awk 'NR == 2 { print $4 }')"
            fact inodes "$(timeout 3 df -Pi "$at" 2>/dev/null | awk 'NR == 2 { print $4 }')"

            """;

    public static CheckResult Judge(string host, string check, string folder, ProbeAnswers answers)
    {
        if (answers["writable"] is not { } writable)
            return new CheckResult(host, check, CheckStatus.Skipped, $"whether {folder} can be written was not found out in time");
        if (writable != "yes")
            return new CheckResult(
                host,
                check,
                CheckStatus.Fail,
                $"{folder} cannot be written: {writable}",
                "give the user the folder, or name another one"
            );
        var kilobytes = answers.Number("free kB");
        // File systems without a fixed number of inodes, such as btrfs, tell 0 or -.
        var inodes = answers.Number("inodes") is { } count and > 0 ? count : (double?)null;
        var found = $"{folder} is writable, {kilobytes / 1024:F0} MB and " + $"{inodes?.ToString("F0") ?? "any number of"} inodes free";
        return kilobytes / 1024 < LeastMegabytes || inodes < LeastInodes
            ? new CheckResult(host, check, CheckStatus.Warn, found, "make room: raw output and tools go there")
            : new CheckResult(host, check, CheckStatus.Ok, found);
    }
}
