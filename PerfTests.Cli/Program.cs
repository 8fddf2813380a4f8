using System.CommandLine;
using PerfTests.Cli;
using PerfTests.Cli.Calibrate;
using PerfTests.Cli.Demo;
using PerfTests.Cli.Init;
using PerfTests.Cli.Scan;

Terminal.Protect(isJson: args.Contains("--json"));
var root = new RootCommand("Measures what an eBPF tool costs a network, and whether that is within budget.")
{
    DemoCommand.Create(),
    InitCommand.Create(),
    MatrixCommand.Create(),
    ScanCommand.Create(),
    DoctorCommand.Create(),
    CalibrateCommand.Create(),
    ReportCommand.Create(),
    CompareCommand.Create(),
    MatchCommand.Create(),
    LabCommand.Create(),
    SchemaCommand.Create(),
    RuleStudyCommand.Create(),
    // The launcher runs it before this program is built; it stands here for --help.
    new Command(
        "test",
        "Runs the project's own tests. --coverage also reports the code they cover, --machines runs only the tests on two virtual "
            + "machines, --faults only those that inject faults."
    ),
};
var parsed = root.Parse(args);

// A bare verb that needs another one shows what there is.
if (parsed.Errors.Count > 0 && parsed.UnmatchedTokens.Count + parsed.CommandResult.Children.Count() > 0)
    return await UsageErrors.TellAsync(parsed);
var exitCode = await parsed.InvokeAsync(
    new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }
);
return parsed.Errors.Count > 0 ? ExitCode.Usage : exitCode;
