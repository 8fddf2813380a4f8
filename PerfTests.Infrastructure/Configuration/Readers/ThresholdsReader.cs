using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Configuration.Loading;
using PerfTests.Infrastructure.Configuration.Yaml;

namespace PerfTests.Infrastructure.Configuration.Readers;

/// <summary>Reads <c>thresholds.yaml</c>.</summary>
internal sealed class ThresholdsReader(DeclaredNames names)
{
    public const string FileName = "thresholds.yaml";

    private enum WhenInconclusive
    {
        Inconclusive,
        Fail,
    }

    public Thresholds Read(YamlSection file)
    {
        var defaults = new Thresholds();
        return new Thresholds
        {
            Confidence = ReadConfidence(file.Field("confidence")) ?? defaults.Confidence,
            Looks = ReadLooks(file.Field("looks")) ?? defaults.Looks,
            BaselineRounds = file.Field("baseline_rounds")?.Integer(3, 1000) ?? defaults.BaselineRounds,
            MaxDroppedRounds = file.Field("max_dropped_rounds")?.Integer(0, 1000) ?? defaults.MaxDroppedRounds,
            MaxDroppedShare = file.Field("max_dropped_share")?.Number(0, 0.9) ?? defaults.MaxDroppedShare,
            Validity = file.Field("validity")?.Map(ValidityReader.Read) ?? defaults.Validity,
            FailOnInconclusive = file.Field("inconclusive")?.Choice<WhenInconclusive>() == WhenInconclusive.Fail,
            Baseline = file.Field("baseline")?.Choice<BaselinePolicy>() ?? defaults.Baseline,
            StoredBaseline = file.Field("stored_baseline")?.Map(ReadStoredBaseline) ?? defaults.StoredBaseline,
            Budgets = file.Field("budgets")?.Maps(ReadRule) ?? defaults.Budgets,
        };
    }

    private static StoredBaselineRule ReadStoredBaseline(YamlSection section)
    {
        var defaults = new StoredBaselineRule();
        return new StoredBaselineRule
        {
            MaxAgeHours = section.Field("max_age_hours")?.Number(0.1, 8760) ?? defaults.MaxAgeHours,
            SentinelRuns = section.Field("sentinel_runs")?.Integer(2, 100) ?? defaults.SentinelRuns,
            MinRuns = section.Field("min_runs")?.Integer(3, 1000) ?? defaults.MinRuns,
        };
    }

    private static double? ReadConfidence(YamlField? field)
    {
        var confidence = field?.Number(0, 1);
        if (confidence is <= 0.5 or >= 1)
            field!.Report($"is '{confidence}'", "Write a share between 0.5 and 1, both excluded, such as 0.95.");
        return confidence;
    }

    private static IReadOnlyList<int>? ReadLooks(YamlField? field)
    {
        var looks = field?.Items(item => item.Integer(3, 1000));
        if (looks?.Zip(looks.Skip(1)).Any(pair => pair.First >= pair.Second) == true)
            field!.Report("is not in ascending order", "Write the smallest number of rounds first, as in [5, 8, 12].");
        return looks;
    }

    private BudgetRule ReadRule(YamlSection rule)
    {
        var testType = rule.Field("test_type")?.Choice<TestType>();
        return new BudgetRule
        {
            Cases = new CaseRule
            {
                Line = rule.Line,
                Environment = rule.Field("environment")?.Pattern(names.Environments, "environment"),
                Tool = rule.Field("tool")?.Pattern(names.Tools, "tool"),
                // No patterns: which metrics a budget may name follows from the type.
                TestType = CaseRuleReader.Word(testType),
                Protocol = CaseRuleReader.Word(rule.Field("protocol")?.Choice<Protocol>()),
                Params = rule.Field("params")?.Text(),
            },
            BudgetPercent = rule.Required("overhead_percent")?.Map(budgets => ReadBudgets(budgets, testType)) ?? [],
        };
    }

    private static Dictionary<string, double?> ReadBudgets(YamlSection section, TestType? testType)
    {
        var budgets = new Dictionary<string, double?>();
        foreach (var field in section.Entries())
        {
            var problem = Metric.Find(field.Key) switch
            {
                null => "is not a metric",
                { Worse: WorseDirection.NotCompared } => "is a metric without an overhead",
                var metric when testType is { } type && !metric.IsMeasuredBy(type) =>
                    $"is a metric that {type.ToString().ToLowerInvariant()} cases do not measure",
                _ => null,
            };
            if (problem is not null)
                field.Report(problem, Suggestion.For(field.Key, WithBudget(testType), "metrics here"));
            if (!field.IsWord("off"))
                budgets[field.Key] = field.Number(0, 1_000_000, "or off");
            else if (Metric.Find(field.Key)?.IsPrimary == true)
                field.Report("is 'off'", "The main metric of a test type always has a budget: raise it.");
            else
                budgets[field.Key] = null;
        }
        return budgets;
    }

    private static List<string> WithBudget(TestType? testType) =>
        [
            .. from metric in Metric.All
            where metric.Worse != WorseDirection.NotCompared && (testType is not { } type || metric.IsMeasuredBy(type))
            select metric.Name,
        ];
}
