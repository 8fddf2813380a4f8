using System.Runtime.InteropServices;
using PerfTests.Benchmarks;
using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Remote;

// The lab and its processes must be gone after Ctrl+C too.
using var stopping = new CancellationTokenSource();
void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stopping.Cancel();
}

using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

var time = TimeProvider.System;
IBenchmark[] benchmarks =
[
    new PureBenchmark(),
    new LabBenchmark(time),
    new RemoteCommandBenchmark(time),
    new LoginShellBenchmark(time),
    new RunBenchmark(time),
];
Console.WriteLine($"{Machine.Describe()}; {Machine.Load()} at the start");
try
{
    // Arguments choose among them by the beginning of their names, as in "Remote".
    foreach (var benchmark in benchmarks.Where(each => args.Length == 0 || args.Any(each.GetType().Name.StartsWith)))
        Console.WriteLine($"\n{await benchmark.RunAsync(stopping.Token)}");
}
catch (Exception exception)
    when (exception is OperationCanceledException or LabUnavailableException or RemoteException or InvalidOperationException)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
Console.WriteLine($"\n{Machine.Load()} at the end");
return 0;
