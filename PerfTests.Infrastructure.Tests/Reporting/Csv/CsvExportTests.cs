using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Reporting.Csv;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Tests.Reporting.Csv;

[TestFixture]
internal sealed class CsvExportTests
{
    [Test]
    public void The_table_reads_as_verified() => Snapshot.Match(CsvExport.Render(SampleCases.EveryKind), "every_kind", "csv");

    [Test]
    public void No_cases_give_the_header_alone() => Assert.That(CsvExport.Render([]).Split("\r\n"), Has.Length.EqualTo(2));

    [Test]
    public void Quotes_commas_and_line_breaks_stay_inside_their_cell()
    {
        var csv = CsvExport.Render([SampleCases.WithoutNumbers("t", "e", "pps/udp/x", "said \"no\", twice\nand left")]);
        Assert.That(csv, Does.EndWith(",\"said \"\"no\"\", twice\nand left\"\r\n"));
    }

    [Test]
    public void A_reason_cannot_be_a_formula() =>
        Assert.That(CsvExport.Render([SampleCases.WithoutNumbers("t", "e", "pps/udp/x", "=cmd()")]), Does.Contain(",'=cmd()\r\n"));

    [Test]
    public void What_the_programs_alone_take_stands_beside_the_metric_that_it_is_a_part_of()
    {
        var metric = SampleCases.Judged(Metric.CpuPerPacket, 100, 101, 1, 0, 2, 5, Verdict.Pass);
        var result = SampleCases.Tool("t", "e", "pps/udp/x", Verdict.Pass, metric);
        result = result with { Verdict = result.Verdict with { ProgramCost = SampleCases.Programs } };
        Assert.That(CsvExport.Render([result]), Does.Contain(",0.95,410,3.4,3.2,3.6,"));
    }

    [Test]
    public void Numbers_keep_every_digit_and_what_is_no_number_stays_empty()
    {
        var metric = SampleCases.Judged(Metric.Throughput, 0.1 + 0.2, double.NaN, double.PositiveInfinity, null, -1e-7, 5, Verdict.Pass);
        Assert.That(
            CsvExport.Render([SampleCases.Tool("t", "e", "throughput/tcp/x", Verdict.Pass, metric)]),
            Does.Contain(",throughput,bit/s,0.30000000000000004,,,,-1E-07,5,Pass,")
        );
    }
}
