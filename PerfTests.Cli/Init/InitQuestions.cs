using System.Globalization;
using PerfTests.Infrastructure.Configuration.Loading;

namespace PerfTests.Cli.Init;

/// <summary>Questions to the person at the terminal.</summary>
internal sealed class InitQuestions(TextReader answers, TextWriter terminal)
{
    /// <param name="otherwise">What an empty answer means; null asks again.</param>
    /// <exception cref="ConfigurationException">The input ended.</exception>
    public string Ask(string question, string? otherwise = null)
    {
        while (true)
        {
            terminal.Write(string.IsNullOrEmpty(otherwise) ? $"{question}: " : $"{question} [{otherwise}]: ");
            var answer =
                answers.ReadLine()?.Trim()
                ?? throw new ConfigurationException([
                    new ConfigurationError("init", 0, "the input ended before the questions did", "Run it again; nothing was written."),
                ]);
            if (answer.Length > 0)
                return answer;
            if (otherwise is not null)
                return otherwise;
        }
    }

    /// <returns>Index of the chosen one; an empty answer is the first.</returns>
    public int Choose(string question, IReadOnlyList<string> choices)
    {
        terminal.WriteLine(question);
        foreach (var (index, choice) in choices.Index())
            terminal.WriteLine($"  {index + 1}) {choice}");
        while (true)
        {
            if (
                int.TryParse(Ask("Number", "1"), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number >= 1
                && number <= choices.Count
            )
                return number - 1;
        }
    }
}
