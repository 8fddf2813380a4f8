using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Tests.Lab;

namespace PerfTests.Infrastructure.Tests.Documentation;

/// <summary>
/// The tutorials as a newcomer follows them: every command is run, in order, and what a page shows of its output must appear.
/// </summary>
/// <remarks>
/// Beside other tests: most of it is waiting for loads, and nobody relies on their figures. So each page that is run here measures a tool
/// of its own, and so does every test that does not switch the rule off: on one kernel a second instance makes a case Invalid.
/// </remarks>
[TestFixture]
[Category("Lab")]
internal sealed class TutorialTests
{
    private static IEnumerable<string> Pages =>
        Directory
            .GetFiles(RepositoryFolder.Of("docs", "tutorials"), "*.md")
            .Select(page => Path.GetFileName(page))
            .Order(StringComparer.Ordinal);

    [TestCaseSource(nameof(Pages))]
    public async Task A_tutorial_can_be_followed_from_its_first_command_to_its_last(string page)
    {
        LabSsh.RequireLab();
        if (LocalCommand.Find("netperf") is null || LocalCommand.Find("bpftrace") is null)
            Assert.Ignore("the tutorials measure with netperf and bpftrace: run scripts/install-prerequisites");
        await using var checkout = new TutorialCheckout();
        var output = "";
        foreach (var block in Blocks(page))
        {
            if (block.Language == "sh" && block.NotRunBecause is null)
            {
                var (exitCode, said) = await checkout.RunAsync(block);
                Assert.That(exitCode, Is.EqualTo(block.ExitCode), $"{page}:{block.Line}\n{block.Text}{said}");
                output = said;
            }
            else if (block.Language == "sh")
            {
                output = "";
            }
            else if (block.Language == "text" && output.Length > 0)
            {
                Assert.That(
                    ShownOutput.FirstMissing(checkout.Here(block.Text), output),
                    Is.Null,
                    $"{page}:{block.Line}: this line is not in\n{output}"
                );
            }
        }
    }

    [TestCaseSource(nameof(Pages))]
    public void A_tutorial_has_commands_that_are_run_and_a_reason_for_each_that_is_not(string page)
    {
        var commands = Blocks(page).Where(block => block.Language == "sh").ToList();
        Assert.Multiple(() =>
        {
            Assert.That(commands.Count(block => block.NotRunBecause is null), Is.AtLeast((commands.Count + 1) / 2));
            Assert.That(
                commands.Where(block =>
                    block.NotRunBecause is { } reason
                        ? reason.Length < 10
                        : block.Tags is not "" && !block.Tags.StartsWith("exit=", StringComparison.Ordinal)
                ),
                Is.Empty
            );
            Assert.That(Blocks(page).Select(block => block.Language), Has.All.AnyOf("sh", "text", "yaml"));
            Assert.That(Text(page).Split('\n'), Has.None.StartsWith("    ./perftests"), "a command outside of a block would never be run");
        });
    }

    private static IReadOnlyList<FencedBlock> Blocks(string page) => FencedBlock.Of(Text(page));

    private static string Text(string page) => File.ReadAllText(RepositoryFolder.Of("docs", "tutorials", page));
}
