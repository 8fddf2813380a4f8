using System.Globalization;
using System.Text;
using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Execution.Runs;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Remote.Folders;
using PerfTests.Infrastructure.Remote.Supervision;
using PerfTests.Infrastructure.Workloads;

namespace PerfTests.Workbench.Calibration.Noise;

/// <summary>
/// The client command of a load in a shell loop, its server kept, and nothing else of ours alive: the least noise that a load of this shape
/// has on these hosts.
/// </summary>
internal sealed class BareLoop(LoadPlan plan, IRemoteHost server, IRemoteHost client, TimeProvider time)
{
    private const string BeginFrame = "begin";
    private const string EndFrame = "end";

    /// <summary>Makes runs one after the other.</summary>
    /// <returns>What each reported by metric name, and how long a run took, in seconds.</returns>
    /// <exception cref="LoadFailedException">A load did not run as planned.</exception>
    public async Task<(IReadOnlyList<IReadOnlyDictionary<string, double>> Runs, double SecondsPerRun)> RunAsync(
        int runs,
        CancellationToken cancellationToken
    )
    {
        var limit = runs * plan.Workload.TimeLimit;
        await using var servers = LoadServers.Start(server, plan.Servers, limit + TimeSpan.FromMinutes(1), time, cancellationToken);
        await servers.ListenAsync(_ => new RemoteCommand(":"), TimeSpan.FromSeconds(plan.Workload.ExtraSeconds), cancellationToken);
        var ran = await client.RunAsync(
            new RemoteCommand(Script(plan.ClientCommands, runs))
            {
                TimeLimit = limit,
                WorkingDirectory = client.WorkDir,
                OutputLimitBytes = RemoteCommand.LargeOutputBytes,
            },
            cancellationToken
        );
        var result = Parse(ran.StandardOutput, runs);
        await servers.StopAsync(cancellationToken);
        return result;
    }

    internal static string Script(IReadOnlyList<string> commands, int runs)
    {
        var script = new StringBuilder(
            $$"""
            {{ScriptFrames.ShellFunction}}
            {{Removal.ShellFunction}}
            scratch=$(mktemp -d "$PWD/load-XXXXXX") && cd "$scratch" || exit 70
            trap 'cd / && remove "$scratch" "${scratch%/*}/"' EXIT
            trap 'exit 143' INT TERM
            run=0
            read -r up rest </proc/uptime; echo "$up" >{{BeginFrame}}
            while [ "$run" -lt {{runs}} ]; do

            """
        );
        foreach (var (index, command) in commands.Index())
            script.Append($"/bin/sh -c {ShellWord.Quote(command)} >$run.{index}.out 2>$run.{index}.err & process{index}=$!\n");
        foreach (var index in Enumerable.Range(0, commands.Count))
            script.Append($"wait $process{index}; status=$?; set -- \"$@\" out $status $run.{index}.out err $status $run.{index}.err\n");
        return script
            .Append("run=$((run + 1))\ndone\n")
            .Append($"read -r up rest </proc/uptime; echo \"$up\" >{EndFrame}\n")
            .Append($"frames {BeginFrame} 0 {BeginFrame} {EndFrame} 0 {EndFrame} \"$@\"\n")
            .ToString();
    }

    private (IReadOnlyList<IReadOnlyDictionary<string, double>>, double) Parse(byte[] output, int runs)
    {
        ScriptFrame[] frames;
        try
        {
            frames = [.. ScriptFrames.Parse(output)];
        }
        catch (FormatException exception)
        {
            throw new LoadFailedException($"host {client.Id}: {exception.Message}", exception);
        }
        var streams = plan.ClientCommands.Count;
        if (frames is not [{ Name: BeginFrame } begin, { Name: EndFrame } end, .. var rest] || rest.Length != 2 * streams * runs)
            throw new LoadFailedException($"host {client.Id}: the loop of client commands did not come to its end");
        return (
            [.. rest.Chunk(2).Select(ResultOf).Chunk(streams).Select(processes => LoadSummary.Of(processes).Metrics)],
            (Uptime(end) - Uptime(begin)) / runs
        );
    }

    private LoadResult ResultOf(ScriptFrame[] process) =>
        plan.Program.Parse(process[0].Status, process[0].Text, process[1].Text, plan.Workload.DurationSeconds, plan.Workload.Amount);

    private double Uptime(ScriptFrame frame) =>
        double.TryParse(frame.Text.AsSpan().Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            ? seconds
            : throw new LoadFailedException($"host {client.Id}: its uptime reads '{frame.Text.Trim()}'");
}
