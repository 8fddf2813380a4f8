using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Matrix;

namespace PerfTests;

/// <summary>The argument of a test: a case of the matrix, or the reason why there is none.</summary>
public sealed record PerfTestCase(PerfCase? Case, string? Mistake)
{
    internal Task RunAsync()
    {
        if (Case is not null)
            return SessionScope.Current.RunAsync(Case);
        Assert.Fail(VisibleText.Lines(Mistake!));
        return Task.CompletedTask;
    }

    public override string ToString() => Case?.TestName ?? "configuration/broken";
}
