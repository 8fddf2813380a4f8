namespace PerfTests.Infrastructure.Reporting.Allure;

/// <summary>A value of a test.</summary>
/// <param name="Name">What is shown.</param>
/// <param name="Value">Its value.</param>
/// <param name="Excluded">True for values that differ from run to run: Allure must not take them for another test, or the history
/// breaks.</param>
internal sealed record AllureParameter(string Name, string Value, bool Excluded = false);
