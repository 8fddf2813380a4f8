using PerfTests.Infrastructure.Configuration.Loading;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Remote.Folders;

namespace PerfTests.Infrastructure.Tests.Execution.Sessions;

[TestFixture]
[NonParallelizable] // it sets environment variables that sessions read
internal sealed class SessionOptionsTests
{
    private static readonly string[] Variables =
    [
        "PERFTESTS_CONFIG",
        "PERFTESTS_RESULT",
        "PERFTESTS_TOOLS",
        "PERFTESTS_ENVIRONMENTS",
        "PERFTESTS_BUDGET",
        "PERFTESTS_INCONCLUSIVE",
        "PERFTESTS_RESUME",
        "PERFTESTS_RESUME_HOURS",
        "PERFTESTS_WAIT_SECONDS",
        "PERFTESTS_LOCK_DIR",
    ];

    private Dictionary<string, string?> _outer = [];

    [SetUp]
    public void ClearVariables()
    {
        _outer = Variables.ToDictionary(name => name, Environment.GetEnvironmentVariable);
        foreach (var name in Variables)
            Environment.SetEnvironmentVariable(name, null);
    }

    [TearDown]
    public void RestoreVariables()
    {
        foreach (var (name, value) in _outer)
            Environment.SetEnvironmentVariable(name, value);
    }

    [Test]
    public void Without_any_choice_the_repository_s_own_folders_and_everything_in_them_are_used()
    {
        var options = Read();
        Assert.Multiple(() =>
        {
            Assert.That((options.ConfigDir, options.ResultDir), Is.EqualTo(("/repo/config", "/repo/result")));
            Assert.That(options.Tools.Concat(options.Environments), Is.Empty);
            Assert.That((options.BudgetPercent, options.FailOnInconclusive), Is.EqualTo(((double?)null, (bool?)null)));
        });
    }

    [Test]
    public void Parameters_of_the_runsettings_file_are_read()
    {
        var options = Read(
            ("ConfigDir", "config/examples/site"),
            ("ResultDir", "/srv/result"),
            ("Tools", " a, b ,,"),
            ("Environments", "net"),
            ("Budget", "2.5"),
            ("Inconclusive", "fail")
        );
        Assert.Multiple(() =>
        {
            Assert.That((options.ConfigDir, options.ResultDir), Is.EqualTo(("/repo/config/examples/site", "/srv/result")));
            Assert.That(options.Tools, Is.EqualTo(new[] { "a", "b" }));
            Assert.That(options.Environments, Is.EqualTo(new[] { "net" }));
            Assert.That((options.BudgetPercent, options.FailOnInconclusive), Is.EqualTo(((double?)2.5, (bool?)true)));
            Assert.That(options.Selection.Tools, Is.EqualTo(options.Tools));
        });
    }

    [Test]
    public void Resuming_and_waiting_are_off_until_asked_for()
    {
        Assert.That(
            (Read().Resume, Read().ResumeMaxAge, Read().Wait, Read().LockDir),
            Is.EqualTo((false, TimeSpan.FromHours(24), TimeSpan.Zero, PrivateFolder.OfThisUser))
        );
        var options = Read(("Resume", "1"), ("ResumeHours", "2"), ("WaitSeconds", "90"), ("LockDir", "locks"));
        Assert.That(
            (options.Resume, options.ResumeMaxAge, options.Wait, options.LockDir),
            Is.EqualTo((true, TimeSpan.FromHours(2), TimeSpan.FromSeconds(90), "/repo/locks"))
        );
    }

    [Test]
    public void A_variable_of_the_environment_comes_before_the_file_and_an_empty_one_does_not()
    {
        Environment.SetEnvironmentVariable("PERFTESTS_CONFIG", "/mine");
        Environment.SetEnvironmentVariable("PERFTESTS_RESULT", "");
        Environment.SetEnvironmentVariable("PERFTESTS_INCONCLUSIVE", "inconclusive");
        var options = Read(("ConfigDir", "/theirs"), ("ResultDir", "/theirs"), ("Inconclusive", "fail"));
        Assert.That((options.ConfigDir, options.ResultDir, options.FailOnInconclusive), Is.EqualTo(("/mine", "/theirs", (bool?)false)));
    }

    [TestCase("Budget", "five", "PERFTESTS_BUDGET", "Give percent")]
    [TestCase("Budget", "NaN", "PERFTESTS_BUDGET", "Give percent")]
    [TestCase("Budget", "1,5", "PERFTESTS_BUDGET", "Give percent")]
    [TestCase("Resume", "maybe", "PERFTESTS_RESUME", "Give 1 or 0")]
    [TestCase("WaitSeconds", "-1", "PERFTESTS_WAIT_SECONDS", "Give seconds")]
    [TestCase("Inconclusive", "maybe", "PERFTESTS_INCONCLUSIVE", "'fail' or 'inconclusive'")]
    public void A_value_that_is_not_understood_is_told_with_the_remedy(string name, string value, string variable, string remedy) =>
        Assert.That(
            () => Read((name, value)),
            Throws.TypeOf<ConfigurationException>().With.Message.Contains(variable).And.Message.Contains(value).And.Message.Contains(remedy)
        );

    [Test]
    public void The_configuration_folder_is_known_even_when_another_choice_is_a_mistake()
    {
        Environment.SetEnvironmentVariable("PERFTESTS_BUDGET", "five");
        Assert.That(SessionOptions.ReadConfigDir(_ => null, "/repo"), Is.EqualTo("/repo/config"));
    }

    private static SessionOptions Read(params (string Name, string Value)[] parameters) =>
        SessionOptions.Read(name => parameters.FirstOrDefault(parameter => parameter.Name == name).Value, "/repo");
}
