using PerfTests.Infrastructure.Results.Baselines;

namespace PerfTests.Infrastructure.Tests.Results.Baselines;

[TestFixture]
internal sealed class FingerprintTests
{
    [Test]
    public void Equal_facts_do_not_differ() => Assert.That(Of("6.18", "1").Differences(Of("6.18", "1")), Is.Empty);

    [Test]
    public void Each_difference_is_named_by_role_and_fact() =>
        Assert.That(
            Of("6.18", "1").Differences(Of("6.12", "4")).Select(difference => difference.ToString()),
            Is.EqualTo(new[] { "server.kernel: 6.18 against 6.12", "workload.streams: 1 against 4" })
        );

    [Test]
    public void A_fact_or_a_host_that_one_side_lacks_differs()
    {
        var without = Of("6.18", "1") with { Hosts = new Dictionary<string, IReadOnlyDictionary<string, string>>() };
        var expected = new FingerprintDifference("server.kernel", "6.18", null);
        Assert.That(Of("6.18", "1").Differences(without), Is.EqualTo(new[] { expected }));
        Assert.That(without.Differences(Of("6.18", "1")).Single().ToString(), Is.EqualTo("server.kernel: (unknown) against 6.18"));
    }

    private static Fingerprint Of(string kernel, string streams) =>
        new()
        {
            Hosts = new Dictionary<string, IReadOnlyDictionary<string, string>>
            {
                ["server"] = new Dictionary<string, string> { ["kernel"] = kernel },
            },
            Workload = new Dictionary<string, string> { ["streams"] = streams },
        };
}
