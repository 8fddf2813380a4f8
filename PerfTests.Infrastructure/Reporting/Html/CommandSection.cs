using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests.Infrastructure.Reporting.Html;

/// <summary>The commands of a case exactly as the hosts' shells got them, and where its raw files lie.</summary>
internal static class CommandSection
{
    public static void Write(MarkupWriter page, AnchoredCase anchored)
    {
        var run = anchored.Detail.MiddleRun ?? anchored.Detail.BaselineRun;
        if (run is not null)
        {
            page.Write($"<h4>Commands</h4>\n<dl class=\"commands\">");
            WriteCommand(page, "server", run.Commands.ServerCmd);
            foreach (var (index, client) in run.Commands.ClientCmd.Index())
                WriteCommand(page, run.Commands.ClientCmd.Count == 1 ? "client" : $"client {index + 1}", client);
            WriteCommand(page, "tool", run.Commands.EbpfCmd);
            page.Write($"</dl>\n");
        }
        if (anchored.Detail.Folders.Count == 0)
            return;
        page.Write($"<p>Files: ");
        foreach (var file in (string[])[CaseStore.VerdictFile, CaseStore.RoundsFile, CaseStore.SummaryFile])
            page.Write($"<a href=\"{RawFiles.Link($"{anchored.Case.Name}/{file}")}\">{file}</a> ");
        WriteRun(page, "last run with the tool", anchored.Case.IsBaseline ? null : anchored.Detail.MiddleRun);
        WriteRun(page, "last baseline run", anchored.Detail.BaselineRun);
        WriteFolder(page, "proof of the tool's presence", anchored.Case.Result.Verdict.Exposure?.Run);
        WriteFolder(page, "the same after the rounds", anchored.Case.Result.Verdict.Exposure?.EndRun);
        page.Write($"\n");
    }

    private static void WriteCommand(MarkupWriter page, string role, string? command)
    {
        if (command is not null)
            page.Write($"<dt>{role}<dd><code>{command}</code>");
    }

    private static void WriteRun(MarkupWriter page, string name, RunRecord? run) => WriteFolder(page, name, run?.Folder);

    private static void WriteFolder(MarkupWriter page, string name, string? folder)
    {
        if (folder is not null)
            page.Write($"· <a href=\"{RawFiles.Link($"{folder}/")}\">{name}</a> ");
    }
}
