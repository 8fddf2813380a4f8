using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Tests.Configuration.Loading;

namespace PerfTests.Infrastructure.Tests.Configuration;

[TestFixture]
internal sealed class ExtraTimeTests
{
    [TestCase("", 60, 60)]
    [TestCase("extra_time: 240", 240, 240)]
    public void The_time_that_a_load_may_take_beyond_its_duration_is_inherited_like_the_duration(string key, double single, double multi)
    {
        using var set = new ConfigFolder().Write(
            "performance-test-spec.yaml",
            $$"""
            test_types:
              throughput:
                single_stream:
                  server_cmd: "iperf3 -s -p {port}"
                  client_cmd_tcp: "iperf3 -c {server_ip} -p {port} -t {duration}"
                  durations: [5]
                  {{key}}
                multi_stream:
                  streams: [2]
            """
        );
        var workloads = TestMatrix
            .Build(set.Load())
            .Select(perfCase => perfCase.Workload)
            .DistinctBy(workload => workload.Streams)
            .ToDictionary(workload => workload.Streams);
        Assert.That((workloads[1].ExtraSeconds, workloads[2].ExtraSeconds), Is.EqualTo((single, multi)));
        Assert.That(workloads[1].TimeLimit.TotalSeconds, Is.EqualTo(5 + single));
    }

    [Test]
    public void No_extra_time_is_an_error()
    {
        using var set = new ConfigFolder().Write("performance-test-spec.yaml", ConfigFolder.Loads + "\n    extra_time: 0\n");
        Assert.That(set.Errors().Single().Message, Does.Contain("extra_time"));
    }
}
