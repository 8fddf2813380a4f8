using System.Security.Cryptography;
using System.Text;

namespace PerfTests.Infrastructure.Reporting.Allure;

/// <summary>Ids by which Allure recognizes a case in other runs.</summary>
internal static class AllureIds
{
    /// <summary>32 hexadecimal digits that depend on nothing but the case's name.</summary>
    public static string TestCase(string caseName) => Hash(caseName);

    /// <summary>The case together with those parameters that tell tests apart.</summary>
    public static string History(string caseName, IEnumerable<AllureParameter> parameters) =>
        Hash(
            string.Join(
                '\n',
                parameters
                    .Where(parameter => !parameter.Excluded)
                    .OrderBy(parameter => parameter.Name, StringComparer.Ordinal)
                    .Select(parameter => $"{parameter.Name}={parameter.Value}")
                    .Prepend(caseName)
            )
        );

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
}
