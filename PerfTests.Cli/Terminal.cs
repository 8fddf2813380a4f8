using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Reporting.Live;
using Spectre.Console;

namespace PerfTests.Cli;

/// <summary>What the standard streams can show, and what the user allows: <c>NO_COLOR</c>, <c>TERM=dumb</c>.</summary>
internal static class Terminal
{
    private static bool MayColour => string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && !IsDumb;

    private static bool IsDumb => Environment.GetEnvironmentVariable("TERM") is null or "" or "dumb";

    // A runner of CI may have a terminal of its own; its log has none.
    private static bool IsCi => Environment.GetEnvironmentVariable("CI") is not (null or "" or "false" or "0");

    // Taken before Protect: what is painted here must reach the terminal as it is.
    private static readonly TextWriter Output = Console.Out;
    private static readonly TextWriter Error = Console.Error;

    /// <summary>Lets nothing that is printed from now on act on the terminal, whatever a host or a tool put into it.</summary>
    /// <param name="isJson">Whether standard output is for a program: JSON has escapes of its own.</param>
    public static void Protect(bool isJson)
    {
        if (!isJson)
            Console.SetOut(new VisibleWriter(Output));
        Console.SetError(new VisibleWriter(Error));
    }

    /// <summary>Prints text on standard output; verdicts in colour where that is wanted.</summary>
    public static void Print(string text)
    {
        var shown = VisibleText.Lines(text);
        Output.WriteLine(MayColour && !Console.IsOutputRedirected ? VerdictPaint.Paint(shown) : shown);
    }

    /// <summary>
    /// Shows progress: in place on a terminal, line by line elsewhere; on standard error when standard output is for a program.
    /// </summary>
    public static IProgressView View(bool quiet, bool json)
    {
        if (quiet)
            return new QuietView();
        var writer = json ? Error : Output;
        var isTerminal = !(json ? Console.IsErrorRedirected : Console.IsOutputRedirected) && !IsDumb && !IsCi;
        return isTerminal ? new LiveView(Open(writer), TimeProvider.System) : new LineView(writer);
    }

    private static IAnsiConsole Open(TextWriter writer) =>
        AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.Yes,
                Interactive = InteractionSupport.Yes,
                ColorSystem = MayColour ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
                Out = new AnsiConsoleOutput(writer),
            }
        );
}
