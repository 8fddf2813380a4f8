using System.Diagnostics;
using PerfTests.Infrastructure.Monitoring;
using PerfTests.Infrastructure.Monitoring.Counters;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Remote.OpenSsh;

namespace PerfTests.Infrastructure.Tests.Monitoring.Counters;

/// <summary>Real processes of this machine, seen from a supervised shell as a host sees them.</summary>
[TestFixture]
[Platform("Linux")]
internal sealed class ProcessTimesTests
{
    private const string Spin = "while :; do :; done";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pt-spin-");

    [OneTimeTearDown]
    public void RemoveFolder() => _folder.Delete(recursive: true);

    [Test]
    public async Task A_process_of_nobody_is_foreign_and_what_we_started_is_not()
    {
        // Copies of the shell under names of their own; the second one leaves our tree as a process of another user would never have been
        // in it.
        var (ours, theirs) = (Shell("pt-ours"), Shell("pt-theirs"));
        using var child = Process.Start("timeout", ["20", ours, "-c", Spin]);
        using var parent = Process.Start(
            new ProcessStartInfo("sh", ["-c", $"setsid timeout 20 {theirs} -c '{Spin}' >/dev/null 2>&1 & echo $!"])
            {
                RedirectStandardOutput = true,
            }
        )!;
        var orphan = int.Parse((await parent.StandardOutput.ReadLineAsync())!, System.Globalization.CultureInfo.InvariantCulture);
        await parent.WaitForExitAsync();
        try
        {
            IReadOnlyDictionary<string, double> ticks = new Dictionary<string, double>();
            for (var looks = 0; looks < 50 && !ticks.ContainsKey("pt-theirs"); looks++)
                ticks = await LookAsync();
            Assert.That(ticks.Keys, Does.Contain("pt-theirs"));
            Assert.That(ticks.Keys, Has.None.EqualTo("pt-ours"));
            Assert.That(ticks.Keys, Has.None.EqualTo("kthreadd"));
        }
        finally
        {
            using var group = Process.GetProcessById(orphan);
            group.Kill(entireProcessTree: true);
            child.Kill(entireProcessTree: true);
        }
    }

    [Test]
    [Platform("Linux")]
    public void A_host_whose_processes_cannot_be_read_gives_no_figure_rather_than_none() =>
        Assert.That(() => LookAsync("awk() { return 2; }"), Throws.TypeOf<FormatException>().With.Message.Contains("unreadable"));

    private static async Task<IReadOnlyDictionary<string, double>> LookAsync(string before = "")
    {
        await using var here = new ControllerHost();
        await using var process = await here.StartAsync(
            new RemoteCommand($"{before}\n{HostState.ShellFunction}\n{HostState.Call} | grep ^foreign"),
            CancellationToken.None
        );
        return ProcessTimes.Parse((await process.Completion).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private string Shell(string name)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.Copy("/bin/sh", path);
        return path;
    }
}
