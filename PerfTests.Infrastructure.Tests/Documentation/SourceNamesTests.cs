namespace PerfTests.Infrastructure.Tests.Documentation;

/// <summary>The pages that lead into the source: a rename must not leave them behind.</summary>
[TestFixture]
internal sealed class SourceNamesTests
{
    [TestCase("docs/architecture.md", 100)]
    [TestCase("docs/reference/original-design.md", 50)]
    [TestCase("CONTRIBUTING.md", 5)]
    public void Every_path_and_type_on_a_page_about_the_source_exists(string page, int fewest)
    {
        var names = SourceNames.On(File.ReadAllText(RepositoryFolder.Of(page))).ToList();
        Assert.That(names, Has.Count.AtLeast(fewest));
        Assert.That(names.Where(name => !SourceNames.Exist(name)), Is.Empty);
    }

    [Test]
    public void No_other_page_names_a_path_of_the_source_that_is_gone(
        [ValueSource(typeof(LinkTests), nameof(LinkTests.Pages))] string page
    ) =>
        Assert.That(
            SourceNames
                .On(File.ReadAllText(RepositoryFolder.Of(page)))
                .Where(name => name.Contains('/', StringComparison.Ordinal) && char.IsUpper(name[0]) && !SourceNames.Exist(name)),
            Is.Empty
        );

    [TestCase("PerfTests.Cli/")]
    [TestCase("PerfTests.Cli/Verb")]
    [TestCase("PerfTests.Cli/Verb.cs")]
    [TestCase("Execution/Cases/CaseRunner")]
    [TestCase("Execution/Cases/CaseRunner.RunAsync")]
    [TestCase("CaseRunner")]
    [TestCase("Metric.All")]
    [TestCase("docs/README.md")]
    public void A_folder_a_file_a_type_and_its_member_exist(string name) => Assert.That(SourceNames.Exist(name), Is.True);

    [TestCase("PerfTests.Cli/Verbs")]
    [TestCase("PerfTests.Cli/Verb.cs/")]
    [TestCase("Execution/CaseRunner")]
    [TestCase("Execution/Cases/CaseRunner.Sleep")]
    [TestCase("CaseRunners")]
    [TestCase("docs/nowhere.md")]
    public void What_was_moved_or_renamed_does_not(string name) => Assert.That(SourceNames.Exist(name), Is.False);

    [Test]
    public void Commands_keys_and_files_of_the_result_tree_are_no_names_of_the_source() =>
        Assert.That(
            SourceNames.On("`./perftests demo` `ssh_hosts` `result/analysis/` `YYYYMMDD` `config/x.yaml` `Verb`\n```text\n`Fenced`\n```\n"),
            Is.EqualTo(new[] { "config/x.yaml", "Verb" })
        );
}
