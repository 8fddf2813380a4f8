using System.Diagnostics;
using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Tests.Suite;

namespace PerfTests.Infrastructure.Tests.Faults;

/// <summary>
/// A machine for one fault: mount and network namespaces of its own, so that whatever is in them afterwards was left by the session.
/// </summary>
/// <remarks>
/// Faults run side by side with each other and with other labs of the real machine, and none can reach what is not its own.
/// </remarks>
internal sealed class FaultMachine : IAsyncDisposable
{
    private readonly Process _holder;
    private readonly string _mounts;

    private FaultMachine(Process holder, string name)
    {
        (_holder, Name) = (holder, name);
        _mounts = MountNamespace(holder.Id)!;
        MountsAtStart = MountPoints();
    }

    /// <summary>Name of the tool's BPF program, which no other program of the kernel has.</summary>
    public string Name { get; }

    public string Config => In("/run/fault/config");

    public string Result => In("/run/fault/result");

    public IReadOnlySet<string> MountsAtStart { get; }

    /// <summary>Processes of the machine, sessions of root on its hosts included. A dead one that nobody waited for runs no more.</summary>
    public IReadOnlyList<MachineProcess> Processes =>
        [
            .. Directory
                .EnumerateDirectories("/proc")
                .Select(Path.GetFileName)
                .Where(name => int.TryParse(name, out _))
                .Select(name => int.Parse(name!))
                .Where(id => id != _holder.Id && MountNamespace(id) == _mounts)
                .Select(MachineProcess.Read)
                .OfType<MachineProcess>(),
        ];

    public static async Task<FaultMachine> StartAsync(string name)
    {
        var holder = Process.Start(
            new ProcessStartInfo(
                "unshare",
                ["--mount", "--net", "--", "/bin/sh", Path.Combine(AppContext.BaseDirectory, "Faults", "machine.sh"), RepositoryFolder.Of()]
            )
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        if (await holder.StandardOutput.ReadLineAsync() == "ready")
            return new FaultMachine(holder, name);
        var error = await holder.StandardError.ReadToEndAsync();
        await holder.WaitForExitAsync();
        holder.Dispose();
        throw new LabUnavailableException($"no namespaces for a fault's machine: {error.Trim()}");
    }

    /// <summary>A path of the machine, as this process reaches it.</summary>
    public string In(string path) => $"/proc/{_holder.Id}/root{path}";

    public bool Has(string file) => File.Exists(In($"/run/fault/{file}"));

    /// <summary>Starts this assembly there with a verb of its <c>Program</c>.</summary>
    public RunningSession StartSession(params string[] arguments)
    {
        // A shell starts what it runs in the background deaf to SIGINT, and so are its children: a terminal's session is not.
        var start = Enter(["env", "--default-signal=INT,TERM,HUP", "dotnet", "exec", typeof(FaultMachine).Assembly.Location, .. arguments]);
        foreach (var variable in start.Environment.Keys.Where(CleanShell.IsForeign).ToList())
            start.Environment.Remove(variable);
        // Its sockets in /tmp stay behind a killed process, and belong to the runtime.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        return new RunningSession(start);
    }

    /// <summary>Runs a shell line there, as root of the machine.</summary>
    public async Task<string> ShellAsync(string line)
    {
        using var process = Process.Start(Enter(["/bin/sh", "-c", line]))!;
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.Zero, $"{line}: {await error}");
        return (await output).Trim();
    }

    /// <summary>Starts a program that the machine's end takes along.</summary>
    public void StartForeign(string line) =>
        Process.Start(Enter(["/bin/sh", "-c", $"exec >/dev/null 2>&1 </dev/null; {line} & :"]))!.Dispose();

    public void Signal(string signal, IEnumerable<MachineProcess> processes)
    {
        // By id, and only while the process is still one of this machine.
        string[] ids = [.. processes.Where(process => MountNamespace(process.Id) == _mounts).Select(process => $"{process.Id}")];
        if (ids.Length == 0)
            return;
        // Some end by themselves meanwhile.
        using var kill = Process.Start("/bin/sh", ["-c", $"kill -{signal} \"$@\" 2>/dev/null", "kill", .. ids]);
        kill.WaitForExit();
    }

    public IReadOnlySet<string> MountPoints() =>
        File.ReadLines($"/proc/{_holder.Id}/mounts").Select(line => line.Split(' ')[1]).ToHashSet(StringComparer.Ordinal);

    public IReadOnlyList<string> Interfaces() =>
        [.. File.ReadLines($"/proc/{_holder.Id}/net/dev").Skip(2).Select(line => line.Split(':')[0].Trim()).Where(name => name != "lo")];

    public async ValueTask DisposeAsync()
    {
        for (var attempt = 0; attempt < 100 && Processes is { Count: > 0 } left; attempt++)
        {
            Signal("CONT", left);
            Signal("KILL", left);
            await Task.Delay(20);
        }
        _holder.StandardInput.Close();
        await _holder.WaitForExitAsync();
        _holder.Dispose();
    }

    private ProcessStartInfo Enter(IEnumerable<string> command) =>
        new("nsenter", ["--mount", "--net", $"--target={_holder.Id}", "--", .. command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

    private static string? MountNamespace(int processId)
    {
        try
        {
            return new FileInfo($"/proc/{processId}/ns/mnt").LinkTarget;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
