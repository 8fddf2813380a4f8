using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Results.Sessions;
using PerfTests.Infrastructure.Tests.Configuration.Loading;

namespace PerfTests.Infrastructure.Tests.Suite;

/// <summary>The NUnit shape of the suite: what it discovers, and that a mistake is never green.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[Parallelizable(ParallelScope.All)]
internal sealed class SuiteShapeTests
{
    private string _result = "";

    [SetUp]
    public void MakeFolder() => _result = Directory.CreateTempSubdirectory("pt-suite-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_result, recursive: true);

    [Test]
    public async Task The_suite_lists_every_case_of_the_default_set_by_its_name_and_touches_nothing()
    {
        var run = await SuiteRun.OfProjectAsync(null, _result, "--list-tests");
        var plan = SessionPlan.Load(new SessionOptions { ConfigDir = RepositoryFolder.Of("config"), ResultDir = _result });
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.Zero, run.Output);
            Assert.That(Listed(run), Is.EquivalentTo(plan.Cases.Select(perfCase => perfCase.TestName)));
            Assert.That(Directory.GetFileSystemEntries(_result), Is.Empty);
        });
    }

    [TestCase("Category=Latency", "/latency/")]
    [TestCase("Category=tcp_state_counter", "ebpf/tcp_state_counter/")]
    [TestCase("Category=lab-vm", "/lab-vm/")]
    public async Task Categories_select_cases(string filter, string part)
    {
        var names = Listed(await SuiteRun.StartAsync(null, _result, "--list-tests", "--filter", filter));
        Assert.That(names, Is.Not.Empty.And.All.Contains(part));
    }

    [TestCase("Tool=tcp_state_counter")]
    [TestCase("Category=Latency")]
    [TestCase("Environment=lab-vm&Protocol=udp")]
    public async Task A_broken_set_is_red_with_file_and_line_whatever_the_filter_asks_for(string filter)
    {
        using var set = BrokenSet();
        var run = await SuiteRun.StartAsync(set.Folder, _result, "--filter", filter);
        Assert.Multiple(async () =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(1), run.Output);
            Assert.That(run.Output, Does.Contain($"{set.File("thresholds.yaml")}:2: ").And.Contain("configuration/broken/"));
            Assert.That(
                (await SessionOutcome.ReadAsync(_result, DateTimeOffset.MinValue, CancellationToken.None))!.ExitCode,
                Is.EqualTo(2)
            );
        });
    }

    [Test]
    public async Task A_filter_that_selects_nothing_is_red_and_says_so()
    {
        var run = await SuiteRun.StartAsync(null, _result, "--filter", "Tool=nobody");
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(1), run.Output);
            Assert.That(run.Output, Does.Contain("No test matches the given testcase filter `Tool=nobody`"));
        });
    }

    [Test]
    public async Task A_set_that_is_not_there_is_red_with_its_name()
    {
        var run = await SuiteRun.OfProjectAsync("/no/such/set", _result);
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(1), run.Output);
            Assert.That(run.Output, Does.Contain("/no/such/set: there is no such configuration folder"));
        });
    }

    private static ConfigFolder BrokenSet()
    {
        var set = new ConfigFolder();
        foreach (var file in Directory.GetFiles(RepositoryFolder.Of("config"), "*.yaml"))
            set.Write(Path.GetFileName(file), File.ReadAllText(file));
        return set.Write("thresholds.yaml", "confidence: 0.95\nlooks: [many]\n");
    }

    private static IEnumerable<string> Listed(SuiteRun run) =>
        run
            .Output.Split('\n')
            .SkipWhile(line => !line.StartsWith("The following Tests are available:", StringComparison.Ordinal))
            .Where(line => line.StartsWith("    ", StringComparison.Ordinal))
            .Select(line => line.Trim());
}
