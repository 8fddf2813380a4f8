using System.Formats.Tar;

namespace PerfTests.Workbench.Discovery.Files;

/// <summary>Files as an archive of a host holds them.</summary>
internal static class TarArchive
{
    public static async Task<IReadOnlyList<ScannedFile>> ReadAsync(string root, byte[] archive, CancellationToken cancellationToken)
    {
        var files = new List<ScannedFile>();
        using var stream = new MemoryStream(archive);
        var reader = new TarReader(stream);
        await using (reader)
        {
            while (await reader.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
            {
                // A second hard link to a file of the archive comes as a link, without content.
                if (entry.EntryType is TarEntryType.HardLink)
                {
                    var target = files.Find(file => file.Path == ToolPath.Normalize(entry.LinkName));
                    if (target is not null)
                        files.Add(target with { Path = ToolPath.Normalize(entry.Name) });
                    continue;
                }
                using var content = new MemoryStream();
                if (entry.DataStream is not null)
                    await entry.DataStream.CopyToAsync(content, cancellationToken);
                files.Add(ScannedFile.Whole(root, ToolPath.Normalize(entry.Name), content.ToArray()));
            }
        }
        return files;
    }
}
