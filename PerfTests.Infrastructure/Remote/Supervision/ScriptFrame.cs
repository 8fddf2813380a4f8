using System.Text;

namespace PerfTests.Infrastructure.Remote.Supervision;

/// <summary>One file in the output of a script.</summary>
internal sealed record ScriptFrame(string Name, int Status, byte[] Content)
{
    public string Text => Encoding.UTF8.GetString(Content);
}
