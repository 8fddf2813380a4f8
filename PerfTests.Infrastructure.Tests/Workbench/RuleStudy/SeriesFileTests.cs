using PerfTests.Infrastructure.Configuration.Loading;
using PerfTests.Workbench.RuleStudy;

namespace PerfTests.Infrastructure.Tests.Workbench.RuleStudy;

[TestFixture]
internal sealed class SeriesFileTests
{
    private string _file = "";

    [SetUp]
    public void SetUp() => _file = Path.GetTempFileName();

    [TearDown]
    public void TearDown() => File.Delete(_file);

    [Test]
    public void Worse_is_up_whatever_the_metric()
    {
        Write("run,throughput,mean_latency,loss", Enumerable.Range(1, 20).Select(i => $"{i},{100 * i},{i},0"));
        var series = SeriesFile.Read(_file);
        Assert.That(series.Select(each => each.Name.Split(' ')[1]), Is.EqualTo(new[] { "throughput", "mean_latency" }));
        Assert.That(series[0].Logs, Is.Ordered.Descending);
        Assert.That(series[1].Logs, Is.Ordered.Ascending);
    }

    [TestCase("run,speed", "1,2", ":1: names no metric that can be compared")]
    [TestCase("throughput", "100", "has 1 runs, 20 needed")]
    [TestCase("", "", ":1: names no metric")]
    public void A_file_without_a_series_is_refused(string heading, string line, string expected)
    {
        Write(heading, [line]);
        Assert.That(() => SeriesFile.Read(_file), Throws.TypeOf<ConfigurationException>().With.Message.Contains(expected));
    }

    [TestCase("0")]
    [TestCase("-3")]
    [TestCase("1e999")]
    [TestCase("")]
    [TestCase("many")]
    public void A_run_without_a_usable_number_is_named_by_its_line(string value)
    {
        Write("run,pps", [.. Enumerable.Range(1, 19).Select(i => $"{i},5"), $"20,{value}"]);
        Assert.That(
            () => SeriesFile.Read(_file),
            Throws.TypeOf<ConfigurationException>().With.Message.Contains(":21: has no number over zero for pps")
        );
    }

    [Test]
    public void A_missing_file_is_refused() =>
        Assert.That(() => SeriesFile.Read($"{_file}.none"), Throws.TypeOf<ConfigurationException>().With.Message.Contains(".none"));

    private void Write(string heading, IEnumerable<string> lines) => File.WriteAllLines(_file, [heading, .. lines]);
}
