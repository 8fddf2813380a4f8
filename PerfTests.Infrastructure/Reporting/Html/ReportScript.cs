using System.Security.Cryptography;
using System.Text;
using PerfTests.Infrastructure.Configuration;

namespace PerfTests.Infrastructure.Reporting.Html;

/// <summary>
/// The page's script: it filters and sorts cases and unfolds packed parts. The page can be read without it, and its policy allows no other
/// script than this one.
/// </summary>
internal static class ReportScript
{
    /// <summary>Where hosts of reports forbid scripts, as some CI servers do, nothing but these comforts is missing.</summary>
    private static readonly string Text = EmbeddedText.Beside(typeof(ReportScript), "report.js").TrimEnd();

    public static string Element { get; } = $"<script>{Text}</script>";

    /// <summary>What the page's security policy names, so that it runs this script and no other.</summary>
    public static string Hash { get; } = $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Text)))}";
}
