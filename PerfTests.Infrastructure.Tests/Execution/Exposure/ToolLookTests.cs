using PerfTests.Infrastructure.Execution.Exposure;
using PerfTests.Infrastructure.Execution.Runs;
using PerfTests.Infrastructure.Tools.Bpf;

namespace PerfTests.Infrastructure.Tests.Execution.Exposure;

[TestFixture]
internal sealed class ToolLookTests
{
    private const string Inventory = "/proc/7/fdinfo/9:prog_type:\t2\n/proc/7/fdinfo/9:prog_id:\t5\n/proc/7/fdinfo/9:run_cnt:\t41\n";
    private const string Use = "/proc/7/schedstat:5 6 7\nend\n";
    private const string Attachments = "# held\n# perf\n[{\"prog_id\":5}]\n# link\n[]\n# net\n\n# cgroup\n\n# end\n";
    private const string Mark = "perftests-tool-look\n";

    [TestCase(LoadMoment.Before, Attachments + Mark + Use + Mark + Inventory)]
    [TestCase(LoadMoment.After, Inventory + Mark + Use + Mark + Attachments)]
    public void Counts_are_read_next_to_the_load(LoadMoment moment, string text)
    {
        var look = ToolLook.Parse(text, moment);
        Assert.Multiple(() =>
        {
            Assert.That(look.Programs.Select(program => (program.Id, program.RunCount)), Is.EqualTo(new[] { (5, 41L) }));
            Assert.That(look.Use, Is.EqualTo(Use));
            Assert.That(look.Attached, Is.EqualTo(new Dictionary<int, bool> { [5] = true }));
        });
    }

    [Test]
    public void The_command_ends_with_the_counts_before_a_load_and_begins_with_them_after_it()
    {
        var before = ToolLook.Command(1, ToolPrograms.Held, [], LoadMoment.Before).Line.Split(Mark.TrimEnd());
        var after = ToolLook.Command(1, ToolPrograms.Held, [], LoadMoment.After).Line.Split(Mark.TrimEnd());
        Assert.That(before[2], Does.Contain("inventory"));
        Assert.That(after[0], Does.Contain("inventory"));
    }

    [TestCase("")]
    [TestCase(Inventory + Mark + Use)]
    [TestCase(Inventory + Mark + Use + Mark + Attachments + Mark)]
    public void A_look_that_is_cut_off_is_no_look(string text) =>
        Assert.That(() => ToolLook.Parse(text, LoadMoment.After), Throws.TypeOf<FormatException>());

    [TestCase("tracepoint", "tracepoint", true)]
    [TestCase("tracepoint", "xdp", false)]
    [TestCase("xdp", "tracepoint", true)]
    [TestCase("sched_cls", "xdp", true)]
    [TestCase("xdp", "cgroup_skb", false)]
    public void A_kind_of_program_that_came_later_may_be_attached_where_nobody_asked(string asked, string came, bool isAsked) =>
        Assert.That(BpfAttachments.AsksFor([Program(asked)], [Program(came)]), Is.EqualTo(isAsked));

    private static BpfProgram Program(string type) => new(7, type, null, 0, 0);
}
