using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Monitoring;
using PerfTests.Infrastructure.Monitoring.Collectors;
using PerfTests.Infrastructure.Monitoring.Counters;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Results.Files;
using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests.Infrastructure.Execution.Runs;

/// <summary>
/// The monitors of all hosts of an environment in one run: started before the load, stopped after it. Disposing ends them.
/// </summary>
/// <remarks>
/// Both arms are monitored by the same programs, so that their cost is in both: in a baseline run they watch themselves instead of a tool.
/// </remarks>
internal sealed class RunMonitors : IAsyncDisposable
{
    public const string Server = "server";
    public const string Client = "client";
    public const string ToolHost = "tool_host";

    // They start before the servers, and outlive the load whatever comes between.
    private static readonly TimeSpan Slack = TimeSpan.FromHours(2);

    private readonly MonitoringConfig _config;
    private readonly TimeProvider _time;
    private readonly bool _hasTool;
    private readonly bool _samples;
    private readonly EventCounting _counting;
    private readonly List<MonitoredHost> _hosts = [];
    private readonly List<(MonitoredHost Host, HostMonitor Monitor)> _running = [];
    private readonly List<(MonitoredHost Host, Task<MonitorOutput> Output)> _stopping = [];
    private readonly Dictionary<string, MonitorOutput> _outputs = [];
    private readonly List<string> _notes = [];
    private (MonitoredHost Host, string Counters)? _third;
    private Task<HostCounters>? _thirdCounters;

    private RunMonitors(MonitoringConfig config, TimeProvider time, bool hasTool, bool samples, EventCounting counting) =>
        (_config, _time, _hasTool, _samples, _counting) = (config, time, hasTool, samples, counting);

    /// <param name="isJudged">Whether the run is part of a round, beside which samplers are noise.</param>
    /// <param name="counting">Which hosts count events; told what this run shows of that.</param>
    /// <param name="toolProcessIds">The first process of each instance of the tool, by host id; empty in a baseline run.</param>
    public static async Task<RunMonitors> StartAsync(
        MonitoringConfig config,
        PerfCase perfCase,
        bool isJudged,
        EventCounting counting,
        SessionHosts hosts,
        IReadOnlyDictionary<string, int> toolProcessIds,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var samples = config.Samples(perfCase.Workload.DurationSeconds, isJudged);
        var monitors = new RunMonitors(config, time, toolProcessIds.Count > 0, samples, counting);
        if (!config.Enabled)
            return monitors;
        int? toolProcessId = toolProcessIds.TryGetValue(perfCase.Environment.ToolEndpoints[0].Host.Id, out var id) ? id : null;
        if (samples && toolProcessIds.Count > 1)
            monitors._notes.Add(
                $"The tool ran on {toolProcessIds.Count} hosts; the figures of its processes are those of the "
                    + $"{ToolRole(perfCase.Environment)} alone. What it cost the others is in the figures of these hosts."
            );
        try
        {
            var planned = Plan(config, perfCase, hosts);
            if (!samples)
                planned = planned.ConvertAll(host =>
                    CountingOnly(host, config.Counts(isJudged) && counting.IsPossible(host.Endpoint.Host.Id))
                );
            monitors._hosts.AddRange(planned);
            var limit = perfCase.Workload.TimeLimit + Slack;
            var starting = planned
                .Where(host => host.Collectors.Count > 0)
                .Select(host =>
                    (
                        host,
                        Monitor: HostMonitor.StartAsync(
                            host.Host,
                            host.Collectors,
                            host.Wanted is not null,
                            host.Wanted is null ? null : toolProcessId,
                            limit,
                            time,
                            cancellationToken
                        )
                    )
                )
                .ToList();
            // All of them, also when one fails: what has started is to be ended.
            await Task.WhenAll(starting.Select(start => (Task)start.Monitor)).ContinueWith(static _ => { }, TaskScheduler.Default);
            monitors._running.AddRange(
                starting.Where(start => start.Monitor.IsCompletedSuccessfully).Select(start => (start.host, start.Monitor.Result))
            );
            await Task.WhenAll(starting.Select(start => start.Monitor));
            return monitors;
        }
        catch
        {
            await monitors.DisposeAsync();
            throw;
        }
    }

