using System.Text.RegularExpressions;

namespace PerfTests.Infrastructure.Tests.Faults;

/// <summary>Every fault that is injected.</summary>
internal static class FaultTable
{
    private const string Server = "perftests-0-system-server";

    private static readonly FaultStage[] InLoads = [FaultStage.BaselineLoad, FaultStage.ToolLoad];

    public static IReadOnlyList<Fault> All { get; } =
    [new("none"), .. Controller(), .. Connection(), .. TestLink(), .. Load(), .. Tools(), .. Storage(), .. Hooks()];

    private static IEnumerable<Fault> Controller() =>
        from signal in (string[])["KILL", "TERM", "INT"]
        from stage in FaultStage.All
        select new Fault($"SIG{signal} to the controller", stage)
        {
            KillsController = signal == "KILL",
            MustNotPass = stage != FaultStage.Judging && stage != FaultStage.LabGoingDown,
            Inject = async (machine, session) =>
            {
                machine.Signal(signal, machine.Processes.Where(process => process.Id == session.Id));
                await Task.CompletedTask;
            },
        };

    private static IEnumerable<Fault> Connection()
    {
        foreach (var stage in InLoads)
        {
            yield return new("connections of a host killed", stage)
            {
                BreaksRun = true,
                Inject = (machine, _) => EndAsync(machine, process => process.IsConnection),
            };
        }
        yield return new("sshd of a host killed and started again", FaultStage.BetweenRuns) { Inject = RestartServerAsync };
        yield return new("sshd of a host killed and started again", FaultStage.ToolLoad) { Inject = RestartServerAsync, BreaksRun = true };
        foreach (var stage in (FaultStage[])[FaultStage.ToolDeploying, FaultStage.ToolLoad, FaultStage.LabGoingDown])
        {
            yield return new("management link down for 2 s", stage)
            {
                Inject = (machine, _) =>
                    TryAsync(machine, $"ip -n {Server} link set mgmt0 down; sleep 2; ip -n {Server} link set mgmt0 up"),
            };
        }
        foreach (var stage in (FaultStage[])[FaultStage.ToolDeploying, FaultStage.ToolLoad])
        {
            yield return new("management link down for good", stage)
            {
                MustNotPass = true,
                CutsHostOff = true,
                Inject = (machine, _) => machine.ShellAsync($"ip -n {Server} link set mgmt0 down"),
            };
        }
    }

    private static IEnumerable<Fault> TestLink()
    {
        foreach (var stage in InLoads)
        {
            yield return new("test link down for good", stage)
            {
                MustNotPass = true,
                BreaksRun = true,
                Inject = (machine, _) => machine.ShellAsync($"ip -n {Server} link set data0 down"),
            };
        }
    }

    private static IEnumerable<Fault> Load()
    {
        foreach (var stage in InLoads)
        {
            yield return new("load's client killed", stage)
            {
                BreaksRun = true,
                Inject = (machine, _) => EndAsync(machine, process => process.IsLoadClient),
            };
            yield return new("load's server killed", stage)
            {
                BreaksRun = true,
                Inject = (machine, _) => EndAsync(machine, process => process.IsLoadServer),
            };
            yield return new("load's client frozen", stage)
            {
                BreaksRun = true,
                Inject = (machine, _) => FreezeAsync(machine, process => process.IsLoadClient),
            };
            yield return new("load's server frozen", stage)
            {
                BreaksRun = true,
                Inject = (machine, _) => FreezeAsync(machine, process => process.IsLoadServer),
            };
        }
        yield return new("load's port taken by another program", FaultStage.SessionStarted)
        {
            MustNotPass = true,
            Foreign = "http.server",
            Inject = async (machine, _) =>
            {
                machine.StartForeign(
                    $"nsenter --net=/run/netns/{Server} python3 -m http.server {FaultSet.Port} --bind {FaultSet.ServerAddress} "
                );
                await machine.ShellAsync($"until ip netns exec {Server} ss -Hltn | grep -q :{FaultSet.Port}; do sleep 0.02; done");
            },
        };
    }

    private static IEnumerable<Fault> Tools() =>
        [
            new("tool ignores polite signals") { Tool = "stubborn" },
            new("tool ends at once") { Tool = "exits", MustNotPass = true },
            new("tool dies in mid-load") { Tool = "dies", MustNotPass = true },
            new("tool becomes a daemon") { Tool = "daemonises", MustNotPass = true },
            new("tool leaves a daemon") { Tool = "child-daemonises" },
            new("tool leaves child processes") { Tool = "children" },
            new("tool floods its output") { Tool = "floods" },
            new("tool leaves files") { Tool = "files" },
            new("tool leaves a pinned program")
            {
                Tool = "pins",
                MustNotPass = true,
                Told = new Regex("BPF programs? [0-9, ]+"),
                After = "rm /sys/fs/bpf/fault*",
            },
            new("tool leaves a mount")
            {
                Tool = "mounts",
                Told = new Regex("mounted"),
                After =
                    "mount=$(grep -o '/var/lib/perftests/[^ ]*/mounted' /proc/mounts | tail -n 1); grep -q precious $mount/precious || "
                    + "ls $mount/precious; umount $mount; rm -rf /run/perftests /var/lib/perftests",
            },
        ];

