using FsCheck;
using FsCheck.Fluent;
using PerfTests.Infrastructure.Analysis.Attribution;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Results.Baselines;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Rounds;

namespace PerfTests.Infrastructure.Tests.Analysis.Attribution;

[TestFixture]
internal sealed class AttributionAnalysisTests
{
    [Test]
    public void Extra_cpu_is_split_into_programs_processes_and_the_remainder()
    {
        var made = Of(AttributedCase.Of([20, 21, 19, 20, 20]))!;
        Assert.Multiple(() =>
        {
            Assert.That(made.Extra.Percent, Is.EqualTo(20).Within(1e-9));
            Assert.That(made.Extra.Low, Is.InRange(19, 20));
            Assert.That(made.Extra.High, Is.InRange(20, 21));
            // Counted at half the packet rate, brought to the whole.
            Assert.That(
                made.Programs.Single(),
                Is.EqualTo(
                    new AttributedProgram
                    {
                        Name = "trace_rx",
                        Role = "server",
                        CallsPerSecond = 100_000,
                        NanosecondsPerCall = 1000,
                        Percent = 10,
                    }
                )
            );
            Assert.That(made.ToolProcessesPercent, Is.EqualTo(2).Within(1e-9));
            Assert.That(made.RemainderPercent, Is.EqualTo(8).Within(1e-9));
            Assert.That(made.NanosecondsPerPacket, Is.EqualTo(2000).Within(1e-6));
            Assert.That(made.CpuSecondsPerGigabyte, Is.EqualTo(0.2 * 8).Within(1e-9));
            Assert.That(made.NanosecondsPerTransaction, Is.Null);
            Assert.That(made.Footprint!.PeakResidentBytes, Is.EqualTo(1000));
        });
    }

    [Test]
    public void Bounds_share_the_error_rate_with_the_looks_as_those_of_the_metrics_do()
    {
        var measured = AttributedCase.Of([20, 25, 15, 22, 18]);
        var (alone, first) = (Low([5]), Low([5, 20]));
        // Student's t with 3 degrees of freedom for 5 %, and for the fifth of it that the first look has.
        Assert.That((20 - first) / (20 - alone), Is.EqualTo(4.541 / 2.353).Within(1e-3));

        double Low(IReadOnlyList<int> looks) =>
            Of(measured with { Verdict = measured.Verdict with { Rule = Sample.Rule with { Looks = looks } } })!.Extra.Low!.Value;
    }

    // A round beside a disturbance: the metrics trim it, and so does what is told of their CPU.
    [Test]
    public void An_outlier_moves_the_extra_CPU_no_more_than_the_metric_of_the_same_CPU()
    {
        var measured = AttributedCase.Of([20, 21, 19, 20, 60]);
        var alpha = 0.05;
        var extra = Extra(measured);
        var metric = Infrastructure.Analysis.Verdicts.MetricEstimate.Of(
            "cpu_per_gigabyte",
            Sample.Tool(measured.Rounds) with
            {
                TestType = TestType.Throughput,
            },
            alpha
        );
        Assert.That(extra.Percent, Is.EqualTo(20.33).Within(0.01), "the mean of the middle three fifths");
        Assert.That(metric.OverheadPercent, Is.EqualTo(extra.Percent / 50 * 100).Within(0.1));
        var hosts = Of(measured)!.Hosts.Values.Single();
        Assert.That(hosts.Busy.Percent, Is.EqualTo(extra.Percent).Within(0.01));
    }

    [Test]
    public void Extra_CPU_and_CPU_per_unit_are_both_shown_or_neither_is() =>
        Prop.ForAll(
                Gen.Choose(-400, 900).Select(value => value / 100.0).ArrayOf().Where(values => values.Length >= 5).ToArbitrary(),
                extras =>
                {
                    var measured = AttributedCase.Of(extras);
                    var low = Extra(measured).Low!.Value;
                    var metric =
                        Infrastructure
                            .Analysis.Verdicts.MetricEstimate.Of("cpu_per_gigabyte", Sample.Tool(measured.Rounds), 0.05)
                            .LowPercent!.Value / 2;
                    // One in percent of a core, the other per unit of work: the same but for the curve of the logarithm.
                    return low > 0 == metric > 0 || Math.Max(Math.Abs(low), Math.Abs(metric)) < 0.5;
                }
            )
            .QuickCheckThrowOnFailure();