    /// <summary>Reads the counters of a third host right before the load; those of the other two are read with it.</summary>
    public async Task LoadBeginsAsync(CancellationToken cancellationToken)
    {
        if (_hosts.Find(host => host.Role == ToolHost) is { } third)
            _third = (third, (await third.Host.LookCheckedAsync(HostState.Look, cancellationToken)).Output);
    }

    /// <summary>Tells the monitors that the load has ended; what they left comes while other things are done.</summary>
    public void LoadHasEnded(CancellationToken cancellationToken)
    {
        if (_third is { } third)
            _thirdCounters = CountAsync(third.Host, third.Counters, cancellationToken);
        _stopping.AddRange(_running.Select(running => (running.Host, running.Monitor.StopAsync(cancellationToken))));
    }

    /// <summary>Keeps what the monitors printed, byte for byte.</summary>
    /// <exception cref="RemoteException">A host was lost.</exception>
    public async Task KeepLogsAsync(RunFolder folder, CancellationToken cancellationToken)
    {
        foreach (var (host, stopping) in _stopping)
        {
            try
            {
                var output = await stopping;
                _outputs[host.Role] = output;
                foreach (var log in output.Logs.Where(log => !log.IsAbsent))
                    await folder.WriteAsync($"{RunFolder.Monitoring}/{log.Collector.File}", log.Output, cancellationToken);
            }
            catch (FormatException exception)
            {
                _notes.Add($"{host.Role}, host {host.Endpoint.Host.Id}: {exception.Message}; nothing was sampled there");
            }
        }
    }

