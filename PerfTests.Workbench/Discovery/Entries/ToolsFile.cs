using System.Text;
using PerfTests.Infrastructure.Configuration.Loading;
using PerfTests.Infrastructure.Configuration.Readers;
using PerfTests.Infrastructure.Remote.Folders;
using PerfTests.Infrastructure.Results.Files;

namespace PerfTests.Workbench.Discovery.Entries;

/// <summary>The <c>ebpf-tools-spec.yaml</c> of a configuration set, to which entries are added.</summary>
internal sealed class ToolsFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string _folder;
    private readonly ToolsFileText _text;

    private ToolsFile(string folder, ToolsFileText text) => (_folder, _text) = (folder, text);

    /// <summary>Keys of <c>ebpf_tools</c>.</summary>
    public IReadOnlyList<string> Keys => _text.Keys;

    /// <summary>Absolute path of the file.</summary>
    public string File => Path.Combine(_folder, EbpfToolsReader.FileName);

    /// <param name="folder">A configuration set that loads.</param>
    public static async Task<ToolsFile> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        var file = Path.Combine(folder, EbpfToolsReader.FileName);
        var text = System.IO.File.Exists(file) ? Utf8.GetString(await System.IO.File.ReadAllBytesAsync(file, cancellationToken)) : "";
        return new ToolsFile(folder, new ToolsFileText(file, text));
    }

    /// <summary>Adds the entries: all of them or, when the set would not load with them, none.</summary>
    /// <exception cref="ConfigurationException">They cannot be added; the file is as it was.</exception>
    public async Task AddAsync(IReadOnlyList<ToolEntry> entries, CancellationToken cancellationToken)
    {
        var bytes = Utf8.GetBytes(_text.Append(entries));
        await CheckAsync(bytes, entries, cancellationToken);
        // What a link points to is replaced, not the link.
        var target = System.IO.File.ResolveLinkTarget(File, returnFinalTarget: true)?.FullName ?? File;
        UnixFileMode? mode = !OperatingSystem.IsWindows() && System.IO.File.Exists(target) ? System.IO.File.GetUnixFileMode(target) : null;
        try
        {
            await AtomicFile.WriteAsync(target, async (stream, token) => await stream.WriteAsync(bytes, token), cancellationToken);
            if (mode is { } kept && !OperatingSystem.IsWindows())
                System.IO.File.SetUnixFileMode(target, kept);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw Refused($"cannot be written: {problem.Message.TrimEnd('.')}", "Make its folder writable for this user.");
        }
    }

    /// <summary>Loads a copy of the set with the new text, and looks whether every entry is there and every old tool as it was.</summary>
    private async Task CheckAsync(byte[] bytes, IReadOnlyList<ToolEntry> entries, CancellationToken cancellationToken)
    {
        var before = ConfigLoader.Load(_folder);
        using var copy = ScratchFolder.Create();
        try
        {
            foreach (var file in Directory.EnumerateFiles(_folder, "*.yaml"))
                System.IO.File.Copy(file, Path.Combine(copy.Path, Path.GetFileName(file)));
            await System.IO.File.WriteAllBytesAsync(Path.Combine(copy.Path, EbpfToolsReader.FileName), bytes, cancellationToken);
            var after = ConfigLoader.Load(copy.Path);
            var ids = after.Tools.Select(tool => tool.Id).ToList();
            if (!ids.SequenceEqual([.. before.Tools.Select(tool => tool.Id), .. entries.Select(entry => entry.Id)]))
                throw Refused("cannot take entries at the end of its ebpf_tools", "Add the entries that 'perftests scan' prints by hand.");
        }
        catch (ConfigurationException problem)
        {
            throw new ConfigurationException([
                .. problem.Errors.Select(error => error with { File = error.File.Replace(copy.Path, _folder, StringComparison.Ordinal) }),
            ]);
        }
    }

    private ConfigurationException Refused(string problem, string remedy) => new([new ConfigurationError(File, 0, problem, remedy)]);
}
