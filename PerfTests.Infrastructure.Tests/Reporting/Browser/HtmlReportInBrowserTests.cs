using Microsoft.Playwright;
using PerfTests.Infrastructure.Reporting;
using PerfTests.Infrastructure.Reporting.Html;

namespace PerfTests.Infrastructure.Tests.Reporting.Browser;

/// <summary>The report as a reader meets it: in a browser, plain and packed, wide and narrow, with and without its script.</summary>
[TestFixture]
internal sealed class HtmlReportInBrowserTests
{
    private static readonly ReportHeader Header = new()
    {
        Title = "What the tools cost this network",
        GeneratedAt = DateTimeOffset.UnixEpoch,
        GateOutcome = "failed: 4 of 8 tool cases are over budget",
        IsOfLab = true,
        Hosts = new Dictionary<string, IReadOnlyDictionary<string, string>>
        {
            ["server"] = new Dictionary<string, string>
            {
                ["kernel"] = "6.18.0",
                ["mitigations"] = string.Concat(Enumerable.Repeat("spectre_v2:Mitigation;", 20)),
            },
            ["client"] = new Dictionary<string, string>
            {
                ["kernel"] = "6.1.0",
                ["mitigations"] = string.Concat(Enumerable.Repeat("spectre_v2:Mitigation;", 20)),
            },
        },
    };

    private static readonly string Plain = HtmlReport.Render(Header, SampleDetails.Cases, SampleDetails.Of(SampleDetails.Cases));

    private static readonly string Packed = ManyCases();

    private HeadlessBrowser _browser = null!;

    [OneTimeSetUp]
    public async Task LaunchAsync() => _browser = await HeadlessBrowser.LaunchAsync();

    [OneTimeTearDown]
    public async Task CloseAsync() => await _browser.DisposeAsync();

    [Test]
    public void A_page_of_few_cases_is_plain_and_one_of_a_thousand_is_packed()
    {
        Assert.That(Plain, Does.Not.Contain("id=\"packed\""));
        Assert.That(Packed, Does.Contain("id=\"packed\""));
    }

    // Each pair of widths, colours and kinds of page, which is half of all combinations.
    [Test, Pairwise]
    public async Task Nothing_is_complained_of_or_asked_for_and_no_page_is_wider_than_its_window(
        [Values(375, 1280)] int width,
        [Values] bool dark,
        [Values] bool packed
    )
    {
        await using var shown = await _browser.ShowAsync(packed ? Packed : Plain, width, dark);
        await UnfoldAsync(shown, packed ? 20 : int.MaxValue);
        Assert.That(shown.Complaints, Is.Empty);
        Assert.That(await shown.OverflowAsync(), Is.Zero);
    }

    [Test]
    public async Task Every_kind_of_chart_is_drawn_with_its_unit()
    {
        await using var shown = await _browser.ShowAsync(Plain);
        await UnfoldAsync(shown, int.MaxValue);
        Assert.Multiple(async () =>
        {
            Assert.That(await shown.VisibleAsync(".forest .row svg"), Is.EqualTo(8));
            Assert.That(await shown.VisibleAsync(".forest .axis text"), Is.GreaterThan(4));
            Assert.That(await shown.VisibleAsync("figure:has-text('run by run') svg"), Is.EqualTo(10));
            Assert.That(await shown.VisibleAsync("figure:has-text('Distribution of latency') svg:has-text('µs')"), Is.EqualTo(1));
            Assert.That(
                await shown.VisibleAsync("figure:has-text('Sent by the client, Mbit/s') svg:has-text('seconds of the load')"),
                Is.EqualTo(5)
            );
            Assert.That(await shown.VisibleAsync("figure svg.cpu:has-text('% of a core')"), Is.EqualTo(2));
        });
        foreach (var chart in await shown.Find("figure svg").AllAsync())
            Assert.That(await chart.BoundingBoxAsync(), Has.Property("Width").GreaterThan(100).And.Property("Height").GreaterThan(40));
    }

    [Test]
    public async Task The_first_screen_answers_for_every_tool()
    {
        await using var shown = await _browser.ShowAsync(Plain);
        var last = await shown.Find(".answers li").Last.BoundingBoxAsync();
        Assert.That(await shown.VisibleAsync(".answers li"), Is.EqualTo(3));
        Assert.That(last!.Y + last.Height, Is.LessThan(800), "the answers are not on the first screen");
        Assert.That(
            await shown.Find("h1").InnerTextAsync(),
            Is.EqualTo("May I deploy? No for 2 of 3 tools: over budget; not decided for 1: too little evidence.")
        );
    }

