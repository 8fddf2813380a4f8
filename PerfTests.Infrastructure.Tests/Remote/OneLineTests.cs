using PerfTests.Infrastructure.Remote;

namespace PerfTests.Infrastructure.Tests.Remote;

[TestFixture]
internal sealed class OneLineTests
{
    [TestCase("plain, größer 中文", "plain, größer 中文")]
    [TestCase("\n first \r\n\n second\t2\n", "first; second 2")]
    [TestCase("\u001b[31mred\u0007 \u202eolleh\u2028x\0", "\\u001b[31mred\\u0007 \\u202eolleh\\u2028x\\u0000")]
    public void Lines_are_joined_and_control_characters_are_visible(string text, string line) =>
        Assert.That(OneLine.Of(text, 200), Is.EqualTo(line));

    [Test]
    public void What_is_too_long_is_shortened_at_its_end_or_at_its_beginning()
    {
        var text = new string('a', 500) + new string('b', 500);
        Assert.Multiple(() =>
        {
            Assert.That(OneLine.Of(text, 10), Is.EqualTo("aaaaaaaaa…"));
            Assert.That(OneLine.LastOf(text, 10), Is.EqualTo("…bbbbbbbbb"));
            Assert.That(OneLine.Of("12345😀😀", 7), Is.EqualTo("12345…"));
        });
    }

    [TestCase("exec sleep 1", "exec sleep 1")]
    [TestCase("\n  set -e\n  rm x\n", "set -e…")]
    public void A_command_is_named_by_its_first_line(string command, string line) =>
        Assert.That(OneLine.Command(command), Is.EqualTo(line));

    [Test]
    public void A_long_command_is_named_by_its_beginning() =>
        Assert.That(OneLine.Command(new string('x', 4000)), Is.EqualTo($"{new string('x', 80)}…"));

    [Test]
    public void A_host_s_failure_is_one_line_whatever_the_host_said_and_the_rest_is_kept_for_logs()
    {
        var problem = new RemoteException("one", $"it said: \u001b[2J\n{new string('x', 1_000_000)}");
        Assert.Multiple(() =>
        {
            Assert.That(problem.Message, Has.Length.LessThanOrEqualTo(2000).And.StartsWith("host one: it said: \\u001b[2J; xxx"));
            Assert.That(problem.Message, Has.None.EqualTo('\n'));
            Assert.That(problem.Details, Has.Length.GreaterThan(10_000).And.Length.LessThan(100_000));
        });
    }
}
