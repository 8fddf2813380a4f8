using PerfTests.Workbench.Doctor;

namespace PerfTests.Infrastructure.Tests.Workbench.Doctor;

[TestFixture]
internal sealed class DoctorTableTests
{
    [Test]
    public void Findings_stand_under_their_host_with_the_remedy_beneath_and_the_conclusion_last()
    {
        var text = DoctorTable.Render(
            new DoctorReport([
                new("one", "root", CheckStatus.Ok, "logged in as root"),
                new("one", "program iperf3", CheckStatus.Fail, "not found", "install it"),
                new("two", "load", CheckStatus.Warn, "busy", "wait"),
            ])
        );
        Assert.That(
            text,
            Is.EqualTo(
                """
                one
                  ok    root            logged in as root
                  FAIL  program iperf3  not found
                                        -> install it

                two
                  WARN  load            busy
                                        -> wait

                not usable: one, 1 warning

                """
            )
        );
    }

    [Test]
    public void Nothing_is_cut_or_broken_and_nothing_carries_a_control_character()
    {
        var unending = string.Concat(Enumerable.Repeat("endless\u001b[2J", 40));
        var text = DoctorTable.Render(new DoctorReport([new(unending, unending, CheckStatus.Fail, unending, unending)]));
        var shown = unending.Replace('\u001b', '␛');
        Assert.That(
            text.Split('\n').Take(3),
            Is.EqualTo(new[] { shown, $"  FAIL  {shown}  {shown}", $"{new string(' ', 10 + shown.Length)}-> {shown}" })
        );
        Assert.That(text.Where(char.IsControl), Is.All.EqualTo('\n'));
    }

    [Test]
    public void Without_findings_the_conclusion_stands_alone() =>
        Assert.That(DoctorTable.Render(new DoctorReport([])), Is.EqualTo("usable\n"));

    [Test]
    public void Warnings_alone_leave_a_configuration_usable() =>
        Assert.That(
            DoctorTable.Render(new DoctorReport([new("one", "load", CheckStatus.Warn, "busy", "wait")])),
            Does.EndWith("usable, 1 warning\n")
        );
}
