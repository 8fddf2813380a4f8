using System.Text.Json;

namespace PerfTests.Infrastructure.Tests.Faults;

/// <summary>What a session left on a fault's machine: one sentence for each thing.</summary>
internal sealed record Leftovers(
    IReadOnlyList<string> Processes,
    IReadOnlyList<string> Namespaces,
    IReadOnlyList<string> Mounts,
    IReadOnlyList<string> Programs,
    IReadOnlyList<string> Files
)
{
    public static Leftovers None { get; } = new([], [], [], [], []);

    public IEnumerable<string> All => [.. Processes, .. Namespaces, .. Mounts, .. Programs, .. Files];

    /// <summary>Looks until nothing is left, or until the time is over: the kernel takes a moment to remove what nobody holds.</summary>
    public static async Task<Leftovers> LookAsync(FaultMachine machine, TimeSpan limit)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var left = await LookAsync(machine);
            if (!left.All.Any() || TimeProvider.System.GetElapsedTime(started) > limit)
                return left;
            await Task.Delay(50);
        }
    }

    private static async Task<Leftovers> LookAsync(FaultMachine machine) =>
        new(
            [.. machine.Processes.Select(process => $"process {process}")],
            [
                .. Entries(machine, "/run/netns").Select(name => $"namespace {name}"),
                .. machine.Interfaces().Select(name => $"interface {name}"),
            ],
            [.. machine.MountPoints().Except(machine.MountsAtStart).Select(mount => $"mount {mount}")],
            [.. await ProgramsAsync(machine)],
            // The session's lock is a file that any session may hold next: deleted, it could be held twice.
            [
                .. Entries(machine, "/run/perftests", "/var/lib/perftests", "/tmp")
                    .Where(path => !path.StartsWith("/run/perftests/session.lock", StringComparison.Ordinal))
                    // The checkout may lie there.
                    .Where(path => !$"{RepositoryFolder.Of()}/".StartsWith($"{path}/", StringComparison.Ordinal))
                    .Select(path => $"file {path}"),
            ]
        );

    private static IEnumerable<string> Entries(FaultMachine machine, params string[] folders) =>
        folders
            .Where(folder => Directory.Exists(machine.In(folder)))
            .SelectMany(folder =>
                Directory.EnumerateFileSystemEntries(machine.In(folder)).Select(path => Path.Combine(folder, Path.GetFileName(path)))
            );

    private static async Task<IEnumerable<string>> ProgramsAsync(FaultMachine machine)
    {
        using var list = JsonDocument.Parse(await machine.ShellAsync("bpftool prog show -j"));
        return
        [
            .. list
                .RootElement.EnumerateArray()
                .Where(program => program.TryGetProperty("name", out var name) && name.GetString() == machine.Name)
                .Select(program => $"BPF program {program.GetProperty("id").GetInt32()}"),
        ];
    }
}
