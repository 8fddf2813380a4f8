namespace PerfTests.Infrastructure.Tests.Faults;

/// <summary>One injection of a fault; each repetition comes a little later within the stage than the one before.</summary>
internal sealed record FaultCase(Fault Fault, int Repetition)
{
    /// <summary>Environment variable with the number of faults to inject; without it none is.</summary>
    public const string Variable = "PERFTESTS_FAULTS";

    public TimeSpan Delay => TimeSpan.FromMilliseconds(45 * Repetition);

    /// <summary>As many as asked for: every fault of the table once, then again.</summary>
    public static IEnumerable<FaultCase> Asked(string? count) =>
        int.TryParse(count, out var asked)
            ? Enumerable
                .Range(0, asked)
                .Select(number => new FaultCase(FaultTable.All[number % FaultTable.All.Count], number / FaultTable.All.Count))
            : [];

    public override string ToString() => $"{Fault}, {Repetition + 1}";
}
