namespace PerfTests.Infrastructure.Configuration.Judging;

/// <summary>The limits of the validity rules (<c>validity</c> of <c>thresholds.yaml</c>).</summary>
/// <param name="Changed">By rule name: a limit other than the default; null switches the rule off.</param>
public sealed record ValidityLimits(IReadOnlyDictionary<string, double?> Changed)
{
    public static ValidityLimits Default { get; } = new(new Dictionary<string, double?>());

    /// <summary>Limit of every rule that is on, by its name.</summary>
    public IReadOnlyDictionary<string, double> InForce =>
        ValidityRule.All.Where(rule => Of(rule) is not null).ToDictionary(rule => rule.Name, rule => Of(rule)!.Value);

    /// <summary>The rules that are named, and no others.</summary>
    public static ValidityLimits Only(IReadOnlyDictionary<string, double> inForce) =>
        new(
            ValidityRule.All.ToDictionary(rule => rule.Name, rule => inForce.TryGetValue(rule.Name, out var limit) ? limit : (double?)null)
        );

    /// <summary>The limit of a rule, in its unit; null when it is off.</summary>
    public double? Of(ValidityRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return Changed.TryGetValue(rule.Name, out var limit) ? limit : rule.DefaultLimit;
    }

    /// <summary>The limit that a value breaks; null when the rule is off or met.</summary>
    public double? BrokenBy(ValidityRule rule, double value) => Of(rule) is { } limit && rule.IsBroken(value, limit) ? limit : null;
}
