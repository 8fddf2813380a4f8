using System.Text.Json;
using PerfTests.Infrastructure.Configuration.Tools;
using PerfTests.Infrastructure.Remote;

namespace PerfTests.Infrastructure.Tools.Bpf;

/// <summary>All BPF programs of a host's kernel that can touch traffic, at one moment.</summary>
/// <param name="BootId">Tells kernels apart: hosts of one kernel see each other's programs.</param>
/// <param name="Programs">Null where the host does not tell them.</param>
internal sealed record ProgramListing(string BootId, IReadOnlyList<LoadedProgram>? Programs)
{
    private const string FromDescriptors = "fdinfo";

    // Without bpftool, programs that a process holds; pinned and attached ones without a process stay unseen there.
    private const string Command = $$"""
        read -r id </proc/sys/kernel/random/boot_id; echo "$id"
        if shown=$(bpftool prog show -j 2>/dev/null) && [ -n "$shown" ]; then printf 'bpftool\n%s\n' "$shown"
        else
          echo {{FromDescriptors}}
          cat /proc/[0-9]*/fdinfo/* 2>/dev/null | awk '
            /^prog_type:/ { type = $2; tag = "-" } /^prog_tag:/ { tag = $2 }
            /^prog_id:/ { if (type != "") seen[$2 " " type " " tag]; type = "" }
            END { for (line in seen) print line }'
        fi
        """;

    /// <summary>Asks a host as root. A host that refuses, or whose answer makes no sense, tells nothing.</summary>
    /// <exception cref="RemoteException">The host was lost.</exception>
    public static async Task<ProgramListing> ReadAsync(IRemoteHost host, CancellationToken cancellationToken)
    {
        var result = await host.LookAsync(new RemoteCommand(Command) { AsRoot = true }, cancellationToken);
        return result.ExitCode == 0 ? Parse(result.Output) : new ProgramListing("", null);
    }

    internal static ProgramListing Parse(string text)
    {
        var lines = text.Split('\n', 3);
        if (lines.Length < 3 || !text.EndsWith('\n'))
            return new ProgramListing("", null);
        var programs = lines[1] == FromDescriptors ? OfDescriptors(lines[2]) : OfBpftool(lines[2]);
        return new ProgramListing(
            lines[0].Trim(),
            programs is null ? null : [.. programs.Where(CanTouchTraffic).OrderBy(program => program.Id)]
        );
    }

    // systemd attaches and detaches its own as services come and go, bpftool loads one while it lists; none of them touches our traffic.
    private static bool CanTouchTraffic(LoadedProgram program) =>
        program.Type is not ("cgroup_device" or "cgroup_sysctl")
        && program.Name?.StartsWith("sd_", StringComparison.Ordinal) != true
        && program is not { Type: "tracing", Name: "iter" };

    private static List<LoadedProgram>? OfDescriptors(string lines)
    {
        var programs = new List<LoadedProgram>();
        foreach (var line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (
                line.Split(' ') is not [var id, var type, var tag]
                || !int.TryParse(id, out var number)
                || !int.TryParse(type, out var kind)
            )
                return null;
            programs.Add(new LoadedProgram(number, BpfProgramTypes.NameOf(kind), null, tag == "-" ? null : tag));
        }
        return programs;
    }

    private static List<LoadedProgram>? OfBpftool(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return
            [
                .. document
                    .RootElement.EnumerateArray()
                    .Select(program => new LoadedProgram(
                        program.GetProperty("id").GetInt32(),
                        Text(program, "type") ?? "unknown",
                        Text(program, "name"),
                        Text(program, "tag")
                    )),
            ];
        }
        catch (Exception exception)
            when (exception is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            return null;
        }

        static string? Text(JsonElement program, string name) =>
            program.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }
}
