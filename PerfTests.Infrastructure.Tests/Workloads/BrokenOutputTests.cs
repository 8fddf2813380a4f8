using FsCheck;
using FsCheck.Fluent;
using PerfTests.Infrastructure.Workloads;

namespace PerfTests.Infrastructure.Tests.Workloads;

/// <summary>Whatever a program writes, its reader either gives the figures of a whole load or fails as a load.</summary>
[TestFixture]
internal sealed class BrokenOutputTests
{
    private const double PlannedSeconds = 0.5;

    // Parsing takes longer with each character too; other places are for the fuzz run.
    private const int MostPlaces = 60;
    private const int LongOutput = 10_000;

    private static IEnumerable<ILoadProgram> Programs => LoadPrograms.All;

    private static IEnumerable<TestCaseData> RecordedOutputs() =>
        from program in LoadPrograms.All
        from file in RecordedOutput.Files($"{program.Program}_*")
        where !file.EndsWith(".err", StringComparison.Ordinal)
        select new TestCaseData(program, file).SetArgDisplayNames(file);

    [TestCaseSource(nameof(RecordedOutputs))]
    public void A_cut_output_fails_or_gives_the_figures_of_the_whole(ILoadProgram program, string file)
    {
        var whole = RecordedOutput.Read(file);
        var expected = TryParse(program, whole);
        // Every cut near the ends, and some of the rest.
        var (stride, near) = (Math.Max(1, whole.Length / MostPlaces), whole.Length > LongOutput ? 50 : 200);
        for (var length = 0; length < whole.Length; length += length < near || whole.Length - length < near ? 1 : stride)
        {
            if (TryParse(program, whole[..length]) is { } result)
            {
                Assert.That(expected, Is.Not.Null, $"cut at {length}");
                Assert.That(result.Metrics, Is.EqualTo(expected!.Metrics), $"cut at {length}");
                Assert.That(result.LoadSeconds, Is.EqualTo(expected.LoadSeconds), $"cut at {length}");
            }
        }
    }

    [TestCaseSource(nameof(RecordedOutputs))]
    public void Damaged_characters_give_finite_figures_or_a_failure(ILoadProgram program, string file)
    {
        var whole = RecordedOutput.Read(file);
        if (whole.Length == 0)
            Assert.Pass("nothing to damage");
        var damage = Gen.Choose(0, whole.Length - 1)
            .SelectMany(position => Gen.Elements("-9e{}[]\",\0\n\uD800N=. ".ToCharArray()).Select(character => (position, character)));
        Prop.ForAll(
                damage.ToArbitrary(),
                change =>
                    TryParse(program, $"{whole[..change.position]}{change.character}{whole[(change.position + 1)..]}") is not { } result
                    || result.Metrics.Values.Append(result.LoadSeconds).All(value => double.IsFinite(value) && value >= 0)
            )
            .QuickCheckThrowOnFailure();
    }

    [TestCaseSource(nameof(RecordedOutputs))]
    public void Hostile_numbers_give_finite_figures_or_a_failure(ILoadProgram program, string file)
    {
        var whole = RecordedOutput.Read(file);
        var stride = whole.Length / MostPlaces;
        foreach (
            var hostile in new[]
            {
                "NaN",
                "-nan",
                "1e999",
                "-1",
                "99999999999999999999999999",
                "[]",
                "{\"a\":1}",
                "\"x\"",
                "null",
                string.Empty,
            }
        )
        {
            // Every number of a short output in turn, many of a long one.
            for (var index = 0; index < whole.Length; index++)
            {
                if (!char.IsAsciiDigit(whole[index]) || (index > 0 && char.IsAsciiLetterOrDigit(whole[index - 1])))
                    continue;
                var end = index;
                while (end < whole.Length && (char.IsAsciiDigit(whole[end]) || whole[end] == '.'))
                    end++;
                var result = TryParse(program, whole[..index] + hostile + whole[end..]);
                Assert.That(
                    result?.Metrics.Values.Append(result.LoadSeconds).All(value => double.IsFinite(value) && value >= 0) ?? true,
                    $"{hostile} at {index}"
                );
                index = end + stride;
            }
        }
    }

    [Test]
    public void Garbage_fails([ValueSource(nameof(Programs))] ILoadProgram program)
    {
        string[] garbage =
        [
            "\0\0\0",
            "\uFFFD\uD800\uDFFF\n",
            "{",
            "{}\n",
            "{}{}\n",
            "[]\n",
            "null\n",
            "{\"end\":null}\n",
            "{\"end\":[]}\n",
            "{\"error\":{}}\n",
            "{\"intervals\":[null],\"end\":{\"sum_sent\":{},\"streams\":[null]},\"start\":{\"test_start\":{\"num_streams\":1}}}\n",
            "\n\n\n",
            ",,,,\n",
            "=\n",
            "Elapsed Time (sec)\n",
            "Elapsed Time (sec)\n\n",
            "ELAPSED_TIME=\n",
            "ELAPSED_TIME=NaN\n",
            "1 packets transmitted, 1 received, 0% packet loss, time 1ms\n",
            "1 packets transmitted, 0 received, packet loss, time 99999999999999999999ms\n",
            new string('{', 1_000_000),
            "{\"a\":" + new string('[', 1_000_000) + "\n",
            new string('x', 1_000_000) + "\n",
            string.Concat(Enumerable.Repeat("icmp_seq=1 ", 100_000)) + "\n",
            new string(',', 1_000_000) + "\n",
            string.Concat(Enumerable.Repeat("Elapsed Time (sec),", 50_000)) + "\n1\n",
        ];
        foreach (var output in garbage)
            Assert.That(
                () => program.Parse(0, output, "noise", 1),
                Throws.TypeOf<LoadFailedException>(),
                output[..Math.Min(40, output.Length)]
            );
    }

    [Test]
    public void Any_text_fails([ValueSource(nameof(Programs))] ILoadProgram program) =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<string>(),
                ArbMap.Default.ArbFor<int>(),
                (text, exitCode) => TryParse(program, text ?? string.Empty, exitCode, text ?? string.Empty) is null
            )
            .QuickCheckThrowOnFailure();

    private static LoadResult? TryParse(ILoadProgram program, string output, int exitCode = 0, string error = "")
    {
        try
        {
            return program.Parse(exitCode, output, error, PlannedSeconds);
        }
        catch (LoadFailedException failure)
        {
            Assert.That(failure.Message, Is.Not.Empty.And.Length.LessThan(1000));
            return null;
        }
    }
}
