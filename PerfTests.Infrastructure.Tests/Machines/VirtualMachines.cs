using System.Globalization;
using PerfTests.Infrastructure.Tests.Suite;

namespace PerfTests.Infrastructure.Tests.Machines;

/// <summary>The machines that <c>scripts/vm-lab</c> raises, with kernels of their own. Disposing turns them off.</summary>
internal sealed class VirtualMachines : IAsyncDisposable
{
    /// <summary>Set by <c>./perftests test --machines</c>.</summary>
    public const string Switch = "PERFTESTS_MACHINES";

    /// <summary>Name of the namespace that stands for the hypervisor.</summary>
    public const string Hypervisor = "hv";

    private const string Namespace = "perftests-vmhv";
    private static readonly TimeSpan BootLimit = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan CommandLimit = TimeSpan.FromMinutes(2);

    private VirtualMachines(string folder) => Folder = folder;

    public string Folder { get; }

    public string SshConfig => Path.Combine(Folder, "ssh_config");

    /// <summary>Raises two machines from the image as it was built; ignores the tests where nobody asked for machines.</summary>
    public static async Task<VirtualMachines> RaiseAsync()
    {
        if (Environment.GetEnvironmentVariable(Switch) is not { Length: > 0 } folder)
            Assert.Ignore($"{Switch} is not set: run ./perftests test --machines");
        var machines = new VirtualMachines(Environment.GetEnvironmentVariable(Switch)!);
        await machines.ScriptAsync("up", ["1", "2"], BootLimit, fresh: true);
        return machines;
    }

    /// <summary>Runs a command on a machine as root, over a connection that has nothing to do with the suite.</summary>
    public async Task<string> RunAsync(string machine, string command)
    {
        var (exitCode, output) = await CleanShell.RunAsync(
            "ssh",
            ["-F", SshConfig, "-oBatchMode=yes", "-oConnectTimeout=20", machine, command],
            Folder,
            Nothing,
            CommandLimit
        );
        Assert.That(exitCode, Is.Zero, $"{machine}: {command}\n{output}");
        return output;
    }

    /// <summary>Stops a machine's processors, as a hypervisor does that migrates or suspends it.</summary>
    public async Task PauseAsync(int number, TimeSpan duration)
    {
        await ScriptAsync("qmp", [Text(number), "stop"], CommandLimit);
        await Task.Delay(duration);
        await ScriptAsync("qmp", [Text(number), "cont"], CommandLimit);
    }

    /// <summary>A hard reset, and the wait until the machine answers again.</summary>
    public async Task ResetAsync(int number)
    {
        await ScriptAsync("qmp", [Text(number), "system_reset"], CommandLimit);
        await Task.Delay(TimeSpan.FromSeconds(3));
        await WaitUntilUpAsync(number);
    }

    public Task WaitUntilUpAsync(int number) => ScriptAsync("up", [Text(number)], BootLimit);

    /// <summary>Packets that the test network's bridge has given to a machine so far.</summary>
    public async Task<long> PacketsAsync(int number)
    {
        var (_, output) = await CleanShell.RunAsync(
            "ip",
            ["netns", "exec", Namespace, "cat", $"/sys/class/net/vnet{Text(number - 1)}/statistics/tx_packets"],
            Folder,
            Nothing,
            CommandLimit
        );
        return long.Parse(output.Trim(), CultureInfo.InvariantCulture);
    }

    /// <summary>Waits until a load runs: packets come many times faster than connections make them.</summary>
    public async Task WaitForLoadAsync(int number, TimeSpan limit)
    {
        using var expired = new CancellationTokenSource(limit);
        var quiet = 0;
        for (var before = await PacketsAsync(number); ; )
        {
            await Task.Delay(TimeSpan.FromMilliseconds(500), expired.Token);
            var now = await PacketsAsync(number);
            quiet = now - before > 100 ? quiet + 1 : 0;
            before = now;
            if (quiet == 2)
                return;
        }
    }

    /// <summary>What the suite could leave on a machine, by kind: everything that is there and does not belong to the system.</summary>
    public async Task<MachineState> LookAsync(string machine) =>
        MachineState.Parse(await RunAsync(machine, machine == Hypervisor ? MachineState.ScriptOfNamespace : MachineState.Script));

    public async ValueTask DisposeAsync() => await ScriptAsync("down", [], CommandLimit);

    private static IReadOnlyDictionary<string, string> Nothing { get; } = new Dictionary<string, string>();

    private static string Text(int number) => number.ToString();

    private async Task ScriptAsync(string name, string[] arguments, TimeSpan limit, bool fresh = false)
    {
        var variables = new Dictionary<string, string> { ["VM_LAB"] = Folder, ["FRESH"] = fresh ? "1" : "" };
        var (exitCode, output) = await CleanShell.RunAsync(
            RepositoryFolder.Of("scripts", "vm-lab", name),
            arguments,
            RepositoryFolder.Of(),
            variables,
            limit
        );
        Assert.That(exitCode, Is.Zero, $"scripts/vm-lab/{name} {string.Join(' ', arguments)}\n{output}");
    }
}
