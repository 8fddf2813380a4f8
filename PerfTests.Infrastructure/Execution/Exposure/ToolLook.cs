using PerfTests.Infrastructure.Execution.Runs;
using PerfTests.Infrastructure.Monitoring.Counters;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Tools.Bpf;

namespace PerfTests.Infrastructure.Execution.Exposure;

/// <summary>What a running tool holds, uses and is attached to, from one look: its processes are looked up once.</summary>
/// <param name="Programs">Its BPF programs with their counts.</param>
/// <param name="Use">What <see cref="TreeUse.Parse"/> reads.</param>
/// <param name="Attached">By id, of the programs of which the kernel tells: whether it is attached.</param>
internal sealed record ToolLook(IReadOnlyList<BpfProgram> Programs, string Use, IReadOnlyDictionary<int, bool> Attached)
{
    /// <summary>Which of them are bound to which interfaces.</summary>
    public IReadOnlyList<BpfBinding> Bindings { get; init; } = [];

    private const string Mark = "perftests-tool-look";

    /// <param name="known">Programs that it is known to hold; which parts of the kernel are asked follows from their types.</param>
    /// <param name="moment">Counts are read next to the load.</param>
    /// <exception cref="RemoteException">The host was lost, or did not come to an end with the look.</exception>
    public static async Task<ToolLook> TakeAsync(
        IRemoteHost host,
        int processId,
        ToolPrograms lookup,
        IReadOnlyList<BpfProgram> known,
        LoadMoment moment,
        CancellationToken cancellationToken
    )
    {
        var look = await host.LookCheckedAsync(Command(processId, lookup, known, moment), cancellationToken);
        try
        {
            var seen = Parse(look.Output, moment);
            if (BpfAttachments.AsksFor(known, seen.Programs))
                return seen;
            // A program of another kind has come since, and what such ones are attached to was not asked.
            var again = Parse(
                (await host.LookCheckedAsync(Command(processId, lookup, seen.Programs, moment), cancellationToken)).Output,
                moment
            );
            return seen with { Attached = again.Attached, Bindings = again.Bindings };
        }
        catch (FormatException exception)
        {
            throw new RemoteException(host.Id, $"the look at the tool is cut off: {exception.Message}", exception);
        }
    }

    internal static RemoteCommand Command(int processId, ToolPrograms lookup, IReadOnlyList<BpfProgram> known, LoadMoment moment)
    {
        const string Processes = "$processes";
        string[] parts = [BpfInventory.Command(Processes), TreeUse.Command(Processes, isDetailed: moment == LoadMoment.After)];
        if (moment == LoadMoment.Before)
            Array.Reverse(parts);
        var attachments = BpfAttachments.Command(Processes, known);
        parts = moment == LoadMoment.Before ? [attachments, .. parts] : [.. parts, attachments];
        var script = string.Join($"echo {Mark}\n", parts.Select(part => $"( {part}\n)\n"));
        return lookup.Command($"processes=$(tool_processes {processId})\n{script}:");
    }

    /// <exception cref="FormatException">The text is not whole.</exception>
    internal static ToolLook Parse(string text, LoadMoment moment)
    {
        var parts = text.Split($"{Mark}\n");
        if (parts.Length != 3)
            throw new FormatException($"it has {parts.Length} of 3 parts");
        var (inventory, use, attachments) = moment == LoadMoment.Before ? (parts[2], parts[1], parts[0]) : (parts[0], parts[1], parts[2]);
        var programs = BpfInventory.Parse(inventory);
        return new ToolLook(programs, use, BpfAttachments.Parse(attachments, programs)) { Bindings = BpfBindings.Parse(attachments) };
    }
}
