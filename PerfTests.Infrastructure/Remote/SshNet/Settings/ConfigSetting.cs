namespace PerfTests.Infrastructure.Remote.SshNet.Settings;

/// <summary>One setting of a client configuration file.</summary>
/// <param name="Key">In lower case.</param>
internal sealed record ConfigSetting(string File, string Key, string Value)
{
    public bool IsNone =>
        Value.Equals("none", StringComparison.OrdinalIgnoreCase) || Value.Equals("no", StringComparison.OrdinalIgnoreCase);
}
