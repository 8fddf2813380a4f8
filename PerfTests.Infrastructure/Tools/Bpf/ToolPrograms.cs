using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Configuration.Tools;
using PerfTests.Infrastructure.Remote;

namespace PerfTests.Infrastructure.Tools.Bpf;

/// <summary>How the programs and the processes of a started tool are found on its host.</summary>
/// <param name="Functions">Shell functions that every tool uses alike: a host keeps them.</param>
/// <param name="Prologue">
/// What says for this tool what <c>inventory PID...</c> is, which prints its programs, <c>tool_processes PID</c>, its processes, and
/// <c>tool_maps</c>, the types of its maps that no process tells;
/// <c>tree PID</c> are those of what was started.
/// </param>
internal sealed record ToolPrograms(string Functions, string Prologue)
{
    private static readonly ShellScript Loaded = new(typeof(ToolPrograms), "loaded_programs.sh");

    /// <summary>Those that the tool's processes hold.</summary>
    public static ToolPrograms Held { get; } = new(BpfInventory.ShellFunction, "tool_processes() { tree \"$1\"; }\ntool_maps() { :; }");

    /// <summary>Those that a loader left in the kernel.</summary>
    /// <param name="started">File that is there when it has loaded them.</param>
    public static ToolPrograms LeftBy(ToolLoader loader, string started) =>
        new(
            $"{ProcessTree.ShellFunction}\n{Loaded.Text}",
            $$"""
            loaded_by {{string.Join(' ', Values(loader, started).Select(ShellWord.Quote))}}
            inventory() { loaded_inventory; }
            tool_processes() { loaded_processes "$1"; }
            tool_maps() { loaded_maps; }
            """
        );

    private static string[] Values(ToolLoader loader, string started) =>
        [string.Join(' ', loader.Names), string.Join(' ', loader.Tags), loader.PinnedUnder ?? "", started];

    /// <summary>A script as root that may use the functions.</summary>
    public RemoteCommand Command(string script) => new($"{Prologue}\n{script}") { Functions = Functions, AsRoot = true };

    /// <summary>What is in the kernel of the programs that a loader is told by, whether it has loaded them or somebody else.</summary>
    /// <exception cref="ToolFailedException">The host has no bpftool to ask.</exception>
    public static async Task<IReadOnlyList<BpfProgram>> FindAsync(
        IRemoteHost host,
        string toolId,
        ToolLoader loader,
        CancellationToken cancellationToken
    )
    {
        var result = await host.LookAsync(
            LeftBy(loader, "/").Command("bpftool version >/dev/null 2>&1 || exit 3\ninventory; :"),
            cancellationToken
        );
        return result.ExitCode == 0
            ? BpfInventory.Parse(result.Output)
            : throw new ToolFailedException(
                $"host {host.Id} has no bpftool that runs as root, by which the programs of tool {toolId} (loader) are found: install it"
            );
    }
}
