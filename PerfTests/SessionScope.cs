using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;
using PerfTests.Infrastructure.Configuration.Loading;
using PerfTests.Infrastructure.Execution.Sessions;

namespace PerfTests;

/// <summary>How a test finds the run that it belongs to: through its parents' properties, since a static would outlive the run.</summary>
internal static class SessionScope
{
    // A leading underscore keeps the property out of NUnit's XML.
    private const string Property = "_MeasuringRun";

    /// <summary>The run that the current test belongs to.</summary>
    public static MeasuringRun Current =>
        Find(TestExecutionContext.CurrentContext.CurrentTest) ?? throw new InvalidOperationException("the session was not set up");

    /// <summary>The user's choices: environment variables first, then the parameters of the runsettings file.</summary>
    public static SessionOptions Options() => SessionOptions.Read(name => TestContext.Parameters.Get(name), RepositoryRoot.Find());

    /// <summary>What is known of the configuration set even when it cannot be loaded.</summary>
    public static ConfigOutline Outline() =>
        ConfigOutline.Read(SessionOptions.ReadConfigDir(name => TestContext.Parameters.Get(name), RepositoryRoot.Find()));

    public static void Enter(MeasuringRun run) => TestExecutionContext.CurrentContext.CurrentTest.Properties.Set(Property, run);

    public static MeasuringRun? Find(ITest? test)
    {
        for (; test is not null; test = test.Parent)
        {
            if (test.Properties.Get(Property) is MeasuringRun run)
                return run;
        }
        return null;
    }
}
