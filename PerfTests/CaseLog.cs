using PerfTests.Infrastructure.Analysis;
using PerfTests.Infrastructure.Execution;
using PerfTests.Infrastructure.Results;

namespace PerfTests;

/// <summary>Sends what happens in a case to the console; steps and files wait for a reporter.</summary>
internal sealed class CaseLog(Action<string> line) : ICaseLog
{
    public IDisposable BeginStep(string name) => new MemoryStream();

    public void Line(string text) => line(text);

    public void Completed(RunRecord run, string folder)
    {
    }

    public void Finish(CaseVerdict verdict, string folder) => line(VerdictSentence.Of(verdict));
}
