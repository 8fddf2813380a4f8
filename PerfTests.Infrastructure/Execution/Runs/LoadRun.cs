using System.Text;
using PerfTests.Infrastructure.Analysis.Validity;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Monitoring;
using PerfTests.Infrastructure.Monitoring.Counters;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Results.Runs;
using PerfTests.Infrastructure.Workloads;

namespace PerfTests.Infrastructure.Execution.Runs;

/// <summary>One load of a workload between the two hosts of an environment: commands, raw output, figures.</summary>
internal sealed class LoadRun
{
    // A server must outlive its client, whatever comes between: looks at hosts, and a tool that is waited for up to an hour.
    private static readonly TimeSpan ServerSlack = TimeSpan.FromHours(2);

    private readonly TestEnvironment _environment;
    private readonly Workload _workload;
    private readonly ILoadProgram _program;
    private readonly TimeProvider _time;
    private readonly IReadOnlyList<(string Command, int Port)> _servers;

    public LoadRun(TestEnvironment environment, Workload workload, TimeProvider time)
    {
        (_environment, _workload, _time) = (environment, workload, time);
        _program = LoadPrograms.Find(workload.ClientCommand);
        var ports = Enumerable.Range(workload.BasePort, workload.Streams).ToList();
        var client = _program.Prepare(workload.ClientCommand);
        ClientCommands =
        [
            .. ports.Select(port => client.Render(WorkloadVariables.For(environment, workload, port, environment.Client.Interface))),
        ];
        _servers = workload.ServerCommand is not { } server
            ? []
            :
            [
                .. ports.Select(port =>
                    (server.Render(WorkloadVariables.For(environment, workload, port, environment.Server.Interface)), port)
                ),
            ];
    }

    public IReadOnlyList<string> ClientCommands { get; }

    public string? ServerCommand => _servers.Count == 0 ? null : string.Join(" & ", _servers.Select(server => server.Command));

    /// <summary>How long the load lasted, in seconds; known after <see cref="MeasureAsync"/>.</summary>
    public double LoadSeconds { get; private set; }

    /// <summary>What all client processes reported together; known after <see cref="MeasureAsync"/>.</summary>
    public LoadResult? Result { get; private set; }

    /// <summary>The hosts around the load; known after <see cref="MeasureAsync"/>.</summary>
    public IReadOnlyList<HostLook> Hosts { get; private set; } = [];

    /// <summary>What the load put on the server's interface; known after <see cref="MeasureAsync"/>.</summary>
    public LoadTraffic? Traffic { get; private set; }

    /// <summary>Requests answered; null for a load of bytes. Known after <see cref="MeasureAsync"/>.</summary>
    public double? Transactions { get; private set; }

    /// <summary>CPU of the load and of the hosts, the tool's processes left out; known after <see cref="MeasureAsync"/>.</summary>
    public RunCpu? Cpu { get; private set; }

    /// <summary>Runs the load and keeps its raw output in the run's folder, whatever comes of it.</summary>
    /// <param name="monitors">Monitors that run already.</param>
    /// <param name="aroundLoad">Called right before and right after the client ran, to look at the tool.</param>
    /// <returns>The figures by metric name.</returns>
    /// <exception cref="LoadFailedException">The load did not run as planned.</exception>
    /// <exception cref="RemoteException">A host was lost.</exception>
    public async Task<IReadOnlyDictionary<string, double>> MeasureAsync(
        IRemoteHost server,
        IRemoteHost client,
        RunFolder folder,
        RunMonitors monitors,
        Func<LoadMoment, Task> aroundLoad,
        CancellationToken cancellationToken
    )
    {
        var limit = _workload.TimeLimit;
        await using var servers = await LoadServers.StartAsync(
            server,
            _servers,
            HostState.Command,
            TimeSpan.FromSeconds(_workload.ExtraSeconds),
            limit + ServerSlack,
            _time,
            cancellationToken
        );
        await aroundLoad(LoadMoment.Before);
        var (ran, clientTrip) = await ClockTrip.TimeAsync(
            () =>
                client.RunAsync(
                    new RemoteCommand(ClientScript.Build(ClientCommands, HostState.Command))
                    {
                        TimeLimit = limit,
                        WorkingDirectory = client.WorkDir,
                        OutputLimitBytes = RemoteCommand.LargeOutputBytes,
                    },
                    cancellationToken
                ),
            _time
        );
        // The counters first: what comes after the load must not be counted as load.
        var (counted, serverTrip) = await ClockTrip.TimeAsync(
            () => server.RunCheckedAsync(new RemoteCommand(HostState.Command), cancellationToken),
            _time
        );
        var serverAfter = counted.Output;
        monitors.LoadHasEnded(cancellationToken);
        await aroundLoad(LoadMoment.After);
        var serverCpu = await LoadCpu.OfServersAsync(server, servers, _workload, _program, cancellationToken);
        await folder.WriteAsync($"{RunFolder.Monitoring}/counters_server.log", servers.ProbeWhenReady + serverAfter, cancellationToken);
        await KeepServerOutputAsync(servers, folder, cancellationToken);
        await monitors.KeepLogsAsync(folder, cancellationToken);
        var output = await KeepClientOutputAsync(client.Id, ran, folder, cancellationToken);
        var counters = new Dictionary<string, HostCounters>
        {
            [RunMonitors.Server] = new(servers.ProbeWhenReady, serverAfter, serverTrip, ClockBefore: false),
            [RunMonitors.Client] = new(output.ProbeBefore, output.ProbeAfter, clientTrip, ClockBefore: true),
        };
        await SummarizeAsync(monitors, folder, counters[RunMonitors.Server], counters[RunMonitors.Client], cancellationToken);
        if (monitors.Third is { } third)
            counters[RunMonitors.ToolHost] = third;
        var metrics = Read(output, counters, monitors.Events, serverCpu);
        Hosts = Looks(counters);
        return metrics;
    }

