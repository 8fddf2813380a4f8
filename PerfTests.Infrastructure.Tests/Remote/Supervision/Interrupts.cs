namespace PerfTests.Infrastructure.Tests.Remote.Supervision;

internal static class Interrupts
{
    /// <summary>
    /// Skips a test that sends interrupts where they are ignored, as in what a shell starts in the background: children inherit that, and
    /// no shell among them can listen again.
    /// </summary>
    public static void Assume()
    {
        var ignored = File.ReadLines("/proc/self/status").Single(line => line.StartsWith("SigIgn:", StringComparison.Ordinal))[7..].Trim();
        if ((Convert.ToUInt64(ignored, 16) & 0b10) != 0)
            Assert.Ignore("The tests were started with interrupts ignored, as a shell starts a job in the background.");
    }
}
