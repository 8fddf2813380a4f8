using NUnit.Framework.Interfaces;

namespace PerfTests;

[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class AllureReportAttribute : Attribute, ITestAction
{
    public static object? CurrentCase => null;
    public static void FinishRun() { }
    public ActionTargets Targets => ActionTargets.Test;
    public void BeforeTest(ITest test) { }
    public void AfterTest(ITest test) { }
}
