using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Tests.Configuration.Loading;

namespace PerfTests.Infrastructure.Tests.Configuration.Commands;

[TestFixture]
internal sealed class ClientCommandCheckTests
{
    /// <summary>What of the collected commands is refused, and why; every other one is read through to its program.</summary>
    private static readonly Dictionary<string, string> Refused = new()
    {
        ["systemd-run --user iperf3 -c {server_ip} -t {duration}"] = "without --scope",
        ["docker exec client iperf3 -c {server_ip} -t {duration}"] = "runs 'docker'",
        ["kubectl exec client -- iperf3 -c {server_ip} -t {duration}"] = "runs 'kubectl'",
        ["setsid iperf3 -c {server_ip} -t {duration}"] = "runs 'setsid'",
        ["ulimit -n 4096; iperf3 -c {server_ip} -t {duration}"] = "runs 'ulimit'",
        ["sleep 1 && iperf3 -c {server_ip} -t {duration}"] = "runs 'sleep'",
        ["cd /opt/netperf && ./iperf3 -c {server_ip} -t 10"] = "runs 'cd'",
        ["bash -c 'iperf3 -c {server_ip} -t {duration}'"] = "runs 'bash'",
        ["iperf3 -c {server_ip} -t 10 --logfile out.json"] = "gives iperf3 --logfile",
        ["/usr/local/bin/iperf3 -c {server_ip} -t 10 > x.json 2>&1"] = "sends its output to a file",
        ["ping6 -w 10 {server_ip}"] = "runs 'ping6'",
        ["fping -c 10 {server_ip}"] = "runs 'fping'",
    };

    /// <summary>Commands that end by a count, which have no length in time.</summary>
    private static readonly string[] Endless = ["netperf -H {server_ip} -l -1000 -t TCP_RR", "ping -c 100 -i 0.1 {server_ip}"];