    private IReadOnlyList<HostLook> Looks(IReadOnlyDictionary<string, HostCounters> counters)
    {
        try
        {
            return
            [
                .. counters.Select(host =>
                    host.Key switch
                    {
                        RunMonitors.Server => Look(host.Key, _environment.Server, host.Value),
                        RunMonitors.Client => Look(host.Key, _environment.Client, host.Value),
                        // No load ends on a third host.
                        _ => Look(host.Key, _environment.ToolEndpoints[0].Endpoint, host.Value) with { Interface = null },
                    }
                ),
            ];
        }
        catch (FormatException exception)
        {
            throw new LoadFailedException($"the counters of a host of {_environment.Id} cannot be read: {exception.Message}", exception);
        }

        static HostLook Look(string role, Endpoint endpoint, HostCounters host) =>
            HostLook.Of(role, endpoint.Host.Id, endpoint.Interface, host.Before, host.After);
    }

    private async Task SummarizeAsync(
        RunMonitors monitors,
        RunFolder folder,
        HostCounters server,
        HostCounters client,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await monitors.SummarizeAsync(folder, _environment, server, client, cancellationToken);
        }
        catch (FormatException exception)
        {
            throw new LoadFailedException($"the counters of a host of {_environment.Id} cannot be read: {exception.Message}", exception);
        }
    }

    private static async Task KeepServerOutputAsync(LoadServers servers, RunFolder folder, CancellationToken cancellationToken)
    {
        var outputs = await servers.StopAsync(cancellationToken);
        for (var i = 0; i < outputs.Count; i++)
        {
            var name = outputs.Count == 1 ? "server.log" : $"server_{i + 1}.log";
            await folder.WriteAsync($"{RunFolder.ServerResults}/{name}", outputs[i], cancellationToken);
        }
    }

    private async Task<ClientOutput> KeepClientOutputAsync(
        string hostId,
        CommandResult ran,
        RunFolder folder,
        CancellationToken cancellationToken
    )
    {
        ClientOutput output;
        try
        {
            output = ClientScript.Parse(ran.StandardOutput);
        }
        catch (LoadFailedException exception)
        {
            await folder.WriteAsync($"{RunFolder.ClientResults}/client.raw", ran.StandardOutput, cancellationToken);
            throw new LoadFailedException(Unfinished(_workload, hostId, ran, exception), exception);
        }
        // A figure of a part of the streams would read as a change.
        if (output.Processes.Count != ClientCommands.Count)
            throw new LoadFailedException($"{output.Processes.Count} of {ClientCommands.Count} client processes reported");
        for (var i = 0; i < output.Processes.Count; i++)
        {
            var process = output.Processes[i];
            var file = $"{RunFolder.ClientResults}/stream_{i + 1}";
            await folder.WriteAsync($"{file}.{_program.OutputExtension}", process.StandardOutput, cancellationToken);
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
                    + $"{workload.DurationSeconds:0.#} s of them planned, and was ended; if the host is slow, raise extra_time in "
                    + $"performance-test-spec.yaml ({workload.ExtraSeconds:0.#} s now). {OneLine.LastOf(ran.Error, 300)}"
                : $"host {hostId}: {exception.Message}; the client's shell ended with exit code {ran.ExitCode}. "
                    + $"{OneLine.LastOf(ran.Error, 300)}"
        ).TrimEnd();

    private Dictionary<string, double> Read(
        ClientOutput output,
        Dictionary<string, HostCounters> counters,
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, EventCount>> events,
        double? serverCpu
    )
    {
        var results = output
            .Processes.Select(process =>
                _program.Parse(
                    process.ExitCode,
                    Encoding.UTF8.GetString(process.StandardOutput),
                    Encoding.UTF8.GetString(process.StandardError),
                    _workload.DurationSeconds
                )
            )
            .ToList();
        var load = LoadSummary.Of(results);
        (Result, LoadSeconds, Transactions) = (load, load.LoadSeconds, load.Transactions);
        Cpu = LoadCpu.Of(counters, events, _workload, output, load, serverCpu);
        var (serverBefore, serverAfter) = (counters[RunMonitors.Server].Before, counters[RunMonitors.Server].After);
        var packets = PacketsReceived(serverBefore, serverAfter, load);
        // A single echo request takes no time that its program tells.
        return load.LoadSeconds <= 0
            ? new Dictionary<string, double>(load.Metrics)
            : new Dictionary<string, double>(load.Metrics) { [Metric.PacketRate.Name] = packets / load.LoadSeconds };
    }

    private ulong PacketsReceived(string beforeText, string afterText, LoadResult load)
    {
        try
        {
            var name = _environment.Server.Interface;
            var (before, after) = (CounterSnapshot.Parse(beforeText).Interface(name), CounterSnapshot.Parse(afterText).Interface(name));
            Traffic = LoadTraffic.Of(name, before, after, load, _workload);
            return after.ReceivedPackets >= before.ReceivedPackets
                ? after.ReceivedPackets - before.ReceivedPackets
                : throw new FormatException($"the counters of {name} went backwards while the load ran");
        }
        catch (FormatException exception)
        {
            throw new LoadFailedException($"host {_environment.Server.Host.Id}: {exception.Message}", exception);
        }
    }
}
