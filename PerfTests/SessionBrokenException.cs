namespace PerfTests;

/// <summary>Why nothing is measured, for a reason that the user can act on: one sentence, without the way through the code.</summary>
internal sealed class SessionBrokenException(string message, Exception? inner = null) : AssertionException(message, inner)
{
    /// <summary>Empty: the sentence says all, and the test runner would print the trace below it for every case.</summary>
    public override string StackTrace => "";
}