    /// <summary>Writes <c>monitoring/summary.json</c>.</summary>
    /// <param name="aroundLoad">Counters of server and client.</param>
    /// <exception cref="FormatException">The counters of a host are not whole.</exception>
    public async Task<MonitoredLoad> SummarizeAsync(
        RunFolder folder,
        TestEnvironment environment,
        IReadOnlyDictionary<string, HostCounters> aroundLoad,
        CancellationToken cancellationToken
    )
    {
        if (!_config.Enabled)
            return MonitoredLoad.None;
        var counters = new Dictionary<string, HostCounters>(aroundLoad);
        HostCounters? third = null;
        if (_thirdCounters is not null)
        {
            third = counters[ToolHost] = await _thirdCounters;
            await folder.WriteAsync($"{RunFolder.Monitoring}/counters_{ToolHost}.log", third.Before + third.After, cancellationToken);
        }
        var summary = Summary(environment, counters);
        var path = Path.Combine(folder.FullPath, MonitoringSummary.FileName);
        await JsonFiles.WriteAsync(path, summary, JsonFiles.CamelCase, cancellationToken);
        return new MonitoredLoad(third, summary.Hosts.ToDictionary(host => host.Key, host => host.Value.Events));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, monitor) in _running)
            await monitor.DisposeAsync();
        // A run that failed asks for none of these any more.
        await Task.WhenAll(_stopping.Select(stopping => (Task)stopping.Output).Append(_thirdCounters ?? Task.CompletedTask))
            .ContinueWith(static task => task.Exception, TaskScheduler.Default);
    }

    private static List<MonitoredHost> Plan(MonitoringConfig config, PerfCase perfCase, SessionHosts hosts)
    {
        var environment = perfCase.Environment;
        var roles = new List<(string Role, Endpoint Endpoint)> { (Server, environment.Server), (Client, environment.Client) };
        var toolRole = ToolRole(environment);
        if (toolRole == ToolHost)
            roles.Add((ToolHost, environment.ToolEndpoints[0].Endpoint));
        var wanted = perfCase.Tool?.Spec.ResourceMonitoring ?? new ResourceMonitoring();
        return
        [
            .. roles.Select(role => new MonitoredHost(
                role.Role,
                role.Endpoint,
                hosts[role.Endpoint.Host],
                role.Role == toolRole ? wanted : null,
                CollectorPlan.For(
                    config,
                    role.Role,
                    role.Endpoint.Interface,
                    perfCase.Workload.SarCommand,
                    role.Role == toolRole ? wanted : null
                )
            )),
        ];
    }

    /// <summary>A host without what samples it; what counts its events stays if it may.</summary>
    private static MonitoredHost CountingOnly(MonitoredHost host, bool mayCount) =>
        host with
        {
            Collectors = [.. host.Collectors.Where(collector => mayCount && collector.Kind == CollectorKind.Events)],
        };

    /// <remarks>A third host that is one of the two others in truth is monitored once.</remarks>
    public static string ToolRole(TestEnvironment environment)
    {
        var tool = environment.ToolEndpoints[0];
        return tool.Role != ToolHost ? tool.Role
            : tool.Host.Id == environment.Server.Host.Id ? Server
            : tool.Host.Id == environment.Client.Host.Id ? Client
            : ToolHost;
    }

    private async Task<HostCounters> CountAsync(MonitoredHost host, string before, CancellationToken cancellationToken)
    {
        var (after, trip) = await ClockTrip.TimeAsync(() => host.Host.LookCheckedAsync(HostState.Look, cancellationToken), _time);
        return new HostCounters(before, after.Output, trip, ClockBefore: false);
    }

    private MonitoringSummary Summary(TestEnvironment environment, Dictionary<string, HostCounters> counters)
    {
        var (loadBefore, loadAfter, clientClock) = counters[Client].Read();
        var (start, end) = (clientClock.ToController(loadBefore.Time), clientClock.ToController(loadAfter.Time));
        var uses = new Dictionary<string, HostUse>();
        ToolResources? tool = null;
        foreach (var host in _hosts)
        {
            var (before, after, clock) = counters[host.Role].Read();
            var window = LoadWindow.On(clock, start, end, host.Role == Client ? 0 : clientClock.UncertaintySeconds);
            var output = _outputs.GetValueOrDefault(host.Role);
            var use = HostUseReader.Read(host.Endpoint.Host.Id, host.Endpoint.Interface, _config, before, after, clock, window, output);
            // The load's ends are moments of the client's own clock.
            var unsure = host.Role == Client ? 0 : clock.UncertaintySeconds + clientClock.UncertaintySeconds;
            uses[host.Role] = Counted(use, output, new CountWindow(clock.ToHost(start), clock.ToHost(end), unsure));
            if (_hasTool && host.Wanted is { Enabled: true } wanted && output is not null)
                tool = ToolResourcesReader.Read(
                    wanted,
                    output.Before,
                    output.After,
                    MonitorSamples.Read(output.Logs, window, []).Of(CollectorKind.Tool)
                );
        }
        var needed = _config.IntervalSeconds + 2;
        if (!_samples)
            _notes.Add(
                "No program sampled the hosts beside the load: in a round that is noise (monitoring.in_rounds). The figures are from "
                    + "counters before and after it; samples are in the case's exposure run, of a baseline case in its resource run."
            );
        else if ((end - start).TotalSeconds < needed)
            _notes.Add(
                $"The load lasted {(end - start).TotalSeconds:F1} s: too short for samples at an interval of "
                    + $"{_config.IntervalSeconds} s, which need {needed} s. The figures of the whole window stand."
            );
        return new MonitoringSummary
        {
            IntervalSeconds = _config.IntervalSeconds,
            LoadStart = start,
            LoadEnd = end,
            Hosts = uses,
            ToolRole = ToolRole(environment),
            Tool = tool,
            Notes = _notes,
        };
    }

    private HostUse Counted(HostUse use, MonitorOutput? output, CountWindow window)
    {
        if (output?.Logs.FirstOrDefault(log => log.Collector.Kind == CollectorKind.Events) is not { } log)
            return use;
        var missing = new List<MissingMonitor>(use.Missing);
        var events = EventCounts.Read(log, _config.Perf.Events, window, missing);
        _counting.Learn(use.HostId, EventCounts.AreThere(log));
        return use with { Events = events, Missing = missing };
    }
}
