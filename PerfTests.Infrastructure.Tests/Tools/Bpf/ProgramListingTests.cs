using FsCheck;
using FsCheck.Fluent;
using PerfTests.Infrastructure.Tools.Bpf;

namespace PerfTests.Infrastructure.Tests.Tools.Bpf;

[TestFixture]
internal sealed class ProgramListingTests
{
    private static readonly string Recorded = $"1f0e-boot\nbpftool\n{RecordedOutput.Read("bpftool_prog_show.json").TrimEnd('\n')}\n";

    [Test]
    public void Recorded_output_of_bpftool_is_read()
    {
        var listing = ProgramListing.Parse(Recorded);
        Assert.That(listing.BootId, Is.EqualTo("1f0e-boot"));
        Assert.That(listing.Programs![0], Is.EqualTo(new LoadedProgram(3612, "tracepoint", "netif_receive_s", "8d1a57df2f842332")));
    }

    [Test]
    public void What_processes_hold_is_read_where_there_is_no_bpftool() =>
        Assert.That(
            ProgramListing.Parse("boot\nfdinfo\n9 6 aabb\n7 5 -\n").Programs,
            Is.EqualTo(new[] { new LoadedProgram(7, "tracepoint", null, null), new LoadedProgram(9, "xdp", null, "aabb") })
        );

    [Test]
    public void A_kernel_without_programs_has_none() =>
        Assert.That(
            (ProgramListing.Parse("boot\nbpftool\n[]\n").Programs, ProgramListing.Parse("boot\nfdinfo\n").Programs),
            Is.EqualTo((Array.Empty<LoadedProgram>(), Array.Empty<LoadedProgram>()))
        );

    [TestCase("cgroup_device", "sd_devices")]
    [TestCase("cgroup_skb", "sd_fw_egress")]
    [TestCase("cgroup_sysctl", "")]
    [TestCase("tracing", "iter")]
    public void What_comes_and_goes_on_every_host_and_touches_no_traffic_is_left_out(string type, string name) =>
        Assert.That(
            ProgramListing.Parse($$"""{{"boot\nbpftool\n"}}[{"id":1,"type":"{{type}}","name":"{{name}}","tag":"a"}]{{"\n"}}""").Programs,
            Is.Empty
        );

    [TestCase("")]
    [TestCase("boot\n")]
    [TestCase("boot\nbpftool\n[{\"id\":\"x\"}]\n")]
    [TestCase("boot\nbpftool\n[{\"type\":\"xdp\"}]\n")]
    [TestCase("boot\nbpftool\n{\"error\":\"no\"}\n")]
    [TestCase("boot\nfdinfo\n9 6\n")]
    public void What_is_no_listing_tells_nothing(string text) => Assert.That(ProgramListing.Parse(text).Programs, Is.Null);

    [Test]
    public void A_cut_listing_tells_nothing() =>
        Prop.ForAll(Gen.Choose(0, Recorded.Length - 1).ToArbitrary(), length => ProgramListing.Parse(Recorded[..length]).Programs is null)
            .QuickCheckThrowOnFailure();
}
