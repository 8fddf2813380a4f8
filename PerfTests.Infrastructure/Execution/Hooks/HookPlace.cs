using PerfTests.Infrastructure.Remote;

namespace PerfTests.Infrastructure.Execution.Hooks;

/// <summary>One host on which a hook runs.</summary>
/// <param name="Folder">Folder in which its command starts.</param>
/// <param name="Interface">The host's interface in the environment; empty when it is none of its ends.</param>
internal sealed record HookPlace(IRemoteHost Host, string Folder, string Interface);
