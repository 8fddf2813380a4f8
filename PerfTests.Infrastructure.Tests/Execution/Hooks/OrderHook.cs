using PerfTests.Infrastructure.Execution.Hooks;
using PerfTests.Infrastructure.Remote;

namespace PerfTests.Infrastructure.Tests.Execution.Hooks;

/// <summary>Notes each call in a file, on a host like a shell hook or on this machine.</summary>
internal sealed class OrderHook(string file) : IHook
{
    /// <summary>Contexts that the After methods got, in order.</summary>
    public List<SessionHookContext> After { get; } = [];

    public string Name => "order";

    public async Task BeforeSessionAsync(SessionHookContext context, CancellationToken cancellationToken) =>
        await context
            .Host("lab-system-server")
            .RunCheckedAsync(new RemoteCommand($"echo 'code before session' >> {file}"), cancellationToken);

    public Task AfterSessionAsync(SessionHookContext context, CancellationToken cancellationToken) => NoteAsync("session", context);

    public Task BeforeEnvironmentAsync(EnvironmentHookContext context, CancellationToken cancellationToken) =>
        NoteAsync("environment", null);

    public Task AfterEnvironmentAsync(EnvironmentHookContext context, CancellationToken cancellationToken) =>
        NoteAsync("environment", context);

    public Task BeforeCaseAsync(CaseHookContext context, CancellationToken cancellationToken) => NoteAsync("case", null);

    public Task AfterCaseAsync(CaseHookContext context, CancellationToken cancellationToken) => NoteAsync("case", context);

    public Task BeforeRunAsync(RunHookContext context, CancellationToken cancellationToken) => NoteAsync("run", null);

    public Task AfterRunAsync(RunHookContext context, CancellationToken cancellationToken) => NoteAsync("run", context);

    private Task NoteAsync(string level, SessionHookContext? after)
    {
        if (after is not null)
            After.Add(after);
        return File.AppendAllTextAsync(file, $"code {(after is null ? "before" : "after")} {level}\n");
    }
}
