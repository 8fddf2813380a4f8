using System.Globalization;
using System.Text.RegularExpressions;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Tests.Remote;
using PerfTests.Workbench.Init;

namespace PerfTests.Infrastructure.Tests.Workbench.Init;

[TestFixture]
internal sealed partial class RateProbeTests
{
    private readonly List<CannedProcess> _servers = [];
    private readonly List<string> _loads = [];

    [SetUp]
    public void Clear()
    {
        _servers.Clear();
        _loads.Clear();
    }

    [Test]
    public async Task Rates_fall_until_everything_arrives_and_the_server_is_ended()
    {
        var rates = await MeasureAsync(new Wire(Tcp: 800e6, Udp: 150e6));
        Assert.Multiple(() =>
        {
            // Of 400M arrived 150M; half of that arrives.
            Assert.That(
                (rates.Tcp, rates.Udp, rates.SmallUdp, rates.Problem),
                Is.EqualTo(((double?)800e6, (double?)75e6, (double?)10e6, (string?)null))
            );
            Assert.That(rates.Bandwidth(null), Is.EqualTo("75M"));
            Assert.That(_loads, Has.All.Contains("iperf3 -c 198.51.100.1 -B 198.51.100.2 -p 5201"));
            Assert.That(_servers.Single().IsDisposed);
        });
    }

    [Test]
    public async Task A_handful_of_datagrams_lost_at_the_start_makes_no_rate_a_lossy_one()
    {
        var rates = await MeasureAsync(new Wire(Tcp: 800e6, Udp: 800e6) { LostAtStart = 4, Packets = 400 });
        Assert.That((rates.Udp, rates.SmallUdp), Is.EqualTo(((double?)400e6, (double?)10e6)));
    }

    [Test]
    public async Task Where_small_datagrams_always_get_lost_the_cap_is_below_the_lowest_rate_that_was_tried()
    {
        var rates = await MeasureAsync(new Wire(Tcp: 800e6, Udp: 800e6) { LostAtStart = 400 });
        Assert.Multiple(() =>
        {
            Assert.That(rates.SmallUdp, Is.Null);
            Assert.That(rates.SmallBandwidth, Is.EqualTo("310K"));
            Assert.That(rates.Problem, Does.Contain("UDP lost datagrams"));
        });
    }

    [Test]
    public async Task Where_udp_is_closed_tcp_still_gives_a_rate_and_the_set_says_what_is_wrong()
    {
        var rates = await MeasureAsync(new Wire(Tcp: 800e6, Udp: 0));
        Assert.Multiple(() =>
        {
            Assert.That((rates.Bandwidth(null), rates.SmallBandwidth), Is.EqualTo(("400M", "5M")));
            Assert.That(rates.Problem, Does.Contain("UDP port 5201"));
        });
    }

    [Test]
    public async Task Where_nothing_gets_through_the_port_is_named_and_the_server_is_ended()
    {
        var rates = await MeasureAsync(new Wire(Tcp: 0, Udp: 0));
        Assert.Multiple(() =>
        {
            Assert.That(rates.Tcp, Is.Null);
            Assert.That(rates.Problem, Does.Contain("unable to connect").And.Contains("TCP port 5201 of 198.51.100.1"));
            Assert.That(_servers.Single().IsDisposed);
        });
    }

    [Test]
    public async Task Without_iperf3_and_beside_a_session_nothing_is_sent()
    {
        var bare = await MeasureAsync(new Wire(800e6, 800e6), programs: []);
        var busy = await MeasureAsync(new Wire(800e6, 800e6), isLeased: true);
        Assert.Multiple(() =>
        {
            Assert.That(bare.Problem, Does.Contain("server and client lacks iperf3"));
            Assert.That(busy.Problem, Does.Contain("another session measures on server"));
            Assert.That(_loads, Is.Empty);
            Assert.That(_servers, Is.Empty);
        });
    }

    private Task<CarriedRates> MeasureAsync(Wire wire, string[]? programs = null, bool isLeased = false)
    {
        SurveyedHost Host(string id) =>
            new(new SshHost { Id = id, Host = id }, new CannedHost(command => Answer(command, wire, isLeased)))
            {
                Programs = (programs ?? ["iperf3"]).ToDictionary(program => program, _ => "3.12", StringComparer.Ordinal),
            };
        var path = new TestPath(new PathEnd("eth1", "198.51.100.1", ""), new PathEnd("eth1", "198.51.100.2", ""), null, 0.2, false);
        return RateProbe.MeasureAsync(Host("server"), Host("client"), path, 5201, CancellationToken.None);
    }

    private CannedProcess Answer(RemoteCommand command, Wire wire, bool isLeased)
    {
        if (command.Line.Contains("iperf3 -c", StringComparison.Ordinal))
        {
            _loads.Add(command.Line);
            return CannedProcess.Ended(0, output: wire.Carry(command.Line));
        }
        if (command.Line.Contains("iperf3 -s", StringComparison.Ordinal))
        {
            _servers.Add(CannedProcess.Running());
            return _servers[^1];
        }
        return CannedProcess.Ended(isLeased && command.Line.Contains("flock", StringComparison.Ordinal) ? 75 : 0);
    }

    /// <summary>A path that carries so many bits per second, and loses what is beyond.</summary>
    private sealed partial record Wire(double Tcp, double Udp)
    {
        public int Packets { get; init; } = 100_000;

        /// <summary>Datagrams lost however slowly they come; too few to be seen in the rate.</summary>
        public int LostAtStart { get; init; }

        public string Carry(string command)
        {
            var isUdp = command.Contains(" -u ", StringComparison.Ordinal);
            if ((isUdp ? Udp : Tcp) == 0)
                return """{"start": {}, "intervals": [], "end": {}, "error": "unable to connect to server: Connection refused"}""";
            var streams = Streams().Match(command) is { Success: true } match
                ? int.Parse(match.Groups["n"].Value, CultureInfo.InvariantCulture)
                : 1;
            var asked = Rate().Match(command) is { Success: true } rate
                ? double.Parse(rate.Groups["rate"].Value, CultureInfo.InvariantCulture) * streams
                : Tcp;
            var arrived = Math.Min(asked, isUdp ? Udp : Tcp);
            var packets = isUdp
                ? $", \"packets\": {Packets}, \"lost_packets\": {(Packets * (1 - (arrived / asked))) + LostAtStart:F0}, \"jitter_ms\": 0.1"
                : "";
            return $$"""
                {"start": {"test_start": {"protocol": "{{(isUdp ? "UDP" : "TCP")}}", "num_streams": {{streams}}, "target_bitrate": {{(
                    isUdp ? asked / streams : 0
                )}}, "blksize": 1448} },
                 "intervals": [ {"sum": {"seconds": 1, "bytes": {{asked / 8:F0}}, "omitted": false} } ],
                 "end": {"streams": [{{string.Join(", ", Enumerable.Repeat("{}", streams))}}],
                  "sum_sent": {"seconds": 1, "bytes": {{asked / 8:F0}}}, "sum_received": {"seconds": 1, "bytes": {{arrived
                    / 8:F0}}, "bits_per_second": {{arrived:F0}}{{packets}} } }
                }
                """;
        }

        [GeneratedRegex(@" -P (?<n>\d+)", RegexOptions.ExplicitCapture)]
        private static partial Regex Streams();

        [GeneratedRegex(@" -b (?<rate>\d+)", RegexOptions.ExplicitCapture)]
        private static partial Regex Rate();
    }
}
