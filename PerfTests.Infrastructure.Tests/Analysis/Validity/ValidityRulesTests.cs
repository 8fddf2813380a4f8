using PerfTests.Infrastructure.Analysis.Validity;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Baselines;
using PerfTests.Infrastructure.Results.Runs;
using PerfTests.Infrastructure.Tools.Bpf;

namespace PerfTests.Infrastructure.Tests.Analysis.Validity;

[TestFixture]
internal sealed class ValidityRulesTests
{
    private static IEnumerable<ValidityRule> RunRulesWithLimits => ValidityRule.All.Where(rule => rule != ValidityRule.LossJump);

    [TestCaseSource(nameof(RunRulesWithLimits))]
    public void A_value_at_the_limit_is_sound_and_one_beyond_it_is_not(ValidityRule rule)
    {
        var beyond = rule.DefaultLimit + (rule.IsFloor ? -0.01 : 0.01);
        var off = new ValidityLimits(new Dictionary<string, double?> { [rule.Name] = null });
        Assert.Multiple(() =>
        {
            Assert.That(Broken(Measure(rule, rule.DefaultLimit)), Is.Empty);
            Assert.That(
                Broken(Measure(rule, beyond)).Single(),
                Is.EqualTo(
                    new RuleBreach
                    {
                        Rule = rule.Name,
                        Value = beyond,
                        Limit = rule.DefaultLimit,
                        Unit = rule.Unit,
                        Role = "server",
                        Host = "db",
                        Detail = "so it is",
                    }
                )
            );
            Assert.That(Broken(Measure(rule, double.NaN)), Is.Not.Empty, "what is no number is not within a limit");
            Assert.That(Broken(Measure(rule, beyond), off), Is.Empty);
            Assert.That(Broken(Measure(rule, beyond) with { NotApplicable = "the tool may change it" }), Is.Empty);
        });
    }

    [Test]
    public void A_run_that_only_proves_the_tool_is_spoiled_by_what_an_earlier_tool_left_alone() =>
        Assert.That(
            RunRules
                .Breaches(
                    Run(Measure(ValidityRule.ForeignCpu, 300), Measure(ValidityRule.LeftoverPrograms, 1)),
                    RunPurpose.Exposure,
                    ValidityLimits.Default
                )
                .Select(breach => breach.Rule),
            Is.EqualTo(new[] { "leftover_programs" })
        );

    [Test]
    public void What_invalidates_the_case_comes_before_what_drops_the_round() =>
        Assert.That(
            Broken(Measure(ValidityRule.ForeignCpu, 300), Measure(ValidityRule.LeftoverPrograms, 1)).Select(breach => breach.Rule),
            Is.EqualTo(new[] { "leftover_programs", "foreign_cpu_percent" })
        );

    [Test]
    public void A_floor_and_a_ceiling_read_differently()
    {
        var breaches = Broken(Measure(ValidityRule.Samples, 10), Measure(ValidityRule.Steal, 7.25)).Select(breach => $"{breach}");
        Assert.That(
            breaches,
            Is.EqualTo(
                new[]
                {
                    "replies on server db: 10 replies (so it is), at least 100 (samples)",
                    "stolen CPU time on server db: 7.25 % (so it is), limit 2 (steal_percent)",
                }
            )
        );
    }

    [Test]
    public void Runs_on_the_same_ground_make_a_sound_round() =>
        Assert.That(RoundRules.Breach([Ground(1, 2), Ground(1, 2), Ground(1, 2)], ValidityLimits.Default), Is.Null);

    [Test]
    public void A_program_that_comes_between_two_runs_breaks_their_round()
    {
        var breach = RoundRules.Breach([Ground(1), Ground(1), Ground(1, 2)], ValidityLimits.Default)!;
        Assert.That(
            $"{breach}",
            Is.EqualTo(
                "BPF programs of others that came or went on server db: 1 programs (between two runs: +2 xdp), limit 0 (foreign_programs)"
            )
        );
        Assert.That(
            RoundRules.Breach([Ground(1), Ground(1, 2), Ground(1)], new(new Dictionary<string, double?> { ["foreign_programs"] = null })),
            Is.Null
        );
    }

    [Test]
    public void A_frequency_ceiling_that_moved_between_two_runs_breaks_their_round() =>
        Assert.That(
            RoundRules.Breach([Ground(16e6), Ground(16e6), Ground(12e6)], ValidityLimits.Default),
            Has.Property("Rule").EqualTo("frequency_change_percent").And.Property("Value").EqualTo(25)
        );

    [Test]
    public void What_a_host_does_not_tell_breaks_nothing() =>
        Assert.That(RoundRules.Breach([Run(), Ground(1), Ground(1.0)], ValidityLimits.Default), Is.Null);

    [Test]
    public void Every_rule_has_a_name_of_its_own_and_is_found_by_it()
    {
        Assert.That(ValidityRule.All.Select(rule => rule.Name), Is.Unique);
        Assert.That(ValidityRule.All.Select(rule => ValidityRule.Find(rule.Name)), Is.EqualTo(ValidityRule.All));
    }

    private static ValidityMeasure Measure(ValidityRule rule, double value) =>
        new()
        {
            Rule = rule.Name,
            Value = value,
            Role = "server",
            Host = "db",
            Detail = "so it is",
        };

    private static RunValidity Run(params ValidityMeasure[] measures) =>
        new() { Measures = measures, Hosts = new Dictionary<string, HostConditions>() };

    private static IReadOnlyList<RuleBreach> Broken(params ValidityMeasure[] measures) =>
        RunRules.Breaches(Run(measures), RunPurpose.Measurement, ValidityLimits.Default);

    private static IReadOnlyList<RuleBreach> Broken(ValidityMeasure measure, ValidityLimits limits) =>
        RunRules.Breaches(Run(measure), RunPurpose.Measurement, limits);

    private static RunValidity Ground(params int[] programs) =>
        On(new HostConditions { HostId = "db", ForeignPrograms = [.. programs.Select(id => new LoadedProgram(id, "xdp", null, null))] });

    private static RunValidity Ground(double ceiling) => On(new HostConditions { HostId = "db", FrequencyCeiling = ceiling });

    private static RunValidity On(HostConditions host) =>
        new()
        {
            Measures = [],
            Hosts = new Dictionary<string, HostConditions> { ["server"] = host },
        };
}
