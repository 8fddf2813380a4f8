using PerfTests.Infrastructure.Analysis.Attribution;
using PerfTests.Infrastructure.Analysis.Audit;
using PerfTests.Infrastructure.Analysis.Sentences;
using PerfTests.Infrastructure.Analysis.Summaries;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Results.Baselines;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Exposure;
using PerfTests.Infrastructure.Results.Rounds;
using PerfTests.Infrastructure.Results.Runs;
using PerfTests.Infrastructure.Tests.Analysis.Exposure;
using PerfTests.Infrastructure.Tests.Results;

namespace PerfTests.Infrastructure.Tests.Analysis.Audit;

[TestFixture]
internal sealed class ContradictionsTests
{
    private readonly double[] _middles = [103, 104, 103, 105, 104];
    private TemporaryTree _tree = null!;
    private CaseResult _case = null!;

    [SetUp]
    public async Task SetUp()
    {
        _tree = new TemporaryTree();
        _case = await _tree.AddAsync("tracer_a1b2c3", _middles);
    }

    [TearDown]
    public void TearDown() => _tree.Dispose();

    [Test]
    public async Task What_a_session_wrote_agrees_with_itself()
    {
        Assert.That(_case.Verdict.Verdict, Is.EqualTo(Verdict.Pass));
        Assert.That(await FindAsync(), Is.Empty);
    }

    [Test]
    public async Task A_value_edited_in_a_run_contradicts_its_round()
    {
        var file = $"{_case.Rounds[2].Middle[0]}/metadata.json";
        _tree.Write(file, _tree.Read(file).Replace("\"mean_latency\": 103", "\"mean_latency\": 99"));
        Assert.That(
            (await FindAsync()).Single(),
            Does.Contain("round 3 has mean_latency 103 where").And.Contain(file).And.Contain("has 99").And.Contain("measure the case again")
        );
    }

    [Test]
    public void An_attribution_that_was_edited_contradicts_the_runs()
    {
        var measured = Attribution.AttributedCase.Of([20, 21, 19, 20, 20]);
        var made = AttributionAnalysis.Of(measured.Verdict, TestType.Throughput, measured.Rounds, null, measured.Runs)!;
        Assert.That(Found(made), Is.Empty);
        Assert.That(
            Found(made with { Extra = made.Extra with { Percent = 2 } }).Single(),
            Does.Contain("extra of the attribution is 2, but the runs give 20")
        );
        Assert.That(Found(made with { ToolProcessesPercent = 0 }).Single(), Does.Contain("toolProcessesPercent"));

        IEnumerable<string> Found(CaseAttribution attribution) =>
            Contradictions
                .Of(
                    new CaseResult
                    {
                        Environment = "lab-veth",
                        TestType = TestType.Throughput,
                        Protocol = "tcp",
                        Params = "single_1G_1s",
                        Tool = "tracer_a1b2c3",
                        Verdict = measured.Verdict with { Attribution = attribution },
                        Rounds = measured.Rounds,
                        Marker = _case.Marker,
                    },
                    measured.Runs
                )
                .Select(contradiction => contradiction.ToString())
                .Where(told => told.Contains("of the attribution", StringComparison.Ordinal));
    }

