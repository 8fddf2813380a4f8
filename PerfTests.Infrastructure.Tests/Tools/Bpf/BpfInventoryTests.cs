using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using PerfTests.Infrastructure.Tools;
using PerfTests.Infrastructure.Tools.Bpf;

namespace PerfTests.Infrastructure.Tests.Tools.Bpf;

[TestFixture]
internal sealed class BpfInventoryTests
{
    private static string Recorded => RecordedOutput.Read("bpf_fdinfo.txt");

    [Test]
    public void Programs_are_read_in_order_of_their_ids_with_their_counts() =>
        Assert.That(
            BpfInventory.Parse(Recorded),
            Is.EqualTo(
                new[] { new BpfProgram(3612, "tracepoint", null, 286, 3272647), new BpfProgram(3613, "tracepoint", null, 286, 6204831) }
            )
        );

    [Test]
    public void A_program_that_several_descriptors_hold_counts_once() =>
        Assert.That(
            BpfInventory.Parse(
                Recorded
                    + Recorded
                        .Replace("/fdinfo/8:", "/fdinfo/9:", StringComparison.Ordinal)
                        .Replace("/23760/", "/23761/", StringComparison.Ordinal)
            ),
            Is.EqualTo(BpfInventory.Parse(Recorded))
        );

    [TestCase("12\nnone\n", "'none'")]
    [TestCase("99999999999999999999\n", "'99999999999999999999'")]
    [TestCase("\u001b[31m1\n", "'␛[31m1'")]
    public void A_list_of_ids_that_holds_something_else_is_refused_with_its_host(string lines, string word) =>
        Assert.That(
            () => BpfInventory.ParseIds("server", lines),
            Throws.TypeOf<ToolFailedException>().With.Message.StartsWith($"host server lists {word}")
        );

    [Test]
    public void A_link_names_its_program_and_is_none() =>
        Assert.That(BpfInventory.Parse(Recorded + "/proc/23760/fdinfo/12:prog_id:\t99\n"), Is.EqualTo(BpfInventory.Parse(Recorded)));

    [Test]
    public void A_kernel_without_run_counts_still_shows_its_programs() =>
        Assert.That(
            BpfInventory.Parse("/proc/1/fdinfo/3:prog_type:\t6\n/proc/1/fdinfo/3:prog_id:\t5\n"),
            Is.EqualTo(new[] { new BpfProgram(5, "xdp", null, 0, 0) })
        );

    [Test]
    public void A_type_that_is_newer_than_this_program_is_named_by_its_number() =>
        Assert.That(
            BpfInventory.Parse("/proc/1/fdinfo/3:prog_type:\t77\n/proc/1/fdinfo/3:prog_id:\t5\n").Single().Type,
            Is.EqualTo("type_77")
        );

    [TestCase("")]
    [TestCase("\n\n")]
    [TestCase("grep: /proc/1/fdinfo/3: No such file or directory\n")]
    [TestCase("/proc/1/fdinfo/3:prog_type:\n/proc/1/fdinfo/3:prog_id:x\n")]
    [TestCase("prog_id:5\nprog_type:6\n")]
    [TestCase("/proc/1/fdinfo/3:prog_id:5")]
    public void What_is_no_program_gives_none(string lines) => Assert.That(BpfInventory.Parse(lines), Is.Empty);

    [Test]
    public void Output_that_is_cut_anywhere_gives_no_program_that_is_not_there() =>
        Prop.ForAll(
                Gen.Choose(0, Recorded.Length).ToArbitrary(),
                length =>
                    BpfInventory
                        .Parse(Recorded[..length])
                        .All(program => new[] { "3612", "3613" }.Any(id => id.StartsWith($"{program.Id}", StringComparison.Ordinal)))
            )
            .QuickCheckThrowOnFailure();

    [Test]
    public void Names_are_read_from_bpftool() =>
        Assert.That(
            BpfInventory.ParseNames(RecordedOutput.Read("bpftool_prog_show.json")).ToDictionary(each => each.Key, each => each.Value.Name),
            Is.EqualTo(new Dictionary<int, string?> { [3612] = "netif_receive_s", [3613] = "net_dev_queue" })
        );

    [TestCase("")]
    [TestCase("null")]
    [TestCase("{}")]
    [TestCase("[1]")]
    [TestCase("[{\"id\":\"1\",\"name\":\"a\"}]")]
    [TestCase("[{\"id\":1,\"name\":7}]")]
    [TestCase("[{\"id\":1,\"name\":\"a\"},{\"id\":1,\"name\":\"b\"}]")]
    [TestCase("[{\"id\":99999999999,\"name\":\"a\"}]")]
    [TestCase("[{\"id\":1,\"name\":\"a\"")]
    [TestCase("{\"error\":\"Operation not permitted\"}")]
    public void Hostile_bpftool_output_gives_no_names(string json) => Assert.That(BpfInventory.ParseNames(json), Is.Empty);

    [Test]
    public void A_program_without_a_name_is_left_out_and_the_others_are_read() =>
        Assert.That(
            BpfInventory.ParseNames(JsonSerializer.Serialize(new object[] { new { id = 1 }, new { id = 2, name = "µ\"\n" } })),
            Is.EqualTo(new Dictionary<int, (string?, string?)> { [2] = ("µ\"\n", null) })
        );
}
