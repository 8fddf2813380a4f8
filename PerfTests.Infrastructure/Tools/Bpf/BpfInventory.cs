using System.Globalization;
using System.Text.Json;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Configuration.Tools;
using PerfTests.Infrastructure.Remote;

namespace PerfTests.Infrastructure.Tools.Bpf;

/// <summary>What BPF programs the processes of a tool hold, read from <c>/proc/PID/fdinfo</c>; no bpftool is needed for that.</summary>
/// <remarks>The tool's processes are its session and all descendants of its first process, so that children that it starts count.</remarks>
internal static class BpfInventory
{
    private const int MostListed = 10;

    private static readonly ShellScript Twins = new(typeof(BpfInventory), "twins.sh");
    private static readonly ShellScript Unloaded = new(typeof(BpfInventory), "unloaded.sh");

    private static readonly TimeSpan UnloadLimit = TimeSpan.FromHours(1);

    /// <summary>
    /// Shell function <c>inventory PID...</c>: prints the fdinfo lines of every program that the processes hold, as
    /// <c>/proc/PID/fdinfo/FD:key:value</c>; and <see cref="ProcessTree.ShellFunction"/>, which tells what processes a tool has.
    /// </summary>
    public static string ShellFunction { get; } =
        $$"""
            {{ProcessTree.ShellFunction}}
            inventory() {
              for p do grep -H -s -E '^(prog_type|prog_id|run_cnt|run_time_ns):' /proc/"$p"/fdinfo/* 2>/dev/null; done
            }
            """;

    /// <summary>A script that prints what <see cref="Parse"/> reads.</summary>
    /// <param name="processes">Processes of the tool, as words of a shell.</param>
    internal static string Command(string processes) => $"inventory {processes}";

    /// <summary>Reads the programs of a tool, with their names where the host has bpftool.</summary>
    public static Task<IReadOnlyList<BpfProgram>> ReadAsync(IRemoteHost host, int toolProcessId, CancellationToken cancellationToken) =>
        ReadAsync(host, toolProcessId, ToolPrograms.Held, cancellationToken);

    /// <inheritdoc cref="ReadAsync(IRemoteHost, int, CancellationToken)"/>
    public static async Task<IReadOnlyList<BpfProgram>> ReadAsync(
        IRemoteHost host,
        int toolProcessId,
        ToolPrograms lookup,
        CancellationToken cancellationToken
    )
    {
        var result = await host.LookCheckedAsync(lookup.Command($"{Command($"$(tree {toolProcessId})")}; true"), cancellationToken);
        return Parse(result.Output);
    }

    /// <summary>Adds the names that <c>bpftool prog show -j</c> knows; unchanged when the host has none.</summary>
    public static async Task<IReadOnlyList<BpfProgram>> WithNamesAsync(
        IRemoteHost host,
        IReadOnlyList<BpfProgram> programs,
        CancellationToken cancellationToken
    )
    {
        var result = await host.LookAsync(new RemoteCommand("bpftool prog show -j") { AsRoot = true }, cancellationToken);
        var names = result.ExitCode == 0 ? ParseNames(result.Output) : [];
        return
        [
            .. programs.Select(program =>
                names.TryGetValue(program.Id, out var told) ? program with { Name = told.Name, Tag = told.Tag } : program
            ),
        ];
    }

    /// <summary>
    /// Programs of others with the code of the given ones, when all of these are loaded a second time: another instance of the
    /// tool. A single equal program may be a coincidence, for many tools load one that does nothing.
    /// </summary>
    /// <param name="ours">Ids of programs that are ours: those of <paramref name="programs"/>, and those of instances that we
    /// started.</param>
    /// <returns>Ids of the other instance's programs; empty when there is none.</returns>
    public static async Task<IReadOnlyList<int>> FindTwinsAsync(
        IRemoteHost host,
        IReadOnlyList<BpfProgram> programs,
        IReadOnlyList<int> ours,
        CancellationToken cancellationToken
    )
    {
        var result = await host.LookCheckedAsync(
            new RemoteCommand(Twins.With(string.Join(' ', programs.Select(program => program.Id)), string.Join(' ', ours)))
            {
                AsRoot = true,
            },
            cancellationToken
        );
        return [.. ParseIds(host.Id, result.Output).Order()];
    }

