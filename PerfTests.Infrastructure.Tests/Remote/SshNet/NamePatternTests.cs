using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using PerfTests.Infrastructure.Remote.SshNet;

namespace PerfTests.Infrastructure.Tests.Remote.SshNet;

[TestFixture]
internal sealed class NamePatternTests
{
    [Test]
    public void A_pattern_matches_what_the_same_regular_expression_matches() =>
        Prop.ForAll(
                (
                    from pattern in Gen.Elements('a', 'b', '.', '*', '?').ArrayOf()
                    from name in Gen.Elements('a', 'b', '.').ArrayOf()
                    select (Pattern: new string(pattern), Name: new string(name))
                ).ToArbitrary(),
                input => NamePattern.Matches(input.Pattern, input.Name) == Regex.IsMatch(input.Name, $"^{AsRegex(input.Pattern)}$")
            )
            .QuickCheckThrowOnFailure();

    private static string AsRegex(string pattern) =>
        Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal);

    [Test]
    public void Many_stars_take_no_endless_time() =>
        Assert.That(NamePattern.Matches(string.Concat(Enumerable.Repeat("a*", 2000)) + "b", new string('a', 20_000)), Is.False);
}