    [Test]
    public async Task A_choice_of_the_filter_leaves_its_cases_in_table_chart_and_details()
    {
        await using var shown = await _browser.ShowAsync(Plain);
        await shown.Find("select[name=verdict]").SelectOptionAsync("Fail");
        await shown.Find("select[name=environment]").SelectOptionAsync("lab-system");
        Assert.Multiple(async () =>
        {
            Assert.That(await shown.VisibleAsync(".verdicts tbody"), Is.EqualTo(2));
            Assert.That(await shown.VisibleAsync(".forest .row"), Is.EqualTo(2));
            Assert.That(await shown.VisibleAsync("details"), Is.EqualTo(2));
            Assert.That(await shown.Find("output").InnerTextAsync(), Is.EqualTo("2 of 8 cases"));
        });
        await shown.Find("button[type=reset]").ClickAsync();
        await shown.Page.WaitForFunctionAsync("() => document.querySelector('output').textContent === '8 of 8 cases'");
        Assert.That(await shown.VisibleAsync(".verdicts tbody"), Is.EqualTo(8));
        Assert.That(await shown.VisibleAsync("details"), Is.EqualTo(10));
    }

    [Test]
    public async Task The_search_finds_words_in_any_order_and_says_when_there_is_nothing()
    {
        await using var shown = await _browser.ShowAsync(Plain);
        await shown.Find("input[name=text]").FillAsync("UDP packet_printer");
        Assert.That(await shown.VisibleAsync(".verdicts tbody"), Is.EqualTo(2));
        Assert.That(await shown.VisibleAsync(".none"), Is.Zero);
        await shown.Find("input[name=text]").FillAsync("no such words");
        Assert.That(await shown.VisibleAsync(".verdicts tbody"), Is.Zero);
        Assert.That(await shown.VisibleAsync(".none"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_click_on_a_title_sorts_and_a_second_one_turns_the_order()
    {
        await using var shown = await _browser.ShowAsync(Plain);
        var button = shown.Find(".verdicts th button:has-text('Overhead')");
        await button.ClickAsync();
        var descending = await OverheadsAsync(shown);
        await button.ClickAsync();
        var ascending = await OverheadsAsync(shown);
        Assert.That(descending, Has.Count.EqualTo(8).And.Ordered.Descending);
        Assert.That(ascending, Is.Ordered.Ascending.And.EquivalentTo(descending));
        await shown.Find(".verdicts th button:has-text('Verdict')").ClickAsync();
        Assert.That(await shown.Find(".verdicts tbody i").First.InnerTextAsync(), Is.EqualTo("✕ Fail"));
    }

    [Test]
    public async Task A_link_to_a_case_unfolds_it([Values] bool packed)
    {
        await using var shown = await _browser.ShowAsync(packed ? Packed : Plain);
        await shown.Find(".matrix td a").First.ClickAsync();
        var id = new Uri(shown.Page.Url).Fragment;
        Assert.That(id, Does.Match("^#c[0-9]+$"));
        await Assertions.Expect(shown.Find($"{id} h4").First).ToBeVisibleAsync();
        await Assertions.Expect(shown.Find($"{id} figure svg").First).ToBeInViewportAsync();
        Assert.That(shown.Complaints, Is.Empty);
    }

    [Test]
    public async Task Without_its_script_a_plain_page_lacks_only_the_filter()
    {
        await using var shown = await _browser.ShowAsync(Plain, script: false);
        Assert.That(await shown.VisibleAsync(".filter, .unfold"), Is.Zero);
        await shown.Find("summary").First.ClickAsync();
        Assert.That(await shown.VisibleAsync("details[open] figure svg"), Is.GreaterThan(0));
    }

    [Test]
    public async Task Without_its_script_a_packed_page_says_where_the_details_are()
    {
        await using var shown = await _browser.ShowAsync(Packed, script: false);
        await Assertions.Expect(shown.Find("#packed-note")).ToBeVisibleAsync();
        Assert.That(await shown.VisibleAsync(".verdicts tbody"), Is.GreaterThan(900));
    }

    [Test]
    public async Task On_paper_the_controls_are_gone_and_nothing_is_cut_off()
    {
        await using var shown = await _browser.ShowAsync(Plain, 794);
        await UnfoldAsync(shown, int.MaxValue);
        await shown.Page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.That(await shown.VisibleAsync(".filter, .unfold"), Is.Zero);
        Assert.That(await shown.OverflowAsync(), Is.Zero);
    }

    private static async Task UnfoldAsync(ShownPage shown, int most)
    {
        await shown
            .Find("details:not([open]) > summary")
            .EvaluateAllAsync<object?>("(all, most) => all.slice(0, most).forEach(summary => summary.click())", most);
        await shown.Page.WaitForFunctionAsync("() => !document.querySelector('details[open] [data-part]')");
    }

    private static async Task<List<double>> OverheadsAsync(ShownPage shown) =>
        [
            .. (await shown.Find(".verdicts tbody tr:first-child td:nth-child(6)").AllInnerTextsAsync()).Select(text =>
                double.TryParse(text.Split(' ')[0], out var percent) ? percent : double.NegativeInfinity
            ),
        ];

    private static string ManyCases()
    {
        var cases = LargeReport.Cases(1000);
        return HtmlReport.Render(Header, cases, SampleDetails.Of(cases));
    }
}
