using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Results.Baselines;
using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests.Infrastructure.Execution.Runs;

/// <summary>Makes runs on the hosts of a session: all that a case needs of them.</summary>
internal interface IRunExecutor
{
    /// <summary>What a measurement must meet before it counts.</summary>
    ValidityLimits Validity { get; }

    /// <summary>Runs to an end that is always recorded; a run that did not go as planned says why in its record.</summary>
    /// <exception cref="OperationCanceledException">The run was stopped; its folder stays without <c>metadata.json</c>.</exception>
    Task<RunOutcome> ExecuteAsync(PerfCase perfCase, Arm arm, RunPurpose purpose, CancellationToken cancellationToken);

    /// <summary>Runs with the tool that one start of it serves.</summary>
    IKeptTool KeepTool(PerfCase perfCase);

    /// <summary>Keeps the load's servers from one run of the case to the next, until what is returned is disposed.</summary>
    IAsyncDisposable KeepServers(PerfCase perfCase);

    /// <summary>
    /// The case with a load that is long enough to sample its hosts; null where that is done in its rounds, or not at all.
    /// </summary>
    PerfCase? ForSamples(PerfCase perfCase);

    /// <summary>Absolute folder of a run.</summary>
    string FolderOf(RunRecord run);

    /// <summary>Makes sure that the environment's hosts are ours, and forgets what was known of those that had been lost.</summary>
    /// <inheritdoc cref="SessionHosts.RegainAsync"/>
    Task<IReadOnlyList<HostReturn>> RegainAsync(
        TestEnvironment environment,
        bool mayBeLost,
        Action<string> tell,
        CancellationToken cancellationToken
    );

    /// <summary>Why nothing can be measured in an environment any more; null while something can.</summary>
    string? GoneOf(TestEnvironment environment);

    /// <inheritdoc cref="SessionHosts.ReadFactsAsync"/>
    Task ReadFactsAsync(TestEnvironment environment, bool isKept, CancellationToken cancellationToken);

    /// <summary>What a run of the case would be measured under now, as far as the facts of the hosts are read.</summary>
    Fingerprint Fingerprint(PerfCase perfCase);

    /// <summary>
    /// Hashes of a tool that lies on the hosts only, as they tell it; null when they cannot, or when the configuration knows the version.
    /// </summary>
    Task<string?> HashThereAsync(PerfCase perfCase, CancellationToken cancellationToken);
}