    [Test]
    public void A_cost_of_the_programs_that_was_edited_contradicts_what_was_counted()
    {
        var program = CountedCase.Program(250, CountedCase.Counting);
        var evidence = CountedCase.Of(25, CountedCase.Counted(program, program), budget: 60);
        var judged = Sample.Judge(evidence);
        Assert.That(Found(judged, 1e9), Is.Empty);
        var cost = judged.ProgramCost!;
        Assert.That(
            Found(judged with { ProgramCost = cost with { Shares = [cost.Shares[0] with { Low = 0 }, cost.Shares[1]] } }, 1e9).Single(),
            Does.Contain("the programs' part of cpu_per_gigabyte")
        );
        Assert.That(Found(judged with { ProgramCost = null }, 1e9), Has.Count.EqualTo(2));
        Assert.That(
            Found(judged, 2e9),
            Has.All.Contains("receivedPackets of ").And.All.Contains("is 1000000, but its metadata.json gives 2000000000"),
            "a run with twice the packets"
        );

        IReadOnlyList<string> Found(CaseVerdict verdict, double packetRate)
        {
            var run = TemporaryTree.Run(0, "tracer_a1b2c3", TemporaryTree.Start);
            run = run with
            {
                Folder = verdict.Exposure!.Run,
                Metrics = new Dictionary<string, double> { ["pps"] = packetRate / 1e3 },
                Execution = run.Execution with { LoadSeconds = packetRate > 1e9 ? 1e3 : 1 },
            };
            return
            [
                .. Contradictions
                    .Of(
                        new CaseResult
                        {
                            Environment = "lab-veth",
                            TestType = TestType.Throughput,
                            Protocol = "tcp",
                            Params = "single_1G_1s",
                            Tool = "tracer_a1b2c3",
                            Verdict = verdict,
                            Rounds = evidence.Rounds,
                            Marker = _case.Marker,
                        },
                        new Dictionary<string, RunRecord> { [run.Folder] = run }
                    )
                    .Select(contradiction => contradiction.ToString())
                    .Where(told =>
                        told.Contains("programs' part", StringComparison.Ordinal)
                        || told.Contains("metadata.json gives", StringComparison.Ordinal)
                    )
                    .Distinct(),
            ];
        }
    }

    [Test]
    public async Task A_run_that_failed_cannot_count()
    {
        var file = $"{_case.Rounds[2].Middle[0]}/metadata.json";
        _tree.Write(file, _tree.Read(file).Replace("\"status\": \"success\"", "\"status\": \"failed\""));
        Assert.That((await FindAsync()).Single(), Does.Contain("round 3 counts a run that failed"));
    }

    [Test]
    public async Task A_baseline_run_cannot_stand_for_the_tool()
    {
        var swapped = _case.Rounds.Select(round =>
            round with
            {
                Middle = round.Baseline,
                Values = round.Values.ToDictionary(metric => metric.Key, metric => metric.Value with { Middle = metric.Value.Baseline }),
            }
        );
        await _tree.Store.WriteRoundsAsync(_case.Verdict.Case, [.. swapped], default);
        Assert.That(await FindAsync(), Has.Some.Contains("round 1 counts baseline/").And.Some.Contains("not a run of this case"));
    }

    [Test]
    public async Task A_run_with_the_tool_cannot_stand_for_a_baseline()
    {
        await _tree.Store.WriteRoundsAsync(
            _case.Verdict.Case,
            [.. _case.Rounds.Select(round => round with { Baseline = round.Middle })],
            default
        );
        Assert.That(await FindAsync(), Has.Some.Contains("round 1 takes ebpf/").And.Some.Contains("for a baseline run"));
    }

    [Test]
    public async Task A_tool_run_that_was_taken_out_of_a_round_is_noticed()
    {
        await _tree.Store.WriteRoundsAsync(
            _case.Verdict.Case,
            [
                .. _case.Rounds.Select(round =>
                    round with
                    {
                        Middle = [round.Middle[1]],
                        Values = round.Values.ToDictionary(each => each.Key, each => each.Value with { Middle = [each.Value.Middle[1]] }),
                    }
                ),
            ],
            default
        );
        Assert.That(await FindAsync(), Has.Some.Contains("round 1 counts 2 baseline runs and 1 in the middle, 2 and 2 belong to it"));
    }

    [Test]
    public async Task A_round_edited_in_all_its_files_still_contradicts_the_verdict()
    {
        await _tree.Store.WriteRoundsAsync(
            _case.Verdict.Case,
            [
                .. _case.Rounds.Select(round =>
                    round with
                    {
                        Values = new Dictionary<string, RoundValues> { ["mean_latency"] = Sample.Values(100, 150, 100) },
                    }
                ),
            ],
            default
        );
        Assert.That(await FindAsync(), Has.Some.Contains("the verdict is Pass, but rounds.json gives Fail"));
    }

