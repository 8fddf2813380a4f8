using System.Globalization;
using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Execution.Needs;

namespace PerfTests.Workbench.Doctor.Checks;

/// <summary>What the login shell's rc files print, and what they add to every remote command.</summary>
internal sealed class LoginShellCheck : IHostCheck
{
    private static readonly ShellScript Look = new(typeof(LoginShellCheck), "login_shell.sh");

    private const double SlowMilliseconds = 100;
    private const string Check = "login shell";

    public string Subject => "login shell";

    /// <remarks>
    /// The environment is the one that sshd gives: what rc files had exported already could keep them from running again.
    /// </remarks>
    public string LoginScript(HostNeeds needs) => Look.Text;

    public IEnumerable<CheckResult> Judge(ProbedHost host)
    {
        var microseconds = Quickest(host, "shell cost");
        if (microseconds == 0)
        {
            yield return host.Skipped(Check, "its start could not be timed there");
            yield break;
        }
        var milliseconds = microseconds / 1000.0;
        var cost = $"{host.Login["shell"]} starts in {milliseconds:F0} ms";
        var noise = host.Login["shell noise"];
        // A slow host starts any shell slowly; only what the rc files add can be helped.
        if (milliseconds - (Quickest(host, "bare cost") / 1000.0) > SlowMilliseconds)
            yield return host.Warn(
                Check,
                $"{cost}: every remote command pays this",
                $"leave the rc files early where the shell is not interactive: {EarlyReturn(host.Login["shell"])}"
            );
        else if (noise is null)
            yield return host.Ok(Check, $"{cost} and prints nothing");
        if (noise is not null)
            yield return host.Warn(
                Check,
                $"the rc files print '{noise}'; PerfTests skips it, other programs such as scp may not",
                "print in interactive shells only"
            );
    }

    // The others carry what else the host did.
    private static long Quickest(ProbedHost host, string key) =>
        host
            .Login.All(key)
            .Select(text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var cost) ? cost : 0)
            .Where(cost => cost > 0)
            .DefaultIfEmpty()
            .Min();

    private static string EarlyReturn(string? shell) =>
        shell?.Split('/')[^1] switch
        {
            "fish" => "status is-interactive; or exit",
            "csh" or "tcsh" => "if (! $?prompt) exit",
            _ => "case $- in *i*) ;; *) return ;; esac",
        };
}
