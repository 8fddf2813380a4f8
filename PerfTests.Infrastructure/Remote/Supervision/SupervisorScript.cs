using PerfTests.Infrastructure.Configuration.Commands;

namespace PerfTests.Infrastructure.Remote.Supervision;

/// <summary>The shell side of a supervised process.</summary>
/// <remarks>
/// <para>
/// The remote command line is always the same few words, safe under any login shell; the script follows as the first line of
/// standard input (<see cref="ScriptLine"/>). Later input lines name signals for the process group, and the end of input ends the
/// group, politely first so that a tool detaches what it attached: a process therefore cannot outlive its controller. Input is read for
/// a limited time only, so it cannot outlive a lost link.
/// </para>
/// <para>
/// The process is the left side of a pipeline in the foreground rather than a background job, because a shell without job
/// control starts background jobs with SIGINT ignored, and a Python tool would then never see its polite signal.
/// </para>
/// <para>
/// Marker lines with a nonce frame the output: what a login shell's profile prints comes before the first marker, and the exit
/// status comes after the output, in the same stream, so that ssh's own exit code is never needed. A line on standard error says when the
/// time limit ended the process, which its status does not tell.
/// </para>
/// <para>
/// The nonce is in the environment of every supervised process too: what left the group still has it.
/// </para>
/// </remarks>
internal static class SupervisorScript
{
    private static readonly ShellScript Supervise = new(typeof(SupervisorScript), "supervise.sh");

    private static readonly string Rename = $"{{ echo {ControllerMark.ProcessName} >/proc/$$/comm; }} 2>/dev/null\n";

    private static readonly string Shell =
        $$"""/bin/sh -c 'IFS= read -r script && eval "$(printf %b "$script")"' {{ControllerMark.Token}}""";

    /// <summary>The command line for the login shell.</summary>
    public static string Bootstrap(bool throughSudo) => throughSudo ? $"exec sudo -n {Shell}" : $"exec {Shell}";

    /// <summary>The first line of standard input.</summary>
    public static string FirstInputLine(RemoteCommand command, string nonce) => ScriptLine.Of(Build(command, nonce));

    public static string BeginMarker(string nonce) => $"{nonce} begin ";

    public static string ExitMarker(string nonce) => $"{nonce} exit ";

    /// <summary>A line on standard error: the time limit was over before the command.</summary>
    public static string LimitMarker(string nonce) => $"{nonce} limit\n";

    private static string Build(RemoteCommand command, string nonce)
    {
        var limit = Math.Ceiling(command.TimeLimit.TotalSeconds).ToString();
        return Rename
            + (
                command.ReadsInput
                    ? BuildReader(command, nonce, limit)
                    : Supervise.With(nonce, limit, command.Script, command.WorkingDirectory ?? "", command.EndsDescendants ? "yes" : "")
            );
    }

    /// <remarks>What follows on standard input is the command's own; it ends with that, which the end of the link brings too.</remarks>
    private static string BuildReader(RemoteCommand command, string nonce, string limit) =>
        $$"""
            PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin" LC_ALL=C; export PATH LC_ALL
            echo "{{BeginMarker(nonce)}}$$"; echo "{{BeginMarker(nonce)}}$$" >&2
            timeout {{limit}} /bin/sh -c {{ShellWord.Quote(command.Script)}}
            printf '{{ExitMarker(nonce)}}%d\n' $?
            """;
}