    private static IEnumerable<Fault> Storage() =>
        [
            new("result disk full")
            {
                Before = "mount -t tmpfs -o size=64k tmpfs /run/fault/result",
                After = "umount /run/fault/result",
                MustNotPass = true,
            },
            new("result disk read-only")
            {
                Before = "mount -t tmpfs -o ro tmpfs /run/fault/result",
                After = "umount /run/fault/result",
                MustNotPass = true,
            },
            new("result disk fills up", FaultStage.BaselineLoad)
            {
                Before = "mount -t tmpfs -o size=2m tmpfs /run/fault/result",
                After = "umount /run/fault/result",
                MustNotPass = true,
                Inject = (machine, _) => FillAsync(machine, "/run/fault/result"),
            },
            new("work folder's disk full", FaultStage.HostsLeased)
            {
                Inject = (machine, _) => FillAsync(machine, "/var/lib"),
                After = "rm /var/lib/filler*",
                MustNotPass = true,
            },
            new("work folder's disk fills up", FaultStage.BaselineLoad)
            {
                Inject = (machine, _) => FillAsync(machine, "/var/lib"),
                After = "rm /var/lib/filler*",
                MustNotPass = true,
            },
        ];

    private static IEnumerable<Fault> Hooks() =>
        [
            new("hook hangs")
            {
                Hooks = "init: [{name: bad, at: case, on: server, run: sleep 600, timeout: 1}]",
                MustNotPass = true,
                Told = new Regex("hook bad"),
            },
            new("hook fails")
            {
                Hooks = "init: [{name: bad, at: case, on: server, run: exit 7}]",
                MustNotPass = true,
                Told = new Regex("hook bad"),
            },
            new("hook floods its output")
            {
                Hooks = "init: [{name: bad, at: run, on: server, run: \"head -c 30000000 /dev/zero | tr '\\\\0' x\"}]",
            },
            new("hook leaves child processes")
            {
                Hooks = "init: [{name: bad, at: run, on: server, run: \"sleep 600 & sleep 600 & echo left\"}]",
            },
            new("hook after the session hangs")
            {
                Hooks = "post: [{name: bad, at: session, on: server, run: sleep 600, timeout: 1}]",
                Told = new Regex("hook bad"),
            },
        ];

    private static Task EndAsync(FaultMachine machine, Func<MachineProcess, bool> which)
    {
        machine.Signal("KILL", machine.Processes.Where(which));
        return Task.CompletedTask;
    }

    private static Task FreezeAsync(FaultMachine machine, Func<MachineProcess, bool> which)
    {
        machine.Signal("STOP", machine.Processes.Where(which));
        return Task.CompletedTask;
    }

    private static Task<string> FillAsync(FaultMachine machine, string folder) =>
        TryAsync(machine, $"dd if=/dev/zero of={folder}/filler bs=64k; dd if=/dev/zero of={folder}/filler2 bs=1 count=64k");

    /// <summary>The lab may be gone before the link is up again.</summary>
    private static Task<string> TryAsync(FaultMachine machine, string line) => machine.ShellAsync($"{{ {line}; }} 2>/dev/null || :");

    private static async Task RestartServerAsync(FaultMachine machine, RunningSession session)
    {
        var servers = machine
            .Processes.Where(process => process.IsListener && process.Command.Contains("/system-server/", StringComparison.Ordinal))
            .ToList();
        var network = await machine.ShellAsync($"ip netns pids {Server} | tr '\\n' ' '");
        var inHost = network.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).ToHashSet();
        machine.Signal("KILL", [.. servers, .. machine.Processes.Where(process => process.IsConnection && inHost.Contains(process.Id))]);
        await Task.Delay(300);
        // sshd's title is its command line: 'sshd: /usr/sbin/sshd -D -f FILE -E FILE [listener] 0 of 10-100 startups'.
        var command = Regex.Match(servers.Single().Command, @"sshd: (.*) \[listener\]").Groups[1].Value;
        await TryAsync(machine, $"(setsid nsenter --net=/run/netns/{Server} {command} </dev/null >/dev/null 2>&1 &)");
    }
}
