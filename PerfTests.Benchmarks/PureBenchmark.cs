using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;
using BenchmarkDotNet.Validators;

namespace PerfTests.Benchmarks;

/// <summary>What the program computes without any host, measured by BenchmarkDotNet within this process.</summary>
internal sealed class PureBenchmark : IBenchmark
{
    public Task<MarkdownTable> RunAsync(CancellationToken cancellationToken)
    {
        var artifacts = Directory.CreateTempSubdirectory("perftests-");
        try
        {
            var config = ManualConfig
                .CreateEmpty()
                .AddJob(Job.ShortRun.WithToolchain(InProcessNoEmitToolchain.Instance))
                .AddValidator(JitOptimizationsValidator.FailOnError)
                .AddLogger(NullLogger.Instance)
                .AddDiagnoser(MemoryDiagnoser.Default)
                .WithArtifactsPath(artifacts.FullName);
            var summary = BenchmarkRunner.Run<PureSteps>(config);
            if (summary.HasCriticalValidationErrors)
                throw new InvalidOperationException(string.Join("; ", summary.ValidationErrors.Select(error => error.Message)));
            var table = new MarkdownTable("Without hosts", "step", "median", "allocated");
            foreach (var report in summary.Reports)
            {
                var name = report.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo.Trim('\'');
                if (report.ResultStatistics is not { } statistics)
                    throw new InvalidOperationException($"'{name}' was not measured");
                var allocated = report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) / 1024.0;
                table.Add(name, $"{statistics.Median / 1e6:G3} ms", $"{allocated:N0} KiB");
            }
            return Task.FromResult(table);
        }
        finally
        {
            artifacts.Delete(recursive: true);
        }
    }
}
