using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Monitoring;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Results.Runs;
using PerfTests.Infrastructure.Workloads;

namespace PerfTests.Infrastructure.Execution.Runs;

/// <summary>Runs the load of a run between its two hosts, and keeps what it printed in the run's folder.</summary>
internal sealed class LoadRun(LoadPlan plan, IRemoteHost server, IRemoteHost client, KeptServers kept, RunFolder folder, TimeProvider time)
{
    /// <summary>Runs the load; its raw output is kept whatever comes of it.</summary>
    /// <param name="monitors">Monitors that run already.</param>
    /// <param name="aroundLoad">Called right before and right after the client ran, to look at the tool.</param>
    /// <exception cref="LoadFailedException">The load did not run as planned.</exception>
    /// <exception cref="RemoteException">A host was lost.</exception>
    public async Task<MeasuredLoad> MeasureAsync(
        RunMonitors monitors,
        Func<LoadMoment, Task> aroundLoad,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await MeasureAsync(
                await kept.TakeAsync(server, plan.Servers, LimitOf(plan), cancellationToken),
                monitors,
                aroundLoad,
                cancellationToken
            );
        }
        catch
        {
            // Whatever failed, no later load is served by what it left.
            await kept.EndAsync();
            throw;
        }
    }

    private async Task<MeasuredLoad> MeasureAsync(
        LoadServers servers,
        RunMonitors monitors,
        Func<LoadMoment, Task> aroundLoad,
        CancellationToken cancellationToken
    )
    {
        // Before the counters: what it takes to look at a tool is in no baseline's window.
        await aroundLoad(LoadMoment.Before);
        await monitors.LoadBeginsAsync(cancellationToken);
        var serverBefore = await servers.ListenAsync(
            HostState.LookWith,
            TimeSpan.FromSeconds(plan.Workload.ExtraSeconds),
            cancellationToken
        );
        var (ran, clientTrip) = await ClockTrip.TimeAsync(
            () =>
                client.RunAsync(
                    new RemoteCommand(ClientScript.Build(plan.ClientCommands, HostState.Look.Script))
                    {
                        TimeLimit = plan.Workload.TimeLimit,
                        WorkingDirectory = client.WorkDir,
                        OutputLimitBytes = RemoteCommand.LargeOutputBytes,
                    },
                    cancellationToken
                ),
            time
        );
        // The counters first: what comes after the load must not be counted as load.
        var (counted, serverTrip) = await ClockTrip.TimeAsync(
            () => server.LookCheckedAsync(HostState.LookWith(servers.ProcessIds), cancellationToken),
            time
        );
        var serverAfter = counted.Output;
        monitors.LoadHasEnded(cancellationToken);
        await aroundLoad(LoadMoment.After);
        await folder.WriteAsync($"{RunFolder.Monitoring}/counters_server.log", serverBefore + serverAfter, cancellationToken);
        await KeepServerOutputAsync(cancellationToken);
        await monitors.KeepLogsAsync(folder, cancellationToken);
        var output = await KeepClientOutputAsync(ran, cancellationToken);
        var counters = new Dictionary<string, HostCounters>
        {
            [RunMonitors.Server] = new(serverBefore, serverAfter, serverTrip, ClockBefore: false),
            [RunMonitors.Client] = new(output.ProbeBefore, output.ProbeAfter, clientTrip, ClockBefore: true),
        };
        var monitored = await SummarizeAsync(monitors, counters, cancellationToken);
        if (monitored.ToolHost is { } third)
            counters[RunMonitors.ToolHost] = third;
        return MeasuredLoad.Of(plan, output, counters, monitored.Events, LoadCpu.OfServers(serverBefore, serverAfter, plan));
    }

    /// <summary>Time from the start of its servers until its load has ended, at the longest.</summary>
    // A server must outlive its client, whatever comes between: looks at hosts, and a tool that is waited for up to an hour.
    public static TimeSpan LimitOf(LoadPlan plan) => plan.Workload.TimeLimit + TimeSpan.FromHours(2);

    private async Task<MonitoredLoad> SummarizeAsync(
        RunMonitors monitors,
        IReadOnlyDictionary<string, HostCounters> counters,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await monitors.SummarizeAsync(folder, plan.Environment, counters, cancellationToken);
        }
        catch (FormatException exception)
        {
            throw new LoadFailedException(
                $"the counters of a host of {plan.Environment.Id} cannot be read: {exception.Message}",
                exception
            );
        }
    }

    private async Task KeepServerOutputAsync(CancellationToken cancellationToken)
    {
        var outputs = await kept.ReleaseAsync(plan.Program.ServerStays, cancellationToken);
        for (var i = 0; i < outputs.Count; i++)
        {
            var name = outputs.Count == 1 ? "server.log" : $"server_{i + 1}.log";
            await folder.WriteAsync($"{RunFolder.ServerResults}/{name}", outputs[i], cancellationToken);
        }
    }

    private async Task<ClientOutput> KeepClientOutputAsync(CommandResult ran, CancellationToken cancellationToken)
    {
        ClientOutput output;
        try
        {
            output = ClientScript.Parse(ran.StandardOutput);
        }
        catch (LoadFailedException exception)
        {
            await folder.WriteAsync($"{RunFolder.ClientResults}/client.raw", ran.StandardOutput, cancellationToken);
            throw new LoadFailedException(Unfinished(plan.Workload, client.Id, ran, exception), exception);
        }
        // A figure of a part of the streams would read as a change.
        if (output.Processes.Count != plan.ClientCommands.Count)
            throw new LoadFailedException($"{output.Processes.Count} of {plan.ClientCommands.Count} client processes reported");
        for (var i = 0; i < output.Processes.Count; i++)
        {
            var process = output.Processes[i];
            var file = $"{RunFolder.ClientResults}/stream_{i + 1}";
            await folder.WriteAsync($"{file}.{plan.Program.OutputExtension}", process.StandardOutput, cancellationToken);
            if (process.StandardError.Length > 0)
                await folder.WriteAsync($"{file}.err", process.StandardError, cancellationToken);
        }
        await folder.WriteAsync($"{RunFolder.Monitoring}/counters_client.log", output.ProbeBefore + output.ProbeAfter, cancellationToken);
        return output;
    }

    /// <summary>Why the client's output is not whole: a limit of ours, or the load's own end.</summary>
    internal static string Unfinished(Workload workload, string hostId, CommandResult ran, LoadFailedException exception) =>
        (
            ran.ReachedLimit
                ? $"host {hostId}: the load had not ended {workload.TimeLimit.TotalSeconds:0.#} s after its start, "
                    + (workload.Amount is { } amount ? $"for an amount of {amount}" : $"{workload.DurationSeconds:0.#} s of them planned")
                    + ", and was ended; if the host is slow, raise extra_time in "
                    + $"performance-test-spec.yaml ({workload.ExtraSeconds:0.#} s now). {OneLine.LastOf(ran.Error, 300)}"
                : $"host {hostId}: {exception.Message}; the client's shell ended with exit code {ran.ExitCode}. "
                    + $"{OneLine.LastOf(ran.Error, 300)}"
        ).TrimEnd();
}
