using System.Text;
using System.Text.Json;
using PerfTests.Infrastructure.Analysis.Summaries;
using PerfTests.Infrastructure.Configuration.Loading;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Results.Baselines;
using PerfTests.Infrastructure.Results.Files;
using PerfTests.Infrastructure.Results.Runs;
using PerfTests.Infrastructure.Results.Sessions;
using PerfTests.Infrastructure.Tests.Analysis;
using PerfTests.Infrastructure.Tests.Reporting;
using PerfTests.Infrastructure.Tests.Results;
using PerfTests.Workbench.Discovery.Entries;

namespace PerfTests.Infrastructure.Tests.Fuzz;

/// <summary>Readers of whole files: the configuration set and the JSON of <c>result/</c>.</summary>
internal static class FuzzFiles
{
    private const int ConfigurationFiles = 8;

    public static IEnumerable<FuzzTarget> All() => [.. Configuration(), .. Results()];

    public static IReadOnlyList<string> Below(string folder, string pattern = "*")
    {
        var samples = Path.Combine(TestContext.CurrentContext.TestDirectory, "Samples", folder);
        return
        [
            .. Directory
                .EnumerateFiles(samples, pattern, SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Select(File.ReadAllText),
        ];
    }

    /// <summary>A reader of a file by its path.</summary>
    public static Action<string> InFile(string name, Action<string> read) =>
        text =>
        {
            var file = Path.Combine(Scratch, name);
            File.WriteAllText(file, text);
            read(file);
        };

    // In memory where there is such a folder: a disk would take most of the time.
    private static readonly Lazy<string> Folder = new(() =>
        Directory
            .CreateDirectory(
                Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"perftests-fuzz-{Environment.ProcessId}")
            )
            .FullName
    );

    private static string Scratch => Folder.Value;

    /// <summary>Takes the files away again.</summary>
    public static void Remove()
    {
        if (Folder.IsValueCreated)
            Directory.Delete(Scratch, recursive: true);
    }

    // A file is damaged, the others are whole.
    private static IEnumerable<FuzzTarget> Configuration()
    {
        foreach (var set in (string[])["full-set", "original-design"])
        {
            var source = Path.Combine(TestContext.CurrentContext.TestDirectory, "Samples", set);
            foreach (var file in Directory.EnumerateFiles(source, "*.yaml").Order(StringComparer.Ordinal))
            {
                if (set == "original-design" && Path.GetFileName(file) != "performance-test-spec.yaml")
                    continue;
                var scratch = Path.Combine(Scratch, set, Path.GetFileNameWithoutExtension(file));
                yield return new(
                    $"ConfigLoader {set}/{Path.GetFileName(file)}",
                    typeof(ConfigLoader),
                    [File.ReadAllBytes(file)],
                    bytes => Load(source, scratch, Path.GetFileName(file), bytes),
                    typeof(ConfigurationException)
                )
                {
                    Parts = [typeof(ConfigOutline), typeof(ToolsFile)],
                    Share = 1.0 / ConfigurationFiles,
                };
            }
        }
    }

    private static void Load(string source, string scratch, string file, byte[] bytes)
    {
        if (!Directory.Exists(scratch))
        {
            Directory.CreateDirectory(scratch);
            foreach (var whole in Directory.EnumerateFiles(source))
                File.Copy(whole, Path.Combine(scratch, Path.GetFileName(whole)));
        }
        File.WriteAllBytes(Path.Combine(scratch, file), bytes);
        ConfigOutline.Read(scratch);
        _ = TestMatrix.Build(ConfigLoader.Load(scratch)).Take(1000).Count();
    }

    private static IEnumerable<FuzzTarget> Results()
    {
        var time = TemporaryTree.Start;
        var run = TemporaryTree.Run(45.5, "tool", time);
        var exact = new Fingerprint
        {
            Hosts = new Dictionary<string, IReadOnlyDictionary<string, string>>
            {
                ["server"] = new Dictionary<string, string> { ["kernel"] = "Linux 6.1" },
            },
            Workload = new Dictionary<string, string> { ["client"] = "netperf -H {server_ip}" },
        };
        yield return Of("metadata.json", run, JsonFiles.SnakeCase);
        yield return Of("verdict.json", SampleCases.EveryKind[1].Verdict, JsonFiles.CamelCase);
        yield return Of("rounds.json", SampleCases.EveryKind[1].Rounds, JsonFiles.CamelCase);
        yield return Of("summary.json", RunSummary.Of("ebpf/tool/env/latency/tcp/latency_2s", [run]), JsonFiles.CamelCase);
        yield return Of("fingerprint.json", exact, JsonFiles.CamelCase);
        yield return Of("case.json", Sample.Marker(Sample.Tool([])) with { Fingerprint = exact }, JsonFiles.CamelCase);
        yield return Of(
            "session.json",
            new SessionOutcome(1, "failed", time) { Cases = ["baseline/env/latency/tcp/latency_2s"] },
            JsonFiles.CamelCase
        );
        yield return Of("stored_baseline.json", new StoredBaseline { Runs = [] }, JsonFiles.CamelCase);
        IReadOnlyList<HookRecord> hooks =
        [
            new()
            {
                Name = "pin",
                Kind = default,
                Level = default,
                Host = "a",
                StartTime = time,
                Seconds = 1.5,
                ExitCode = 0,
                Output = "done",
            },
        ];
        yield return Of("hook_records.json", hooks, JsonFiles.CamelCase);
        yield return Of(
            "validity.json",
            new RunValidity
            {
                Measures =
                [
                    new()
                    {
                        Rule = "drops",
                        Value = 1.5,
                        Host = "a",
                    },
                ],
                Hosts = new Dictionary<string, HostConditions>(),
            },
            JsonFiles.CamelCase
        );
        yield return OfText<MonitoringSummary>("monitoring/summary.json", Below("allure", "summary.json"));
        yield return OfText<ToolData>("tool_data.json", Below("allure", "tool_data.json"));
    }

    private static FuzzTarget Of<T>(string name, T value, JsonSerializerOptions options) =>
        new(
            $"result/{name}",
            typeof(JsonFiles),
            [JsonSerializer.SerializeToUtf8Bytes(value, options)],
            bytes => Read<T>(bytes, options),
            typeof(JsonException)
        );

    private static FuzzTarget OfText<T>(string name, IEnumerable<string> samples) =>
        new(
            $"result/{name}",
            typeof(JsonFiles),
            [.. samples.Select(Encoding.UTF8.GetBytes)],
            bytes => Read<T>(bytes, JsonFiles.CamelCase),
            typeof(JsonException)
        );

    private static void Read<T>(byte[] bytes, JsonSerializerOptions options)
    {
        var file = $"{typeof(T).Name}.json";
        File.WriteAllBytes(Path.Combine(Scratch, file), bytes);
        _ = JsonFiles.ReadAsync<T>(Scratch, file, options, CancellationToken.None).GetAwaiter().GetResult();
    }
}