    private static IEnumerable<string> Collected() =>
        Refused
            .Keys.Union(RecordedOutput.Read("foreign/cmd__wrappers.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries))
            .Union(RecordedOutput.Read("foreign/cmd__value_attached.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries));

    [TestCaseSource(nameof(Collected))]
    public void A_command_is_read_through_to_its_program_or_refused_when_it_is_loaded(string command)
    {
        var problem = ClientCommandCheck.Of(new CommandTemplate(command));
        if (Refused.TryGetValue(command, out var refusal))
        {
            Assert.That(problem?.Problem, Does.Contain(refusal));
            return;
        }
        Assert.That(problem?.Problem, Is.Null);
        Assert.That(LoadCommand.Parse(new CommandTemplate(command)).Program, Is.AnyOf("iperf3", "netperf", "ping"));
        var isStated = command.Contains("{duration}", StringComparison.Ordinal) || Endless.Contains(command);
        Assert.That(ClientDuration.Stated(command), isStated ? Is.Null : Is.EqualTo(10));
    }

    [TestCase("iperf3 -c h -n 1G -t 5", "gives iperf3 -n and -t")]
    [TestCase("iperf3 -c h --time=5 --blockcount 5", "gives iperf3 --blockcount and --time")]
    [TestCase("iperf3 -c h -Rdt 5", "gives iperf3 -d")]
    [TestCase("iperf3 -c h --debug -t 5", "gives iperf3 --debug")]
    [TestCase("iperf3 -sD", "gives iperf3 -s")]
    [TestCase("iperf3 -c h -t 5 &", "goes to the background")]
    [TestCase("iperf3 -c h -t 5 &> x", "sends its output to a file")]
    [TestCase("iperf3 -c h -t 5 2>log 1>>x", "sends its output to a file")]
    [TestCase("", "names no program")]
    [TestCase("taskset -c 1", "names no program")]
    [TestCase("perf record iperf3 -c h", "runs 'record'")]
    public void A_load_that_could_not_be_measured_is_refused(string command, string problem) =>
        Assert.That(ClientCommandCheck.Of(new CommandTemplate(command))?.Problem, Does.Contain(problem));

    [TestCase("iperf3 -c h -t 5 2>log")]
    [TestCase("iperf3 -c h -t 5 2>&1 | tee x")]
    [TestCase("iperf3 -c h -T 'a > b' -t 5")]
    [TestCase("iperf3 -c h -t 5 && true")]
    [TestCase("iperf3 -c h -n 5000000")]
    [TestCase("ping -c 150 -w 5 h")]
    [TestCase("netperf -H h -l 5 -l -5000")]
    [TestCase("iperf3 -c h -t 5 --forceflush --json-stream")]
    public void A_load_whose_report_can_still_be_read_is_not(string command) =>
        Assert.That(ClientCommandCheck.Of(new CommandTemplate(command)), Is.Null);

    [TestCase("iperf3 -c h -Rt 10", 10)]
    [TestCase("iperf3 -c h -t10 -O 2", 10)]
    [TestCase("iperf3 -c h --time=10", 10)]
    [TestCase("iperf3 -c h --time 10", 10)]
    [TestCase("iperf3 -c h -t 5 -t 10", 10)]
    [TestCase("iperf3 -c h -T 't 7' -t 10", 10)]
    [TestCase("iperf3 -c h -P 4", null)]
    [TestCase("netperf -H h -l10 -- -l 5", 10)]
    [TestCase("netperf -H h -P0l 10", null)]
    [TestCase("ping -nw10 h", 10)]
    [TestCase("ping -W 3 h", null)]
    [TestCase("mtr -w 10 h", null)]
    public void The_duration_is_read_as_the_program_reads_it(string command, int? seconds) =>
        Assert.That(ClientDuration.Stated(command), Is.EqualTo(seconds));

    [TestCase("iperf3 -c h -n 5000", "5000")]
    [TestCase("iperf3 -c h -uk{amount} -b 1M", "{amount}")]
    [TestCase("iperf3 -c h --bytes={amount}", "{amount}")]
    [TestCase("netperf -H h -l -{amount} -- -r 1,1", "{amount}")]
    [TestCase("netperf -H h -l-5000", "5000")]
    [TestCase("netperf -H h -l -5000 -l 5", null)]
    [TestCase("netperf -H h -l {amount}", null)]
    [TestCase("ping -nc 20 h", "20")]
    [TestCase("ping -W 3 h", null)]
    [TestCase("mtr -c 10 h", null)]
    public void The_amount_is_read_as_the_program_reads_it(string command, string? amount) =>
        Assert.That(ClientAmount.Stated(new CommandTemplate(command)), Is.EqualTo(amount));

    [TestCase(
        "taskset -c 0 netperf -H {server_ip} -l -{amount} -t TCP_RR -- -o x",
        "taskset -c 0 netperf -H {server_ip} -l {duration} -t TCP_RR -- -o x"
    )]
    [TestCase("ping -c \"{amount}\" -i 0.01 h | cat", "ping -w {duration} -i 0.01 h | cat")]
    [TestCase("iperf3 -c h -un 5000 -b 1M", "iperf3 -c h -u -t {duration} -b 1M")]
    [TestCase("iperf3 --blockcount={amount} -c h", "iperf3 -t {duration} -c h")]
    [TestCase("netperf -H h -l5 -l-{amount}", "netperf -H h -l {duration} -l {duration}")]
    public void A_load_by_amount_has_a_load_by_time_of_its_kind(string command, string byTime)
    {
        var made = ClientAmount.ByTime(new CommandTemplate(command));
        Assert.That((made.Text, ClientAmount.Stated(made)), Is.EqualTo((byTime, (string?)null)));
    }

    [Test]
    public void A_refused_command_is_named_with_file_and_line_when_the_set_is_loaded()
    {
        using var set = new ConfigFolder().Write(
            "performance-test-spec.yaml",
            ConfigFolder.Loads.Replace("netperf -H", "docker exec c netperf -H", StringComparison.Ordinal)
        );
        Assert.That(
            set.Errors().Single().ToString(),
            Does.StartWith(
                    "performance-test-spec.yaml:4: 'test_types.latency.client_cmd_tcp' runs 'docker', which starts the load outside of "
                        + "the process group"
                )
                .And.Contain("nsenter")
        );
    }
}