    [Test]
    public async Task A_verdict_edited_to_pass_is_noticed()
    {
        var failed = await _tree.AddAsync("loud", [150, 151, 150, 152, 151]);
        Assert.That(failed.Verdict.Verdict, Is.EqualTo(Verdict.Fail));
        await _tree.Store.WriteVerdictAsync(failed.Verdict with { Verdict = Verdict.Pass }, default);
        Assert.That(await FindAsync(), Has.Some.Contains("the verdict is Pass, but rounds.json gives Fail"));
    }

    [Test]
    public async Task A_fail_edited_to_undecided_is_noticed_for_an_open_gate_lets_undecided_cases_through()
    {
        var failed = await _tree.AddAsync("loud", [150, 151, 150, 152, 151]);
        await _tree.Store.WriteVerdictAsync(
            VerdictSentence.Told(
                failed.Verdict with
                {
                    Verdict = Verdict.Inconclusive,
                    Metrics = [.. failed.Verdict.Metrics.Select(metric => metric with { Verdict = Verdict.Inconclusive })],
                }
            ),
            default
        );
        Assert.That((await FindAsync()).Single(), Does.Contain("the verdict is Inconclusive, but rounds.json gives Fail"));
    }

    [Test]
    public async Task A_mean_that_was_edited_is_noticed()
    {
        var metric = _case.Verdict.Metrics[0];
        await _tree.Store.WriteVerdictAsync(
            VerdictSentence.Told(_case.Verdict with { Metrics = [metric with { MeanOverheadPercent = 1 }] }),
            default
        );
        Assert.That((await FindAsync()).Single(), Does.Contain("meanOverheadPercent of mean_latency is 1, but"));
    }

    [Test]
    public async Task A_bound_that_was_edited_a_little_is_noticed()
    {
        var metric = _case.Verdict.Metrics[0];
        await _tree.Store.WriteVerdictAsync(
            _case.Verdict with
            {
                Metrics = [metric with { HighPercent = metric.HighPercent * 1.0001 }],
            },
            default
        );
        Assert.That((await FindAsync()).Single(), Does.Contain("highPercent of mean_latency is"));
    }

    [Test]
    public async Task A_sentence_that_does_not_fit_its_numbers_is_noticed()
    {
        await _tree.Store.WriteVerdictAsync(
            _case.Verdict with
            {
                Sentence = _case.Verdict.Sentence.Replace("3.", "1.", StringComparison.Ordinal),
            },
            default
        );
        Assert.That(
            (await FindAsync()).Single(),
            Does.Contain($"its sentence does not fit its numbers, which say \"{_case.Verdict.Sentence}")
        );
    }

    [Test]
    public async Task A_sentence_of_another_wording_is_not_held_against_this_one()
    {
        await _tree.Store.WriteVerdictAsync(
            _case.Verdict with
            {
                Sentence = "costs a little: pass",
                Wording = VerdictSentence.Wording + 1,
            },
            default
        );
        Assert.That(await FindAsync(), Is.Empty);
    }

    [Test]
    public async Task Stored_runs_and_sentinels_that_their_runs_do_not_bear_out_are_noticed()
    {
        var folder = _case.Rounds[1].Baseline[1];
        var reading = await ResultReading.ReadAsync(_tree.Store, default);
        IEnumerable<string> Found(StoredBaseline stored) =>
            Contradictions
                .Of(_case with { Stored = stored }, reading.Runs)
                .Select(found => $"{found}")
                .Where(found => found.Contains("stored_baseline.json", StringComparison.Ordinal));
        foreach (
            var metrics in new Dictionary<string, double>[]
            {
                new() { ["mean_latency"] = 120 },
                [],
                new() { ["mean_latency"] = reading.Runs[folder].Metrics["mean_latency"], ["pps"] = 1 },
            }
        )
        {
            Assert.That(
                Found(new StoredBaseline { Runs = [new StoredRun(folder, Sample.Time, metrics)] }).Single(),
                Does.Contain($"of {folder} is not what its metadata.json has")
            );
            Assert.That(
                Found(new StoredBaseline { Runs = [], Sentinels = [new SentinelRun(0, folder, Sample.Time, metrics)] }).Single(),
                Does.Contain($"of {folder} is not what its metadata.json has")
            );
        }
        Assert.That(
            Found(new StoredBaseline { Runs = [], Sentinels = [new SentinelRun(0, folder, Sample.Time, reading.Runs[folder].Metrics)] }),
            Is.Empty
        );
    }

