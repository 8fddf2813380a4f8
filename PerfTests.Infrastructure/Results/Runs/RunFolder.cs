using System.Text;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Results.Baselines;
using PerfTests.Infrastructure.Results.Files;

namespace PerfTests.Infrastructure.Results.Runs;

/// <summary>The folder of one run while it is filled. Without <see cref="CompleteAsync"/> the run never happened.</summary>
internal sealed class RunFolder
{
    public const string ClientResults = "client_results";
    public const string ServerResults = "server_results";
    public const string Monitoring = "monitoring";
    public const string EbpfOutput = "ebpf_output";
    public const string FingerprintFile = "fingerprint.json";
    public const string MetadataFile = "metadata.json";

    private readonly Arm _arm;
    private bool _complete;

    internal RunFolder(ResultTree tree, string relativePath, Arm arm)
    {
        RelativePath = relativePath;
        FullPath = Path.Combine(tree.Root, relativePath);
        _arm = arm;
    }

    /// <summary>Path relative to <c>result/</c>, with forward slashes.</summary>
    public string RelativePath { get; }

    public string FullPath { get; }

    public static IReadOnlyList<string> Subfolders(Arm arm) =>
        arm == Arm.Ebpf ? [ClientResults, ServerResults, Monitoring, EbpfOutput] : [ClientResults, ServerResults, Monitoring];

    /// <summary>
    /// Writes a file, such as <c>client_results/stream_1.json</c>, byte for byte; a stream from where it stands to its end.
    /// </summary>
    /// <exception cref="ArgumentException">The path leaves the folder, or names a folder that this arm does not have.</exception>
    /// <exception cref="InvalidOperationException">The run is complete.</exception>
    public Task WriteAsync(string relativeFile, Stream content, CancellationToken cancellationToken) =>
        AtomicFile.WriteAsync(Open(relativeFile), content.CopyToAsync, cancellationToken);

    /// <inheritdoc cref="WriteAsync(string, Stream, CancellationToken)"/>
    public Task WriteAsync(string relativeFile, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        AtomicFile.WriteAsync(Open(relativeFile), (stream, token) => stream.WriteAsync(content, token).AsTask(), cancellationToken);

    /// <summary>Writes a text as UTF-8 without a byte order mark.</summary>
    /// <inheritdoc cref="WriteAsync(string, Stream, CancellationToken)"/>
    public Task WriteAsync(string relativeFile, string content, CancellationToken cancellationToken) =>
        WriteAsync(relativeFile, Encoding.UTF8.GetBytes(content), cancellationToken);

    /// <summary>Writes <c>fingerprint.json</c> and, last of all, <c>metadata.json</c>.</summary>
    /// <returns>The record with its place in the tree.</returns>
    public async Task<RunRecord> CompleteAsync(RunRecord run, Fingerprint fingerprint, CancellationToken cancellationToken)
    {
        if (run.Arm != _arm)
            throw new ArgumentException($"a run of the {run.Arm} arm cannot lie in {RelativePath}", nameof(run));
        await JsonFiles.WriteAsync(Open(FingerprintFile), fingerprint, JsonFiles.CamelCase, cancellationToken);
        await JsonFiles.WriteAsync(Open(MetadataFile), run, JsonFiles.SnakeCase, cancellationToken);
        _complete = true;
        return run with { Folder = RelativePath };
    }

    private string Open(string relativeFile)
    {
        if (_complete)
            throw new InvalidOperationException($"the run {RelativePath} is complete: {relativeFile} came too late");
        if (_arm == Arm.Baseline && relativeFile.StartsWith($"{EbpfOutput}/", StringComparison.Ordinal))
            throw new ArgumentException($"the baseline run {RelativePath} has no {EbpfOutput}", nameof(relativeFile));
        return Path.Combine(FullPath, PathToken.CheckPath(relativeFile));
    }
}
