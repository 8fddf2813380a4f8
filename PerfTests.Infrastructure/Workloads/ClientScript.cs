using System.Text;
using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Remote.Folders;
using PerfTests.Infrastructure.Remote.Supervision;

namespace PerfTests.Infrastructure.Workloads;

/// <summary>The client side of one load as a single remote script, so that all streams start together.</summary>
/// <remarks>
/// Each process writes to files in a scratch folder below the folder in which the script starts, which are sent when the load is over:
/// nothing crosses the link while the
/// load runs. A probe, such as reading the host's counters, runs right before and right after. A shell of its own waits for each process
/// and writes what CPU it took: bash where there is one, whose times are to a millisecond where others have 10.
/// </remarks>
internal static class ClientScript
{
    private const string BeforeFrame = "before";
    private const string AfterFrame = "after";

    public static string Build(IReadOnlyList<string> commands, string probe)
    {
        var script = new StringBuilder();
        script.Append($"probe() {{ {probe}\n}}\n");
        var files = commands.SelectMany((_, i) => (string[])[$"{i}.out", $"{i}.err", $"{i}.cpu"]).Prepend("after").Prepend("before");
        // Nothing but these lies there, unless the load has left more.
        script
            .Append($"clean() {{ rm -f -- {string.Join(' ', files)}; cd /; rmdir -- \"$scratch\" 2>/dev/null || ")
            .Append("remove \"$scratch\" \"${scratch%/*}/\"; }\n");
        script.Append($"{ScriptFrames.ShellFunction}\n{Removal.ShellFunction}\n");
        script.Append(
            """
            scratch=$(mktemp -d "$PWD/load-XXXXXX") && cd "$scratch" || exit 70
            trap clean EXIT
            trap 'exit 143' INT TERM
            timer=$(command -v bash || echo /bin/sh)
            timed='/bin/sh -c "$1"; status=$?; times >"$2"; exit $status'
            probe >before

            """
        );
        for (var i = 0; i < commands.Count; i++)
            script.Append($"\"$timer\" -c \"$timed\" sh {ShellWord.Quote(commands[i])} {i}.cpu >{i}.out 2>{i}.err & process{i}=$!\n");
        for (var i = 0; i < commands.Count; i++)
            script.Append($"wait $process{i}; status{i}=$?\n");
        script.Append("probe >after\n");
        for (var i = 0; i < commands.Count; i++)
            script.Append($"[ -f {i}.cpu ] || : >{i}.cpu\n");
        script.Append($"frames {BeforeFrame} 0 before {AfterFrame} 0 after");
        for (var i = 0; i < commands.Count; i++)
            script.Append($" out $status{i} {i}.out err $status{i} {i}.err cpu 0 {i}.cpu");
        return script.Append('\n').ToString();
    }

    /// <summary>Takes the script's output apart again.</summary>
    /// <exception cref="LoadFailedException">The output is not whole.</exception>
    public static ClientOutput Parse(byte[] output)
    {
        var frames = Frames(output);
        if (frames is not [{ Name: BeforeFrame } before, { Name: AfterFrame } after, .. var rest] || rest.Length % 3 != 0)
            throw new LoadFailedException("the client's output was cut off");
        return new ClientOutput(
            before.Text,
            after.Text,
            [
                .. rest.Chunk(3)
                    .Select(process => new ClientProcess(process[0].Status, process[0].Content, process[1].Content)
                    {
                        CpuSeconds = ShellTimes.OfChildren(process[2].Text),
                    }),
            ]
        );
    }

    private static ScriptFrame[] Frames(byte[] output)
    {
        try
        {
            return [.. ScriptFrames.Parse(output)];
        }
        catch (FormatException exception)
        {
            throw new LoadFailedException("the client's output was cut off", exception);
        }
    }
}
