using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Remote.Folders;
using PerfTests.Infrastructure.Tests.Faults;
using PerfTests.Infrastructure.Tests.Remote;

// The test assembly as a program that a test kills: the owner of a lab, or the controller of a remote process. It ends, with
// what it holds, when its standard input does.
if (args is ["hold", var transport, var address, var port, var identity, var knownHosts, var command])
{
    var target = new SshTarget("held", address)
    {
        User = "root",
        Port = int.Parse(port),
        IdentityFile = identity,
        KnownHostsFile = knownHosts,
        WorkDir = "work",
        Transport = Enum.Parse<Transport>(transport),
    };
    var sockets = Directory.CreateTempSubdirectory("pt-");
    await using var host = OpenHost.Of(target, sockets.FullName);
    await using var process = await host.StartAsync(
        new RemoteCommand(command) { TimeLimit = TimeSpan.FromMinutes(2) },
        CancellationToken.None
    );
    while (process.OutputSoFar.Count(value => value == '\n') < 3)
        await Task.Delay(5);
    sockets.Delete(recursive: true);
    await Console.Out.WriteAsync(System.Text.Encoding.UTF8.GetString(process.OutputSoFar));
    await Console.Out.FlushAsync();
    await Console.In.ReadToEndAsync();
    return;
}
if (args is ["session", var configDir, var resultDir])
{
    Environment.ExitCode = await FaultSession.RunAsync(configDir, resultDir);
    return;
}
if (args is ["clean"])
{
    await EmbeddedLab.RemoveAbandonedAsync(CancellationToken.None);
    // A session's first act: it removes the folders of owners that are gone.
    ScratchFolder.Create().Dispose();
    return;
}
await using var lab = await EmbeddedLab.RaiseAsync(new LabOptions(), CancellationToken.None);
await Console.Out.WriteLineAsync(lab.Index.ToString());
await Console.In.ReadToEndAsync();
