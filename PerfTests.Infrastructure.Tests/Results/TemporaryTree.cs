using PerfTests.Infrastructure.Results.Baselines;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Files;
using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests.Infrastructure.Tests.Results;

/// <summary>A result tree in a folder of its own that goes when the test ends.</summary>
internal sealed class TemporaryTree : IDisposable
{
    public const string BaselineCase = "baseline/lab-veth/latency/tcp/latency_2s";
    public const string ToolCase = "ebpf/tracer_a1b2c3/lab-veth/latency/tcp/latency_2s";

    public static readonly DateTimeOffset Start = new(2024, 12, 1, 16, 30, 22, TimeSpan.FromHours(2));

    public static readonly Fingerprint Fingerprint = new()
    {
        Hosts = new Dictionary<string, IReadOnlyDictionary<string, string>>
        {
            ["server"] = new Dictionary<string, string> { ["kernel"] = "6.18" },
        },
        Workload = new Dictionary<string, string> { ["streams"] = "1" },
    };

    public TemporaryTree() => Tree = new ResultTree(Directory.CreateTempSubdirectory("perftests-tree-").FullName);

    public ResultTree Tree { get; }

    public CaseStore Store => new(Tree);

    public static RunRecord Run(double latency, string? tool = null, DateTimeOffset? start = null) =>
        new()
        {
            TestCase = new RunConditions
            {
                Environment = "lab-veth",
                TestType = "latency",
                Protocol = "tcp",
                Parameters = new Dictionary<string, string> { ["params"] = "latency_2s" },
                EbpfTool = tool,
            },
            Execution = new RunExecution
            {
                StartTime = start ?? Start,
                EndTime = (start ?? Start).AddSeconds(3),
                Duration = 3,
                Status = RunStatus.Success,
                Broken = [],
                Notes = [],
            },
            Hosts = new Dictionary<string, IReadOnlyDictionary<string, string>>
            {
                ["server"] = new Dictionary<string, string> { ["test_ip"] = "10.0.0.1" },
            },
            Commands = new RunCommands("netserver -D", ["netperf -H '10.0.0.1' <x>"], tool is null ? null : "tracer"),
            Metrics = new Dictionary<string, double> { ["mean_latency"] = latency },
        };

    public async Task<RunRecord> AddAsync(string caseName, RunRecord run)
    {
        var folder = Tree.CreateRun(caseName, run.Execution.StartTime);
        var validity = new RunValidity { Measures = [], Hosts = new Dictionary<string, HostConditions>() };
        await JsonFiles.WriteAsync(Path.Combine(folder.FullPath, RunValidity.FileName), validity, JsonFiles.CamelCase, default);
        return await folder.CompleteAsync(run, Fingerprint, default);
    }

    public string Read(string relativePath) => File.ReadAllText(Path.Combine(Tree.Root, relativePath));

    public void Write(string relativePath, string text) => File.WriteAllText(Path.Combine(Tree.Root, relativePath), text);

    public void Dispose() => Directory.Delete(Tree.Root, recursive: true);
}
