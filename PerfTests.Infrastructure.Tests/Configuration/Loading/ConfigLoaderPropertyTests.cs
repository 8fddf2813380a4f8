using FsCheck;
using FsCheck.Fluent;
using PerfTests.Infrastructure.Configuration.Loading;
using PerfTests.Infrastructure.Matrix;

namespace PerfTests.Infrastructure.Tests.Configuration.Loading;

/// <summary>Laws of loading, on the default files with damage that FsCheck makes up.</summary>
[TestFixture]
internal sealed class ConfigLoaderPropertyTests
{
    private static readonly string[] Files = [.. Directory.GetFiles(RepositoryFolder.Of("config"), "*.yaml").Order(StringComparer.Ordinal)];

    [Test]
    public void A_damaged_set_gives_cases_or_mistakes_with_file_line_and_remedy_and_nothing_else()
    {
        using var set = new ConfigFolder();
        Prop.ForAll(
                Damages().ToArbitrary(),
                damages =>
                {
                    foreach (var file in Files)
                        set.Write(
                            Path.GetFileName(file),
                            damages.Where(damage => damage.File == file).Aggregate(File.ReadAllText(file), Apply)
                        );
                    try
                    {
                        return TestMatrix.Build(set.Load()).Count() >= 0;
                    }
                    catch (ConfigurationException problem)
                    {
                        return problem.Errors.Count > 0
                            && problem.Errors.All(error =>
                                File.Exists(error.File)
                                && error.Line <= File.ReadAllLines(error.File).Length + 1
                                && error.Message.Length > 0
                                && !error.Message.EndsWith('.')
                                && error.Remedy.EndsWith('.')
                            );
                    }
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(200));
    }

    private static string Apply(string text, Damage damage)
    {
        var start = (int)(damage.Place * text.Length);
        var length = Math.Min(damage.Length, text.Length - start);
        return text.Remove(start, length).Insert(start, damage.Insertion);
    }

    private static Gen<IReadOnlyList<Damage>> Damages() =>
        from count in Gen.Choose(1, 3)
        from damages in Gen.ListOf(
            from file in Gen.Elements(Files)
            from place in Gen.Choose(0, 9999)
            from length in Gen.Frequency((4, Gen.Choose(0, 3)), (1, Gen.Choose(0, 2000)))
            from insertion in Gen.Elements(
                "",
                "",
                ":",
                "\n",
                "  ",
                "\t",
                "- ",
                "[",
                "}",
                "{",
                "\"",
                "'",
                "&a ",
                "*a",
                "!!int ",
                "|\n",
                "0",
                "..",
                "-",
                "\n---\n",
                "\0",
                "é",
                "~",
                "# ",
                "{x}",
                "%",
                "? "
            )
            select new Damage(file, place / 10000.0, length, insertion),
            count
        )
        select (IReadOnlyList<Damage>)damages;

    private sealed record Damage(string File, double Place, int Length, string Insertion);
}
