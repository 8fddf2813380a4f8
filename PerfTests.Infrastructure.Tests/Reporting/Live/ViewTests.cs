using System.Text.RegularExpressions;
using Microsoft.Extensions.Time.Testing;
using PerfTests.Infrastructure.Execution.Progress;
using PerfTests.Infrastructure.Reporting.Live;
using PerfTests.Infrastructure.Results.Cases;
using Spectre.Console;

namespace PerfTests.Infrastructure.Tests.Reporting.Live;

[TestFixture]
internal sealed class ViewTests
{
    private static readonly IReadOnlyList<ProgressEvent?> Events =
    [
        new(ProgressKind.Plan, "2 cases to measure\n") { Of = 2, SecondsLeft = 60 },
        new(ProgressKind.CaseBegan, "ebpf/quiet/net/latency/tcp/latency_1s")
        {
            Number = 1,
            Of = 2,
            SecondsLeft = 60,
        },
        new(ProgressKind.Step, "round 1: with the tool")
        {
            Number = 1,
            Of = 2,
            SecondsLeft = 58,
        },
        null,
        new(ProgressKind.CaseLine, "round 1: so far 3 %")
        {
            Number = 1,
            Of = 2,
            SecondsLeft = 50,
        },
        new(ProgressKind.CaseJudged, "costs 3 %: fail")
        {
            Number = 1,
            Of = 2,
            SecondsLeft = 30,
            Verdict = Verdict.Fail,
        },
        new(ProgressKind.Note, new string('n', 300)),
        new(ProgressKind.CaseBegan, $"ebpf/{new string('x', 300)}\u001b[2J")
        {
            Number = 2,
            Of = 2,
            SecondsLeft = 30,
        },
        null,
        new(ProgressKind.Report, "the table"),
    ];

    [Test]
    public async Task Lines_stay_in_order_without_steps_and_without_the_report()
    {
        var text = new StringWriter();
        await new LineView(text).ShowAsync(Stream(Events.Take(6)));
        Assert.That(
            text.ToString().ReplaceLineEndings("\n"),
            Is.EqualTo(
                """
                2 cases to measure

                [1/2] ebpf/quiet/net/latency/tcp/latency_1s, about 60 s left
                [1/2]   round 1: so far 3 %, about 50 s left
                [1/2] Fail: costs 3 %: fail

                """
            )
        );
    }

    [Test]
    public async Task A_quiet_view_takes_every_event()
    {
        var taken = 0;
        await new QuietView().ShowAsync(Counted());
        Assert.That(taken, Is.EqualTo(Events.Count));

        async IAsyncEnumerable<ProgressEvent?> Counted()
        {
            await foreach (var each in Stream(Events))
            {
                taken++;
                yield return each;
            }
        }
    }

    [Test]
    public async Task A_terminal_keeps_plan_and_verdicts_and_nothing_is_wider_than_it([Values(80, 100, 200)] int width)
    {
        var (output, plain) = await LiveAsync(width, ColorSystemSupport.Standard);
        Assert.Multiple(() =>
        {
            Assert.That(
                plain,
                Does.Contain("2 cases to measure")
                    .And.Match("Fail +ebpf/quiet/net/latency/tcp/latency_1s")
                    .And.Contain("round 1: with the tool")
                    .And.Not.Contain("the table")
            );
            Assert.That(
                plain.Split('\n').Select(line => line.Split('\r')[^1].TrimEnd().Length),
                Has.All.LessThanOrEqualTo(Math.Min(width, 100))
            );
            Assert.That(output, Does.Not.Contain("\u001b[2J\u001b"), "a name does not clear the screen");
            Assert.That(output, Does.EndWith("\u001b[?25h"), "the cursor is shown again");
        });
    }

    [Test]
    public async Task Without_colours_it_is_drawn_in_place_all_the_same()
    {
        var (output, _) = await LiveAsync(100, ColorSystemSupport.NoColors);
        Assert.That(output, Does.Not.Match("\u001b\\[[0-9;]*3[0-9]m").And.Match("\u001b\\[[0-9]*A"));
    }

    private static async Task<(string Output, string Plain)> LiveAsync(int width, ColorSystemSupport colours)
    {
        var text = new StringWriter();
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.Yes,
                Interactive = InteractionSupport.Yes,
                ColorSystem = colours,
                Out = new AnsiConsoleOutput(text),
            }
        );
        console.Profile.Width = width;
        await new LiveView(console, new FakeTimeProvider()).ShowAsync(Stream(Events));
        var output = text.ToString().ReplaceLineEndings("\n");
        return (output, Regex.Replace(output, "\u001b\\[[0-9;?]*[A-Za-z]", "", default, TimeSpan.FromSeconds(5)));
    }

    private static async IAsyncEnumerable<ProgressEvent?> Stream(IEnumerable<ProgressEvent?> events)
    {
        foreach (var each in events)
        {
            await Task.Yield();
            yield return each;
        }
    }
}
