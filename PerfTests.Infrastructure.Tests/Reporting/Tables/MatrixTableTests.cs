using System.Text.RegularExpressions;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Reporting.Tables;

namespace PerfTests.Infrastructure.Tests.Reporting.Tables;

[TestFixture]
internal sealed partial class MatrixTableTests
{
    [Test]
    public void The_example_s_matrix_fits_a_hundred_columns()
    {
        var folder = RepositoryFolder.Of("config", "examples", "two-hosts-two-vms");
        var table = MatrixTable.Render(SessionPlan.Load(new SessionOptions { ConfigDir = folder, ResultDir = "result" }));
        Assert.That(table.Split('\n').Max(line => line.Length), Is.LessThanOrEqualTo(100));
        Snapshot.Match(Version().Replace(table, "version xxxxxx"), "two_hosts_two_vms");
    }

    [GeneratedRegex("version [0-9a-f]{6}")]
    private static partial Regex Version();
}
