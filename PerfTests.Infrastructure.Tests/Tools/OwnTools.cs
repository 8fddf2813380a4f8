using System.Security.Cryptography;
using System.Text.RegularExpressions;
using PerfTests.Infrastructure.Tests.Configuration.Loading;

namespace PerfTests.Infrastructure.Tests.Tools;

/// <summary>
/// Tools with code that no other program of this kernel has: what another test runs at the same time would else be a second instance of the
/// tool, and the case Invalid.
/// </summary>
internal static partial class OwnTools
{
    /// <summary>Writes the state counter and the dead tools of <c>ebpf-tools/</c> to the folder <c>tools</c> of a set.</summary>
    public static ConfigFolder WriteTools(this ConfigFolder set)
    {
        foreach (
            var file in Directory
                .GetFiles(RepositoryFolder.Of("ebpf-tools", "dead"))
                .Append(RepositoryFolder.Of("ebpf-tools", "linux-network-stack", "tcp_state_counter.bt"))
        )
        {
            set.Write($"tools/{Path.GetFileName(file)}", Of(File.ReadAllText(file)));
        }
        return set;
    }

    /// <summary>The text of a tool with a filter that lets everything pass, or an instruction without effect.</summary>
    public static string Of(string text)
    {
        var number = RandomNumberGenerator.GetInt32(1 << 24, 1 << 30);
        text = StateFilter().Replace(text, $"${{filter}} && pid != {number}/");
        text = Unfiltered().Replace(text, $"${{probe}} /pid != {number}/ {{");
        return text.Replace("fromhex(\"b7", $"fromhex(\"b7000000{number:x8}\" \"b7", StringComparison.Ordinal);
    }

    [GeneratedRegex("(?<filter>/args->protocol == 6)/", RegexOptions.ExplicitCapture)]
    private static partial Regex StateFilter();

    [GeneratedRegex(@"(?<probe>tracepoint:net:\w+)\s*\{", RegexOptions.ExplicitCapture)]
    private static partial Regex Unfiltered();
}
