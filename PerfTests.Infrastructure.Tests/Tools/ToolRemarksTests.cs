using PerfTests.Infrastructure.Tools;
using PerfTests.Infrastructure.Tools.Bpf;

namespace PerfTests.Infrastructure.Tests.Tools;

[TestFixture]
internal sealed class ToolRemarksTests
{
    [TestCase("attach__bt_i4100_delete.txt", "WARNING: Can't delete map element because it does not exist.")]
    [TestCase("attach__bt_unstable.txt", "WARNING: Script is using an unstable feature: map_decl")]
    [TestCase("attach__i3829_addrspace.txt", "w.bt:2:15-17: WARNING: Addrspace mismatch")]
    public void What_is_not_about_attaching_is_a_remark(string file, string line)
    {
        var text = RecordedOutput.Read($"foreign/{file}");
        Assert.That(AttachWarnings.In("", text, []), Is.Empty);
        var remarks = ToolRemarks.In(text, []);
        Assert.That(
            (remarks.Others, remarks.FullMaps),
            Is.EqualTo((new[] { line }, Array.Empty<string>())).Using<IReadOnlyList<string>>((a, b) => a.SequenceEqual(b))
        );
    }

    [Test]
    public void A_full_map_is_a_kind_of_its_own()
    {
        var text = RecordedOutput.Read("foreign/attach__warn_maps.txt");
        Assert.That(AttachWarnings.In("", text, []), Is.Empty);
        var remarks = ToolRemarks.In(text, []);
        Assert.That(remarks.Others, Is.Empty);
        Assert.That(
            remarks.FullMaps,
            Is.EqualTo(new[] { "WARNING: Map @start is full; can't update element", "WARNING: Failed to map_update_elem: -7" })
        );
    }

    [TestCase(
        "WARNING: tcp_sendmsg is not traceable (either non-existing, inlined, or marked as \"notrace\"); attaching to it will likely fail"
    )]
    [TestCase("ERROR: Error attaching probe: 'kprobe:tcp_sendmsg'")]
    [TestCase("WARNING: Unable to attach probe: kprobe:x. Skipping.")]
    [TestCase("ERROR: No probes to attach")]
    [TestCase("WARNING: kprobe:x couldn't be attached")]
    public void What_is_about_attaching_is_no_remark(string line)
    {
        Assert.That(AttachWarnings.In("", line, []), Is.EqualTo(new[] { line }));
        Assert.That(ToolRemarks.In(line, []).Others, Is.Empty);
    }

    [Test]
    public void What_the_configuration_allows_is_no_remark() =>
        Assert.That(
            ToolRemarks.In("WARNING: BTF is old\nWARNING: Map @a is full\n", ["BTF", "@a"]),
            Is.EqualTo(ToolRemarks.None)
                .Using<ToolRemarks>((a, b) => a.Others.SequenceEqual(b.Others) && a.FullMaps.SequenceEqual(b.FullMaps))
        );
}
