using PerfTests.Workbench.Reference;

namespace PerfTests.Infrastructure.Tests.Workbench.Reference;

[TestFixture]
internal sealed class ConfigurationPageTests
{
    private static readonly string Page = File.ReadAllText(RepositoryFolder.Of("docs", "reference", "configuration.md"));

    [Test]
    public void The_page_has_the_keys_of_the_schemas() =>
        Assert.That(ConfigurationPage.Refresh(Page), Is.EqualTo(Page), "run ./perftests schema --markdown, and look at what it changes");

    [Test]
    public void A_row_tells_what_may_stand_there_and_what_holds_without_it() =>
        Assert.Multiple(() =>
        {
            Assert.That(Page, Does.Contain("\n| `confidence` | number between 0.5 and 1 | `0.95` | "));
            Assert.That(Page, Does.Contain("\n| `port` | whole number, 1 to 65535 | – | "));
            Assert.That(Page, Does.Contain("\n| `looks` | list of: whole number, 3 to 1000 | `[5, 8, 13, 21, 34]` | "));
            Assert.That(Page, Does.Contain("\n| `placement` | `server`, `client`, `both` | `server` | "));
            Assert.That(Page, Does.Contain("\n| `ready.timeout` | number, 0.1 to 3600 | `60` | "));
        });

    [Test]
    public void Places_that_are_alike_share_a_table_that_tells_where_they_differ() =>
        Assert.Multiple(() =>
        {
            Assert.That(Page, Does.Contain("\n| `test_ip` | text | `server`, `client`: required; `tool_host`: – | "));
            Assert.That(Page, Does.Contain("\n| `timeout` | number, 0.1 to 86400 | `30` | (only `init`, `post`) "));
        });

    [Test]
    public void A_key_stands_in_the_table_of_the_place_nearest_to_it_alone()
    {
        Assert.That(Page, Does.Contain("\n| `exposure` | map | – | "));
        Assert.That(Page, Does.Not.Contain("`exposure.traffic`").And.Not.Contain("`validity.samples`"));
    }

    [Test]
    public void What_is_written_by_hand_stays_as_it_is()
    {
        var stale = Page.Replace("\n| `placement` |", "\n| `place` |", StringComparison.Ordinal) + "\nAn explanation.\n";
        Assert.That(ConfigurationPage.Refresh(stale), Is.EqualTo(Page + "\nAn explanation.\n"));
    }

    [Test]
    public void A_page_that_leaves_keys_out_or_has_a_table_of_nothing_is_refused() =>
        Assert.Multiple(() =>
        {
            Assert.That(
                () =>
                    ConfigurationPage.Refresh(Page.Replace("<!-- keys: monitoring-config.yaml", "<!-- no keys:", StringComparison.Ordinal)),
                Throws.TypeOf<FormatException>().With.Message.Contains("monitoring-config.yaml: monitoring.enabled")
            );
            Assert.That(
                () =>
                    ConfigurationPage.Refresh(
                        Page.Replace("keys: thresholds.yaml validity", "keys: thresholds.yaml validness", StringComparison.Ordinal)
                    ),
                Throws.TypeOf<FormatException>().With.Message.Contains("'validness'")
            );
            Assert.That(
                () => ConfigurationPage.Refresh(Page.Replace("keys: hooks.yaml", "keys: hook.yaml", StringComparison.Ordinal)),
                Throws.TypeOf<FormatException>().With.Message.Contains("hook.yaml")
            );
        });
}
