using System.Collections;
using System.Reflection;
using Microsoft.TestPlatform.VsTestConsole.TranslationLayer;
using Microsoft.VisualStudio.TestPlatform.ObjectModel;
using Microsoft.VisualStudio.TestPlatform.ObjectModel.Client;

namespace PerfTests.Infrastructure.Tests.Suite;

/// <summary>
/// The suite as the test explorer of an IDE sees it: through the test platform's translation layer, with the project's runsettings.
/// </summary>
internal sealed class IdeSession : IDisposable
{
    private readonly VsTestConsoleWrapper _console;

    /// <param name="variables">Environment variables over this process's own.</param>
    public IdeSession(IReadOnlyDictionary<string, string> variables)
    {
        var environment = Environment
            .GetEnvironmentVariables()
            .Cast<DictionaryEntry>()
            .Select(each => KeyValuePair.Create((string)each.Key, (string?)each.Value))
            .Where(each => !CleanShell.IsForeign(each.Key))
            .ToDictionary();
        foreach (var (name, value) in variables)
            environment[name] = value;
        _console = new VsTestConsoleWrapper(
            ConsolePath,
            new ConsoleParameters { InheritEnvironmentVariables = false, EnvironmentVariables = environment }
        );
        _console.StartSession();
    }

    private static string ConsolePath =>
        typeof(IdeSession).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(each => each.Key == "VsTestConsole").Value!;

    private static string Suite => RepositoryFolder.Of("artifacts", "bin", "PerfTests", "debug", "PerfTests.dll");

    private static string Settings => File.ReadAllText(RepositoryFolder.Of("runsettings", "lab.runsettings"));

    public IReadOnlyList<TestCase> Discover()
    {
        var found = new IdeFindings();
        _console.DiscoverTests([Suite], Settings, new TestPlatformOptions(), found);
        return found.Cases;
    }

    public IReadOnlyList<TestResult> Run(params TestCase[] cases)
    {
        var found = new IdeFindings();
        _console.RunTests(cases, Settings, found);
        return found.Results;
    }

    public void Dispose() => _console.EndSession();
}
