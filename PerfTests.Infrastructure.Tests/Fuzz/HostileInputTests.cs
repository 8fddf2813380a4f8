using System.Globalization;
using System.Reflection;

namespace PerfTests.Infrastructure.Tests.Fuzz;

/// <summary>
/// No input makes a reader of foreign text crash, hang or take all memory: it gives a result or refuses as its contract says.
/// PERFTESTS_FUZZ=100000 reads so many inputs in place of a few.
/// </summary>
[TestFixture]
[Category("Fuzz")]
internal sealed class HostileInputTests
{
    private const int FewInputs = 300;

    private static readonly string[] ReadingNames = ["Parse", "TryParse", "Read", "In", "OfChildren", "Load"];

    private static int Inputs =>
        int.TryParse(Environment.GetEnvironmentVariable("PERFTESTS_FUZZ"), NumberStyles.None, CultureInfo.InvariantCulture, out var inputs)
            ? inputs
            : FewInputs;

    [OneTimeTearDown]
    public void RemoveFiles() => FuzzFiles.Remove();

    [TestCaseSource(typeof(FuzzTargets), nameof(FuzzTargets.All))]
    public void Any_input_gives_a_result_or_is_refused_as_the_contract_says(FuzzTarget target)
    {
        var row = new FuzzRun(target, (int)Math.Ceiling(Inputs * target.Share)).Execute();
        TestContext.Out.WriteLine(row);
        if (Inputs > FewInputs)
            File.AppendAllText(Path.Combine(TestContext.CurrentContext.WorkDirectory, "fuzz.md"), row + "\n");
    }

    [Test]
    public void Every_reader_of_foreign_text_is_fuzzed()
    {
        var fuzzed = FuzzTargets
            .All()
            .SelectMany(target => target.Parts.Append(target.Parser))
            .Concat(FuzzTargets.NotForeign.Keys)
            .ToHashSet();
        var assemblies = typeof(HostileInputTests)
            .Assembly.GetReferencedAssemblies()
            .Where(name => name.Name!.StartsWith("PerfTests.", StringComparison.Ordinal))
            .Select(Assembly.Load);
        var readers = assemblies
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type =>
                type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
                    .Any(IsReader)
            );
        Assert.That(
            readers.Where(reader => !fuzzed.Contains(reader)).Select(reader => reader.FullName),
            Is.Empty,
            "add these to FuzzTargets.All, or to NotForeign with the reason"
        );
    }

    [Test]
    public void An_input_that_crashes_a_reader_is_found_kept_and_named()
    {
        var target = FuzzTarget.OfText("careless reader", typeof(string), ["3 of 4\n"], text => _ = text.Split(' ')[2]);
        var failure = Assert.Throws<AssertionException>(() => Isolated(() => new FuzzRun(target, 1000).Execute()))!;
        Assert.That(failure.Message, Does.Contain("IndexOutOfRangeException").And.Match(@"carelessreader-\d+\.bin"));
        var file = System.Text.RegularExpressions.Regex.Match(failure.Message, @"\S+carelessreader-\d+\.bin").Value;
        Assert.That(() => target.Read(File.ReadAllBytes(file)), Throws.TypeOf<IndexOutOfRangeException>());
        File.Delete(file);
    }

    [Test]
    public void The_same_seed_makes_the_same_input()
    {
        var samples = FuzzTargets.All().First().Samples;
        var (first, second) = (new HostileInput(samples, 7).Next(), new HostileInput(samples, 7).Next());
        Assert.That(second, Is.EqualTo(first));
    }

    // An assertion that fails inside is a result here and not a failure of this test.
    private static void Isolated(Action run)
    {
        using (new NUnit.Framework.Internal.TestExecutionContext.IsolatedContext())
            run();
    }

    private static bool IsReader(MethodInfo method) =>
        (method.IsPublic || method.IsAssembly)
        && ReadingNames.Contains(method.Name)
        && method.ReturnType != typeof(void)
        && method.GetParameters() is [{ ParameterType: var first }, ..]
        && (
            first == typeof(string)
            || first == typeof(byte[])
            || first == typeof(IReadOnlyList<string>)
            || first == typeof(ReadOnlySpan<char>)
            || first == typeof(ReadOnlySpan<byte>)
        );
}