    [Test]
    public void A_tool_that_takes_throughput_is_not_credited_with_the_work_that_it_prevented() =>
        Assert.That(Of(AttributedCase.Of([20, 20, 20], rate: 0.5))!.Extra.Percent, Is.EqualTo(20).Within(1e-9));

    [Test]
    public void Hosts_that_share_a_kernel_are_one_machine()
    {
        var hosts = Of(AttributedCase.Of([20, 20, 20]))!.Hosts;
        Assert.That(hosts.Keys, Is.EqualTo(new[] { "client and server" }));
        Assert.That(hosts.Values.Single().Busy.Percent, Is.EqualTo(20).Within(1e-9));
        Assert.That(hosts.Values.Single().Cores["0"].Percent, Is.EqualTo(20).Within(1e-9));
    }

    [Test]
    public void Parts_and_remainder_add_up_to_the_whole_whatever_was_measured() =>
        Prop.ForAll(
                // Less than the 5 % of a core that the slowest traffic takes, so that no run has CPU below zero.
                Gen.Choose(-400, 9000).Select(value => value / 100.0).ArrayOf().Where(values => values.Length > 0).ToArbitrary(),
                Gen.Choose(10, 200).ToArbitrary(),
                (extras, rate) =>
                {
                    var made = Of(AttributedCase.Of(extras, rate / 100.0, 10_000_000))!;
                    var parts = made.ProgramsPercent!.Value + made.ToolProcessesPercent!.Value + made.RemainderPercent!.Value;
                    return Math.Abs(parts - made.Extra.Percent) < 1e-9
                        && Math.Abs(made.Programs.Sum(program => program.Percent) - made.ProgramsPercent.Value) < 1e-9;
                }
            )
            .QuickCheckThrowOnFailure();

    [Test]
    public void Without_an_exposure_run_programs_and_remainder_are_unknown_and_not_zero()
    {
        var measured = AttributedCase.Of([20, 21, 19]);
        measured.Runs.Remove($"{AttributedCase.Name}/run_exposure");
        var made = Of(measured)!;
        Assert.That((made.ProgramsPercent, made.RemainderPercent), Is.EqualTo(((double?)null, (double?)null)));
        Assert.That(made.Notes, Has.Some.Contains("no run").IgnoreCase);
    }

    [Test]
    public void A_stored_baseline_gives_an_extra_without_bounds()
    {
        var measured = AttributedCase.Of([20, 21, 19]);
        var alone = measured
            .Rounds.Select(round =>
                round with
                {
                    Baseline = [],
                    Values = round.Values.ToDictionary(value => value.Key, value => value.Value with { Baseline = [] }),
                }
            )
            .ToList();
        var stored = new StoredBaseline
        {
            Runs =
            [
                .. measured
                    .Runs.Values.Where(run => run.Arm == Infrastructure.Matrix.Arm.Baseline)
                    .Select(run => new StoredRun(run.Folder, run.Execution.StartTime, run.Metrics)),
            ],
            Sentinels = [],
        };
        var made = AttributionAnalysis.Of(measured.Verdict, TestType.Throughput, alone, stored, measured.Runs)!;
        Assert.That(made.Extra, Is.EqualTo(new CpuInterval(made.Extra.Percent, null, null)));
        Assert.That(made.Extra.Percent, Is.EqualTo(20).Within(1e-9));
        Assert.That(AttributionSentence.Of(measured.Verdict with { Attribution = made }), Is.Null);
    }

    [Test]
    public void Baselines_and_rounds_without_cpu_have_no_attribution()
    {
        var measured = AttributedCase.Of([20, 21]);
        Assert.That(
            Of(measured with { Verdict = measured.Verdict with { Case = "baseline/lab-veth/throughput/tcp/single_1G_1s" } }),
            Is.Null
        );
        Assert.That(
            Of(
                measured with
                {
                    Rounds = [.. measured.Rounds.Select(round => round with { Values = new Dictionary<string, RoundValues>() })],
                }
            ),
            Is.Null
        );
    }

    private static CpuInterval Extra(AttributedCase measured) => Of(measured)!.Extra;

    private static CaseAttribution? Of(AttributedCase measured) =>
        AttributionAnalysis.Of(measured.Verdict, TestType.Throughput, measured.Rounds, null, measured.Runs);
}