    /// <summary>
    /// Which of the programs are still loaded, whoever holds them; where the host has no bpftool, which of them a process holds.
    /// </summary>
    public static Task<IReadOnlyList<int>> ReadLoadedAsync(
        IRemoteHost host,
        IReadOnlyList<int> programIds,
        CancellationToken cancellationToken
    ) => WaitUntilUnloadedAsync(host, programIds, TimeSpan.Zero, cancellationToken);

    /// <summary>Waits for programs to go, whoever holds them, as long as they go: hundreds of probes take the kernel a while.</summary>
    /// <param name="patience">Longest wait for the next one to go.</param>
    /// <returns>Ids of those that are still loaded; where the host has no bpftool, of those that a process still holds.</returns>
    public static async Task<IReadOnlyList<int>> WaitUntilUnloadedAsync(
        IRemoteHost host,
        IReadOnlyList<int> programIds,
        TimeSpan patience,
        CancellationToken cancellationToken
    )
    {
        if (programIds.Count == 0)
            return [];
        var command = new RemoteCommand(
            Unloaded.With(string.Join('|', programIds), (programIds.Count + 1).ToString(), ((long)patience.TotalMilliseconds).ToString())
        )
        {
            AsRoot = true,
            TimeLimit = UnloadLimit,
        };
        var result = await (
            patience > TimeSpan.Zero ? host.RunCheckedAsync(command, cancellationToken) : host.LookCheckedAsync(command, cancellationToken)
        );
        return ParseIds(host.Id, result.Output);
    }

    /// <summary>Ids in a sentence, however many there are.</summary>
    public static string Listed(IReadOnlyList<int> programIds) =>
        string.Join(", ", programIds.Take(MostListed))
        + (programIds.Count > MostListed ? $" and {programIds.Count - MostListed} more" : "");

    /// <summary>Reads fdinfo lines; each program once, however many descriptors hold it.</summary>
    public static IReadOnlyList<BpfProgram> Parse(string lines)
    {
        var programs = new SortedDictionary<int, BpfProgram>();
        foreach (
            var descriptor in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Field).GroupBy(field => field.Descriptor)
        )
        {
            var fields = descriptor.GroupBy(field => field.Key).ToDictionary(group => group.Key, group => group.First().Value);
            // A link's fdinfo has prog_id too, but no prog_type.
            if (Number("prog_id") is not { } id || fields.GetValueOrDefault("prog_type") is not { Length: > 0 } type)
                continue;
            programs[(int)id] = new BpfProgram(
                (int)id,
                // bpftool tells the name.
                Number("prog_type") is { } number
                    ? BpfProgramTypes.NameOf((int)number)
                    : type,
                null,
                Number("run_cnt") ?? 0,
                Number("run_time_ns") ?? 0
            );

            long? Number(string key) =>
                fields.TryGetValue(key, out var text)
                && long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value)
                    ? value
                    : null;
        }
        return [.. programs.Values];
    }

    /// <summary>Ids of programs, one a line.</summary>
    /// <exception cref="ToolFailedException">A line is none: what is loaded on the host is not known.</exception>
    internal static IReadOnlyList<int> ParseIds(string hostId, string lines) =>
        [
            .. lines
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line =>
                    int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                        ? id
                        : throw new ToolFailedException(
                            $"host {hostId} lists '{VisibleText.SingleLine(line[..Math.Min(line.Length, 80)])}' among its BPF programs, "
                                + "which is not an id; see what 'bpftool prog show' prints there"
                        )
                ),
        ];

    internal static Dictionary<int, (string? Name, string? Tag)> ParseNames(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document
                .RootElement.EnumerateArray()
                .Where(program => program.TryGetProperty("id", out _) && program.TryGetProperty("name", out _))
                .ToDictionary(
                    program => program.GetProperty("id").GetInt32(),
                    program =>
                        (program.GetProperty("name").GetString(), program.TryGetProperty("tag", out var tag) ? tag.GetString() : null)
                );
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            // Names are a convenience: programs are proven by fdinfo, not by what a foreign bpftool prints.
            return [];
        }
    }

    private static (string Descriptor, string Key, string Value) Field(string line)
    {
        var parts = line.Split(':', 3, StringSplitOptions.TrimEntries);
        return parts.Length == 3 ? (parts[0], parts[1], parts[2]) : ("", "", "");
    }
}
