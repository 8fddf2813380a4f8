using FsCheck;
using FsCheck.Fluent;
using PerfTests.Infrastructure.Configuration.Loading;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Tests.Configuration.Loading;

namespace PerfTests.Infrastructure.Tests.Matrix;

/// <summary>A set that loads never gives two cases one name, however its tools' ids, versions and parameter values run together.</summary>
[TestFixture]
internal sealed class ToolNamesPropertyTests
{
    // sha256 of "x" begins with 2d7116, its md5 with 9dd4e4.
    private static readonly string[] Ids = ["a", "A", "a.rx", "a_2d7116", "a_2d7116.rx", "a.rx.x", "t_9dd4e4", "b"];

    [Test]
    public void A_set_either_says_which_tools_collide_or_gives_every_case_its_own_names()
    {
        var (refused, loaded) = (0, 0);
        Prop.ForAll(
                Sets().ToArbitrary(),
                yaml =>
                {
                    using var set = new ConfigFolder().Write("ebpf-tools-spec.yaml", yaml).Write("t.bt", "x");
                    try
                    {
                        var cases = TestMatrix.Build(set.Load()).ToList();
                        loaded++;
                        return Distinct(cases.Select(each => each.Name)) && Distinct(cases.Select(each => each.TestName));
                    }
                    catch (ConfigurationException exception)
                    {
                        refused++;
                        return exception.Errors.All(error => error.Line > 0 && error.Message.Contains("folder", StringComparison.Ordinal));
                    }
                }
            )
            .QuickCheckThrowOnFailure();
        // The law must have been tried on both sides.
        Assert.That(refused, Is.GreaterThan(5));
        Assert.That(loaded, Is.GreaterThan(5));
    }

    private static bool Distinct(IEnumerable<string> names)
    {
        var all = names.ToList();
        return all.Distinct(StringComparer.OrdinalIgnoreCase).Count() == all.Count;
    }

    private static Gen<string> Sets() =>
        from ids in Gen.SubListOf(Ids).Where(chosen => chosen.Count > 0)
        from tools in Gen.CollectToList(
            ids,
            id =>
                from path in Gen.Elements("t.bt", "t.bt", "/on/the/host")
                from named in Gen.Elements(", name: N", ", name: N", "")
                from parameters in Gen.Elements(
                    "",
                    ", parameters: {template: '{direction}'}",
                    ", parameters: {template: '{direction} {m}', values: {m: [x, rx.x]}}"
                )
                select $"  {id}: {{path: {path}{named}{parameters}}}"
        )
        select "ebpf_tools:\n" + string.Join('\n', tools);
}
