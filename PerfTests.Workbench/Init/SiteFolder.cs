using PerfTests.Infrastructure.Configuration.Loading;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Remote.Folders;

namespace PerfTests.Workbench.Init;

/// <summary>Writes a new configuration set: every file of it or none, and only one that loads.</summary>
/// <param name="folder">Absolute path of the folder.</param>
/// <param name="overwrite">Whether files of a set that is there may be replaced; others in the folder stay.</param>
internal sealed class SiteFolder(string folder, bool overwrite)
{
    /// <summary>Refuses a place that cannot be written to, before anybody is asked anything.</summary>
    /// <exception cref="ConfigurationException">There is a set already, or a file has the folder's name.</exception>
    public void Check()
    {
        if (File.Exists(folder) || Path.GetDirectoryName(folder) is null)
            throw Refused("is not a place for a set", "Name a folder of its own with --to.");
        var existing = Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*.yaml").Select(Path.GetFileName).Order(StringComparer.Ordinal).ToList()
            : [];
        if (existing.Count > 0 && !overwrite)
            throw Refused(
                $"holds {string.Join(", ", existing)} already",
                "Name another folder with --to, or give --force to replace the files of the set there."
            );
    }

    /// <summary>The name of the folder as an environment's id; what no id may hold becomes a dash.</summary>
    public static string EnvironmentId(string folder)
    {
        var id = string.Concat(
                Path.GetFileName(folder).Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-' ? letter : '-')
            )
            .TrimStart('-', '.');
        return id.Length > 0 ? id : "site";
    }

    /// <param name="files">Text by path below the folder.</param>
    /// <exception cref="ConfigurationException">The set would not load, or the folder cannot be written to; what was there is as it
    /// was.</exception>
    public async Task WriteAsync(IReadOnlyDictionary<string, string> files, CancellationToken cancellationToken)
    {
        Check();
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
            // Beside its place, so that it gets there by a rename.
            var staged = Path.Combine(Path.GetDirectoryName(folder)!, $".{Path.GetFileName(folder)}.{Guid.NewGuid():N}.new");
            try
            {
                foreach (var (name, text) in files)
                {
                    Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(staged, name))!);
                    await File.WriteAllTextAsync(Path.Combine(staged, name), text, cancellationToken);
                }
                SessionPlan.Load(new SessionOptions { ConfigDir = staged, ResultDir = staged });
                if (Directory.Exists(folder))
                    Replace(
                        staged,
                        files.Keys.Where(name =>
                            name.EndsWith(".yaml", StringComparison.Ordinal) || !File.Exists(Path.Combine(folder, name))
                        )
                    );
                else
                    Directory.Move(staged, folder);
            }
            finally
            {
                FolderRemoval.Delete(staged);
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw Refused(
                $"cannot be written: {problem.Message.TrimEnd('.')}",
                "Make the folder above it writable for this user, or name another one with --to."
            );
        }
    }

    /// <summary>Moves the files in one by one; when one cannot be, those before it go back.</summary>
    private void Replace(string staged, IEnumerable<string> names)
    {
        var old = Directory.CreateDirectory(Path.Combine(staged, ".old")).FullName;
        var undo = new Stack<Action>();
        try
        {
            foreach (var name in names)
            {
                var (place, kept) = (Path.Combine(folder, name), Path.Combine(old, name));
                Directory.CreateDirectory(Path.GetDirectoryName(place)!);
                Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
                if (File.Exists(place))
                {
                    File.Move(place, kept);
                    undo.Push(() => File.Move(kept, place));
                }
                File.Move(Path.Combine(staged, name), place);
                undo.Push(() => File.Delete(place));
            }
        }
        catch
        {
            while (undo.TryPop(out var back))
                back();
            throw;
        }
    }

    private ConfigurationException Refused(string problem, string remedy) => new([new ConfigurationError(folder, 0, problem, remedy)]);
}
