using System.Text.Json;
using PerfTests.Infrastructure.Execution.Sessions;

namespace PerfTests.Infrastructure.Tests.Suite;

/// <summary>What the verbs print for programs, and where nothing is measured.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[Parallelizable(ParallelScope.All)]
internal sealed class DemoOutputTests
{
    private string _result = "";

    [SetUp]
    public void MakeFolder() => _result = Directory.CreateTempSubdirectory("pt-demo-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_result, recursive: true);

    [TestCase("Tool=nobody", "no case matches --filter \"Tool=nobody\"")]
    [TestCase("some words", "--filter \"some words\" cannot be read: Unexpected Word 'words' at position 5 in selection expression. Write")]
    [TestCase("(Category=Latency", "--filter \"(Category=Latency\" cannot be read: Missing ')'. Write")]
    public async Task A_demo_for_a_program_prints_one_document_and_nothing_else_even_when_its_filter_is_wrong(string filter, string told)
    {
        var run = await CliRun.StartAsync(RepositoryFolder.Of(), "demo", "--json", "--quiet", "--result", _result, "--filter", filter);
        using var document = JsonDocument.Parse(run.Output);
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(2), run.Output);
            Assert.That(document.RootElement.GetProperty("exitCode").GetInt32(), Is.EqualTo(2));
            Assert.That(document.RootElement.GetProperty("message").GetString(), Does.StartWith(told));
            Assert.That(
                Directory.GetFiles(_result, "*", SearchOption.AllDirectories).Select(Path.GetFileName),
                Does.Contain("dotnet-test.log").And.Not.Contain("progress.jsonl")
            );
        });
    }

    [TestCase(
        "perftests: Cannot parse argument 'abc' for option '--budget' as a number",
        "Options: perftests demo --help",
        "demo",
        "--budget",
        "abc"
    )]
    [TestCase("perftests: Unrecognized command or argument 'nothing'", "Options: perftests lab down --help", "lab", "down", "nothing")]
    [TestCase("perftests: Required argument missing for option: '--result'", "Options: perftests report --help", "report", "--result")]
    public async Task A_mistake_in_the_command_line_is_one_sentence_and_where_to_look(string told, string where, params string[] arguments)
    {
        var run = await CliRun.StartAsync(RepositoryFolder.Of(), arguments);
        Assert.That((run.ExitCode, run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)), Is.EqualTo((2, new[] { told, where })));
    }

    [Test]
    public async Task A_quiet_matrix_is_a_list_of_names()
    {
        var run = await CliRun.StartAsync(RepositoryFolder.Of(), "matrix", "--quiet", "--result", _result);
        var plan = SessionPlan.Load(new SessionOptions { ConfigDir = RepositoryFolder.Of("config"), ResultDir = _result });
        Assert.That(
            run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            Is.EqualTo(plan.Cases.Select(perfCase => perfCase.TestName))
        );
    }
}
