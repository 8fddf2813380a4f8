using System.Text.Json;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Results.Files;
using PerfTests.Workbench.Calibration;

namespace PerfTests.Cli.Calibrate;

/// <summary>A session that measures into a result tree of its own. Disposing ends the session and gives the tree back.</summary>
internal sealed class CalibrationRun : IAsyncDisposable
{
    private readonly ExclusiveUse _tree;

    private CalibrationRun(ExclusiveUse tree, string folder, TestSession session) => (_tree, Folder, Session) = (tree, folder, session);

    /// <summary>Root of the tree, below the user's.</summary>
    public string Folder { get; }

    public TestSession Session { get; }

    /// <param name="plan">What the user asked for.</param>
    /// <param name="kind">What is calibrated; the folder is named after it.</param>
    /// <param name="config">What is measured with.</param>
    /// <param name="cases">What is measured; null for every case of the configuration.</param>
    public static async Task<CalibrationRun> StartAsync(
        SessionPlan plan,
        string kind,
        PerfConfig config,
        IReadOnlyList<PerfCase>? cases,
        CancellationToken cancellationToken
    )
    {
        var time = TimeProvider.System;
        var folder = CalibrationTree.Create(plan.Options.ResultDir, kind, time);
        var tree = await ExclusiveUse.OfResultTreeAsync(folder, TimeSpan.Zero, time, cancellationToken);
        try
        {
            plan = plan.Over(config, folder);
            var hosts = new LabHostSource(plan.Options.LockDir, plan.Options.Wait);
            return new(tree, folder, await TestSession.StartAsync(plan, cases ?? plan.Cases, hosts, time, cancellationToken));
        }
        catch
        {
            tree.Dispose();
            throw;
        }
    }

    /// <summary>Measures until the end, or until the user stops it; whatever was made by then is kept.</summary>
    /// <returns>Whether it came to its end.</returns>
    public static async Task<bool> CompleteAsync(Task measuring)
    {
        try
        {
            await measuring;
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Prints what came of it, and on standard error where it is kept.</summary>
    public static async Task PrintAsync<T>(T outcome, bool asJson, Func<T, string> table, string file)
    {
        Console.WriteLine(asJson ? JsonSerializer.Serialize(outcome, JsonFiles.CamelCase) : table(outcome));
        await Console.Error.WriteLineAsync(file);
    }

    public async ValueTask DisposeAsync()
    {
        await Session.DisposeAsync();
        _tree.Dispose();
    }
}
