using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using PerfTests.Infrastructure.Analysis.Sentences;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Tests.Analysis.Sentences;

[TestFixture]
internal sealed class VerdictSentenceTests
{
    private static readonly CaseVerdict Passed = SampleVerdicts.EveryKind[0].Verdict;

    /// <remarks>
    /// A change here needs a new <see cref="VerdictSentence.Wording"/>, or trees of the version before contradict themselves.
    /// </remarks>
    [Test]
    public void Every_kind_of_verdict_reads_as_verified() =>
        Snapshot.Match(
            $"wording {VerdictSentence.Wording}\n\n"
                + string.Join('\n', SampleVerdicts.EveryKind.Select(each => $"{each.Kind}\n    {VerdictSentence.Of(each.Verdict)}")),
            "every_kind"
        );

    [Test]
    public void The_sentence_is_the_one_that_a_reader_was_promised() =>
        Assert.That(VerdictSentence.Of(Passed), Is.EqualTo("costs 3.1 % of TCP latency (2.4 to 3.8, 8 rounds), budget 10 %: pass"));

    [Test]
    public void Where_the_CPU_goes_is_its_last_part() =>
        Assert.That(
            VerdictSentence.Of(SampleVerdicts.EveryKind.Single(each => each.Kind == "pass, with an attribution").Verdict),
            Is.EqualTo(
                "costs 3.1 % of TCP latency (2.4 to 3.8, 8 rounds), budget 10 %: pass; 71 % of the extra CPU is spent in program "
                    + "trace_net_rx"
            )
        );

    [Test]
    public void The_metric_that_decided_leads_whatever_the_order_of_the_metrics()
    {
        var several = SampleVerdicts.EveryKind.Single(each => each.Kind == "fail, several metrics").Verdict;
        Assert.That(VerdictSentence.Of(several), Does.StartWith("costs 12.0 % of TCP 99th percentile latency"));
        Assert.That(VerdictSentence.Of(several with { Metrics = [.. several.Metrics.Reverse()] }), Is.EqualTo(VerdictSentence.Of(several)));
    }

    [Test]
    public void A_metric_without_a_budget_is_not_told()
    {
        var cpu = SampleVerdicts.Judged(Metric.ClientCpu, 90, 80, 100, null, null);
        Assert.That(VerdictSentence.Of(Passed with { Metrics = [cpu, .. Passed.Metrics] }), Is.EqualTo(VerdictSentence.Of(Passed)));
    }

    [Test]
    public void What_was_measured_is_told_with_its_sentence()
    {
        var verdict = Sample.Judge(Sample.Tool(Sample.Latencies([.. Enumerable.Repeat(104.0, new Thresholds().Looks[0])])));
        Assert.That((verdict.Sentence, verdict.Wording), Is.EqualTo((VerdictSentence.Of(verdict), VerdictSentence.Wording)));
        Assert.That(verdict.Sentence, Is.EqualTo($"costs 4.0 % of TCP latency (3.0 to 5.0, {verdict.Rounds} rounds), budget 10 %: pass"));
    }

    [Test]
    public void Any_numbers_give_one_line_that_names_the_verdict_and_no_number_that_is_none() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(2000),
            Prop.ForAll(
                Numbers.ArrayOf().Select(values => (double?[])[.. values, 0, 0, 0, 0, 0, 0]).ToArbitrary(),
                Gen.Choose(0, 3).Select(i => (Verdict)i).ToArbitrary(),
                Gen.Choose(0, 45).Zip(Gen.Choose(0, 3)).ToArbitrary(),
                (values, verdict, shape) =>
                {
                    var metric = SampleVerdicts.Judged(
                        Metric.All[Math.Abs((int)(values[5] ?? 0) % Metric.All.Count)],
                        values[0],
                        values[1],
                        values[2],
                        values[3],
                        verdict,
                        values[4]
                    );
                    CaseVerdict[] verdicts =
                    [
                        SampleVerdicts.Tool(verdict, "throughput/udp/streams_4_2s", shape.Item1, metric) with
                        {
                            CutShort = shape.Item2 % 2 == 1,
                            CappedAt = shape.Item2 > 1 ? "10M" : null,
                        },
                        SampleVerdicts.Baseline(
                            verdict,
                            shape.Item1,
                            metric with
                            {
                                Name = "mean_latency",
                                BudgetPercent = null,
                                Verdict = null,
                            },
                            SampleVerdicts.Noise(Metric.MeanLatency, values[4], values[3], values[2])
                        ) with
                        {
                            CutShort = shape.Item2 % 2 == 1,
                        },
                    ];
                    foreach (var each in verdicts)
                        AssertIsASentence(VerdictSentence.Of(each), verdict);
                }
            )
        );

    [TestCase("")]
    [TestCase("latency\n# Gate: open")]
    [TestCase("\u001b[31mred\u001b[0m\u2028\u0000")]
    [TestCase("<script>alert(1)</script>; pass")]
    public void A_name_from_outside_stays_a_piece_of_the_line(string name)
    {
        var metric = Passed.Metrics[0] with { Name = name + new string('x', name.Length == 0 ? 0 : 5000) };
        var sentence = VerdictSentence.Of(
            Passed with
            {
                Metrics = [metric],
                CappedAt = name,
                Case = $"ebpf/{name}/e/latency/{name}/{name}",
            }
        );
        AssertIsASentence(sentence, Verdict.Pass);
        Assert.That(sentence, Has.Length.LessThan(250));
    }

    [Test]
    public void An_estimate_between_looks_does_not_sound_like_a_decision()
    {
        var thresholds = new Thresholds();
        var look = thresholds.Looks[0];
        Assert.That(ProgressSentence.Of(Sample.Tool([]), thresholds), Is.EqualTo($"no valid round yet, look at {look}"));
        Assert.That(
            ProgressSentence.Of(Sample.Tool(Sample.Latencies(103)), thresholds),
            Is.EqualTo($"so far 3.0 % in TCP latency (no bounds, 1 round), look at {look}")
        );
        Assert.That(
            ProgressSentence.Of(Sample.Tool(Sample.Latencies(103, 104, 105, 104)), thresholds),
            Does.Match($@"^so far 4\.0 % in TCP latency \(-?\d+\.\d+ to \d+\.\d+, 4 rounds\), look at {look}$")
        );
    }

    private static Gen<double?> Numbers =>
        Gen.OneOf(
            Gen.Elements<double?>(
                null,
                double.NaN,
                double.PositiveInfinity,
                double.NegativeInfinity,
                0,
                -0.0,
                1e-12,
                -1e-12,
                -0.04,
                0.05,
                5,
                -5,
                99.96,
                1e7,
                -1e9,
                double.MaxValue
            ),
            Gen.Choose(-100_000, 100_000).Select(value => (double?)(value / 1000.0))
        );

    private static void AssertIsASentence(string sentence, Verdict verdict)
    {
        Assert.That(sentence, Does.Contain(verdict.ToString().ToLowerInvariant()));
        Assert.That(sentence, Is.EqualTo(sentence.Trim()).And.Not.Empty.And.Not.EndsWith("."));
        Assert.That(sentence.Any(character => char.IsControl(character) || character is '\u2028' or '\u2029'), Is.False, sentence);
        Assert.That(sentence, Does.Not.Contain("NaN").And.Not.Contain("Infinity").And.Not.Contain("∞"));
        Assert.That(
            Regex.IsMatch(sentence, @"-0(\.0+)?(?![.\d])", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)),
            Is.False,
            sentence
        );
    }
}
