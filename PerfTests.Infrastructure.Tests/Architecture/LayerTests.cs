using ArchUnitNET.Loader;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Workbench.Doctor;
using static ArchUnitNET.Fluent.ArchRuleDefinition;
using House = ArchUnitNET.Domain.Architecture;

namespace PerfTests.Infrastructure.Tests.Architecture;

/// <summary>The walls of <c>docs/architecture.md</c>: a layer uses the ones above it in this list, and none below.</summary>
[TestFixture]
internal sealed class LayerTests
{
    private static readonly string[] Layers =
    [
        "Configuration",
        "Matrix",
        "Remote",
        "Workloads",
        "Tools",
        "Monitoring",
        "Results",
        "Statistics",
        "Analysis",
        "Execution",
        "Reporting",
        "Lab",
    ];

    // Seconds, which whoever runs another test need not wait for: discovery looks at this class too.
    private static readonly Lazy<House> TheHouse = new(() =>
        new ArchLoader().LoadAssemblies(typeof(PerfConfig).Assembly, typeof(DoctorReport).Assembly).Build()
    );

    private static IEnumerable<TestCaseData> LayersWithOnesBelow() =>
        Layers[..^1].Select((layer, place) => new TestCaseData(layer, Layers[(place + 1)..]).SetArgDisplayNames(layer));

    [TestCaseSource(nameof(LayersWithOnesBelow))]
    public void A_layer_uses_none_below_it(string layer, string[] below)
    {
        var violations = Uses(layer, below);
        Assert.That(violations, Is.Empty, string.Join('\n', violations));
    }

    [Test]
    public void Every_folder_of_the_core_is_a_layer()
    {
        var folders = TheHouse
            .Value.Types.Select(type => type.Namespace.FullName)
            .Where(name => name.StartsWith("PerfTests.Infrastructure.", StringComparison.Ordinal))
            .Select(name => name.Split('.')[2])
            .Distinct();
        Assert.That(folders, Is.EquivalentTo(Layers));
    }

    [Test]
    public void The_core_never_uses_the_workbench() =>
        Assert.That(Violations(@"^PerfTests\.Infrastructure(\.|$)", @"^PerfTests\.Workbench(\.|$)"), Is.Empty);

    [Test]
    public void A_use_of_a_layer_is_seen() =>
        Assert.That(Uses("Matrix", ["Configuration"]), Has.Some.Contains("PerfCase"), "the walls hold only if this sees what crosses them");

    private static List<string> Uses(string layer, string[] others) =>
        Violations($@"^PerfTests\.Infrastructure\.{layer}(\.|$)", $@"^PerfTests\.Infrastructure\.({string.Join('|', others)})(\.|$)");

    private static List<string> Violations(string users, string used)
    {
        var rule = Types()
            .That()
            .ResideInNamespaceMatching(users)
            .Should()
            .NotDependOnAny(Types().That().ResideInNamespaceMatching(used))
            .WithoutRequiringPositiveResults();
        return [.. rule.Evaluate(TheHouse.Value).Where(result => !result.Passed).Select(result => result.Description)];
    }
}
