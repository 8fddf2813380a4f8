namespace PerfTests.Cli;

/// <summary>What the exit code of every verb means.</summary>
internal static class ExitCode
{
    public const int Ok = 0;
    public const int GateFailed = 1;

    /// <summary>A mistake in the command line or in the configuration.</summary>
    public const int Usage = 2;

    public const int EnvironmentNotUsable = 3;
}
