using PerfTests.Infrastructure.Matrix;

namespace PerfTests.Workbench.Calibration.Planning;

/// <summary>A case with another duration of its load.</summary>
internal static class CaseDuration
{
    /// <summary>Whether the duration can be chosen: a client command that states it as a number, or ends by an amount, keeps it.</summary>
    public static bool IsChoice(PerfCase perfCase) => perfCase.Workload.ClientCommand.Variables.Contains("duration");

    /// <summary>
    /// The case with loads of so many seconds, under the name that the matrix would give it; the case itself when there is no choice.
    /// </summary>
    public static PerfCase With(PerfCase perfCase, int seconds)
    {
        if (!IsChoice(perfCase))
            return perfCase;
        var workload = perfCase.Workload;
        var (old, token) = (Token(workload.DurationSeconds ?? 0), Token(seconds));
        var names = workload.Params.Split('_');
        var place = Array.LastIndexOf(names, old);
        if (place >= 0)
            names[place] = token;
        return perfCase with
        {
            Workload = workload with { DurationSeconds = seconds, Params = string.Join('_', place >= 0 ? names : [.. names, token]) },
        };
    }

    private static string Token(double seconds) => $"{seconds:0.###}s";
}