    [Test]
    public async Task A_pass_over_a_tool_that_never_ran_is_noticed()
    {
        await _tree.Store.WriteVerdictAsync(_case.Verdict with { Exposure = Sample.Exposure with { RunCount = 0 } }, default);
        Assert.That(await FindAsync(), Has.Some.Contains("gives Invalid"));
    }

    [Test]
    public async Task A_verdict_names_the_rule_it_was_made_by_and_one_that_names_another_is_refused_with_that_name()
    {
        var file = $"{_case.Verdict.Case}/{CaseStore.VerdictFile}";
        var known = "\"decisionRule\": \"TrimmedAndPlainMeanOfRounds\"";
        Assert.That(_tree.Read(file), Does.Contain(known));
        _tree.Write(file, _tree.Read(file).Replace(known, "\"decisionRule\": \"MedianOfRounds\"", StringComparison.Ordinal));
        var reading = await ResultReading.ReadAsync(_tree.Store, default);
        Assert.That(reading.Cases, Is.Empty);
        Assert.That(
            $"{reading.Problems.Single()}",
            Does.StartWith($"{file}: it cannot be read: its decisionRule is 'MedianOfRounds', and only")
        );
    }

    [Test]
    public async Task A_pass_over_a_tool_that_broke_its_own_limits_is_noticed_with_the_limit()
    {
        var check = new ExposureCheck
        {
            Rule = ExposureRule.LostEvents,
            Role = "server",
            Moment = ExposureMoment.End,
            Measured = 12,
            Max = 0,
            Passed = true,
            Text = "",
        };
        await _tree.Store.WriteVerdictAsync(
            _case.Verdict with
            {
                Exposure = Sample.Exposure with { Checks = [.. Sample.Exposure.Checks, check] },
            },
            default
        );
        Assert.That(
            await FindAsync(),
            Has.Some.Contains("the verdict is Pass, but exposure check LostEvents on the server (End) measured 12, outside its limits")
        );
    }

    [Test]
    public async Task A_proof_that_rests_on_a_run_of_the_rounds_is_noticed()
    {
        await _tree.Store.WriteVerdictAsync(
            _case.Verdict with
            {
                Exposure = Sample.Exposure with { Run = _case.Rounds[0].Middle[0] },
            },
            default
        );
        Assert.That(await FindAsync(), Has.Some.Contains("which is not a good exposure run of this case"));
    }

    [Test]
    public async Task A_run_that_is_gone_is_told_and_contradicts_nothing()
    {
        Directory.Delete(Path.Combine(_tree.Tree.Root, _case.Rounds[0].Middle[0]), recursive: true);
        var reading = await ResultReading.ReadAsync(_tree.Store, default);
        Assert.That(Contradictions.Of(_case, reading.Runs), Is.Empty);
        Assert.That(Contradictions.Missing(_case, reading.Runs), Is.EqualTo(new[] { _case.Rounds[0].Middle[0] }));
    }

    private async Task<IReadOnlyList<string>> FindAsync()
    {
        var reading = await ResultReading.ReadAsync(_tree.Store, default);
        return [.. reading.Cases.SelectMany(result => Contradictions.Of(result, reading)).Select(found => $"{found}")];
    }
}
