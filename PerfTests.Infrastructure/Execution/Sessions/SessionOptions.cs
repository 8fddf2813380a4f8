using System.Globalization;
using PerfTests.Infrastructure.Configuration.Loading;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Remote.Folders;

namespace PerfTests.Infrastructure.Execution.Sessions;

/// <summary>What a user chooses for one session, from environment variables or from a runsettings file.</summary>
public sealed record SessionOptions
{
    /// <summary>Folder of the configuration set: <c>PERFTESTS_CONFIG</c> or the parameter <c>ConfigDir</c>.</summary>
    public required string ConfigDir { get; init; }

    /// <summary>Root of the result tree: <c>PERFTESTS_RESULT</c> or <c>ResultDir</c>.</summary>
    public required string ResultDir { get; init; }

    /// <summary>
    /// Tools asked for by id, disabled ones included: <c>PERFTESTS_TOOLS</c> or <c>Tools</c>, separated by commas. Empty: all enabled.
    /// </summary>
    public IReadOnlyList<string> Tools { get; init; } = [];

    /// <summary>Environments asked for by id: <c>PERFTESTS_ENVIRONMENTS</c> or <c>Environments</c>. Empty: all.</summary>
    public IReadOnlyList<string> Environments { get; init; } = [];

    /// <summary>One budget in percent in place of every budget that applies: <c>PERFTESTS_BUDGET</c> or <c>Budget</c>.</summary>
    public double? BudgetPercent { get; init; }

    /// <summary>
    /// Whether Inconclusive fails: <c>PERFTESTS_INCONCLUSIVE=fail</c> or <c>Inconclusive</c>. Null leaves it to thresholds.yaml.
    /// </summary>
    public bool? FailOnInconclusive { get; init; }

    /// <summary>Whether to go on where the last session stopped: <c>PERFTESTS_RESUME=1</c> or <c>Resume</c>.</summary>
    public bool Resume { get; init; }

    /// <summary>
    /// Age up to which cases are resumed, counted from their first run: <c>PERFTESTS_RESUME_HOURS</c> or <c>ResumeHours</c>.
    /// </summary>
    public TimeSpan ResumeMaxAge { get; init; } = TimeSpan.FromHours(24);

    /// <summary>
    /// How long to wait for another session to end: <c>PERFTESTS_WAIT_SECONDS</c> or <c>WaitSeconds</c>. Zero fails at once.
    /// </summary>
    public TimeSpan Wait { get; init; }

    /// <summary>
    /// Folder of the lock that one session of this machine holds on its embedded lab: <c>PERFTESTS_LOCK_DIR</c> or <c>LockDir</c>. Only its
    /// owner may write there: in a folder that is open to all, anybody could hold the lock for ever, or make root write through a link.
    /// </summary>
    public string LockDir { get; init; } = PrivateFolder.OfThisUser;

    public MatrixSelection Selection => new() { Tools = Tools, Environments = Environments };

    /// <summary>Reads the options; a relative folder is below the repository.</summary>
    /// <param name="parameter">A runsettings parameter by name; null when it is not set.</param>
    /// <exception cref="ConfigurationException">A value cannot be understood.</exception>
    public static SessionOptions Read(Func<string, string?> parameter, string repositoryRoot)
    {
        string? Value(string variable, string name) => Choice(parameter, variable, name);
        IReadOnlyList<string> List(string variable, string name) =>
            Value(variable, name)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        return new SessionOptions
        {
            ConfigDir = ReadConfigDir(parameter, repositoryRoot),
            ResultDir = Path.GetFullPath(Value("PERFTESTS_RESULT", "ResultDir") ?? "result", repositoryRoot),
            Tools = List("PERFTESTS_TOOLS", "Tools"),
            Environments = List("PERFTESTS_ENVIRONMENTS", "Environments"),
            BudgetPercent = ReadBudget(Value("PERFTESTS_BUDGET", "Budget")),
            FailOnInconclusive = ReadInconclusive(Value("PERFTESTS_INCONCLUSIVE", "Inconclusive")),
            Resume = ReadSwitch("PERFTESTS_RESUME", Value("PERFTESTS_RESUME", "Resume")),
            ResumeMaxAge = TimeSpan.FromHours(
                ReadAmount("PERFTESTS_RESUME_HOURS", Value("PERFTESTS_RESUME_HOURS", "ResumeHours"), "hours") ?? 24
            ),
            Wait = TimeSpan.FromSeconds(
                ReadAmount("PERFTESTS_WAIT_SECONDS", Value("PERFTESTS_WAIT_SECONDS", "WaitSeconds"), "seconds") ?? 0
            ),
            LockDir = Path.GetFullPath(Value("PERFTESTS_LOCK_DIR", "LockDir") ?? PrivateFolder.OfThisUser, repositoryRoot),
        };
    }

    /// <summary>Reads the configuration folder alone, which is always possible.</summary>
    /// <inheritdoc cref="Read"/>
    public static string ReadConfigDir(Func<string, string?> parameter, string repositoryRoot) =>
        Path.GetFullPath(Choice(parameter, "PERFTESTS_CONFIG", "ConfigDir") ?? "config", repositoryRoot);

    private static string? Choice(Func<string, string?> parameter, string variable, string name) =>
        System.Environment.GetEnvironmentVariable(variable) is { Length: > 0 } set ? set
        : parameter(name) is { Length: > 0 } given ? given
        : null;

    private static double? ReadBudget(string? text) =>
        text is null ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var percent) && double.IsFinite(percent) ? percent
        : throw Mistake("PERFTESTS_BUDGET", $"the budget '{text}' is not a number", "Give percent, such as 5.");

    private static bool? ReadInconclusive(string? text) =>
        text switch
        {
            null => null,
            "fail" => true,
            "inconclusive" => false,
            _ => throw Mistake("PERFTESTS_INCONCLUSIVE", $"'{text}' is not known", "Give 'fail' or 'inconclusive'."),
        };

    private static bool ReadSwitch(string variable, string? text) =>
        text switch
        {
            null or "0" or "false" => false,
            "1" or "true" => true,
            _ => throw Mistake(variable, $"'{text}' is not known", "Give 1 or 0."),
        };

    private static double? ReadAmount(string variable, string? text, string unit) =>
        text is null ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var amount) && amount is >= 0 and <= 1_000_000
            ? amount
        : throw Mistake(variable, $"'{text}' is not a number of {unit}", $"Give {unit} from 0 to 1000000, such as 60.");

    private static ConfigurationException Mistake(string variable, string message, string remedy) =>
        new([new ConfigurationError(variable, 0, message, remedy)]);
}
