using System.Text;
using System.Text.RegularExpressions;

namespace PerfTests.Infrastructure.Configuration.Commands;

/// <summary>The first simple command of a client template, in words as a POSIX shell splits it, so that options can be added.</summary>
/// <remarks>
/// The command ends at the first pipe, separator or redirection outside quotes; options are added in front of that.
/// Variables in braces are ordinary text here, because their values are quoted when the template is rendered.
/// </remarks>
internal sealed partial class LoadCommand
{
    private LoadCommand(
        CommandTemplate template,
        IReadOnlyList<CommandWord> words,
        string rest,
        int programIndex,
        IReadOnlyList<CommandWrapper> wrappers
    ) => (Template, Words, Rest, ProgramIndex, Wrappers) = (template, words, rest, programIndex, wrappers);

    public CommandTemplate Template { get; }

    public IReadOnlyList<CommandWord> Words { get; }

    /// <summary>What follows the command: a pipe, a redirection, another command; empty when it is all.</summary>
    public string Rest { get; }

    /// <summary>Wrappers in front of the program, in order.</summary>
    public IReadOnlyList<CommandWrapper> Wrappers { get; }

    /// <summary>Index of the program's word behind assignments and wrappers; the number of words when there is no program.</summary>
    public int ProgramIndex { get; }

    /// <summary>Base name of the program; empty when there is none.</summary>
    public string Program => ProgramIndex < Words.Count ? Words[ProgramIndex].Value.Split('/')[^1] : string.Empty;

    /// <summary>The program's arguments.</summary>
    public IReadOnlyList<CommandWord> Arguments => [.. Words.Skip(ProgramIndex + 1)];

    /// <summary>The program's options as it reads them; none for a program that makes no load.</summary>
    public IReadOnlyList<CommandOption> Options => LoadProgramSyntax.Find(Program) is { } syntax ? [.. syntax.Options(Arguments)] : [];

    public static LoadCommand Parse(CommandTemplate template)
    {
        var words = Split(template.Text, out var end);
        var wrappers = new List<CommandWrapper>();
        return new LoadCommand(template, words, template.Text[end..], FindProgram(words, wrappers), wrappers);
    }

    /// <summary>The command with text after its last argument.</summary>
    public CommandTemplate Append(string addition) => Replace(Words[^1].End, Words[^1].End, $" {addition}");

    /// <summary>The command with text in front of a word.</summary>
    public CommandTemplate InsertBefore(CommandWord word, string addition) => Replace(word.Start, word.Start, $"{addition} ");

    /// <summary>The command with other text in the place of a word.</summary>
    public CommandTemplate ReplaceWord(CommandWord word, string replacement) => Replace(word.Start, word.End, replacement);

    private CommandTemplate Replace(int start, int end, string replacement) =>
        new(Template.Text[..start] + replacement + Template.Text[end..]);

    private static int FindProgram(List<CommandWord> words, List<CommandWrapper> wrappers)
    {
        var index = 0;
        while (index < words.Count)
        {
            var name = words[index].Value.Split('/')[^1];
            if (Assignment().IsMatch(words[index].Value))
            {
                index++;
            }
            else if (CommandWrapper.All.FirstOrDefault(wrapper => wrapper.Name == name) is { } wrapper)
            {
                wrappers.Add(wrapper);
                index = wrapper.Skip(words, index + 1);
            }
            else
            {
                break;
            }
        }
        return Math.Min(index, words.Count);
    }

    private static List<CommandWord> Split(string text, out int end)
    {
        var words = new List<CommandWord>();
        var word = new StringBuilder();
        var start = -1;
        var index = text.Length - text.TrimStart().Length;
        while (index < text.Length && !EndsCommand(text, index, start >= 0))
        {
            var continued = text.AsSpan(index).StartsWith("\\\n", StringComparison.Ordinal);
            if (continued || char.IsWhiteSpace(text[index]))
            {
                EndWord(index);
                index += continued ? 2 : 1;
                continue;
            }
            if (start < 0)
                start = index;
            index = Take(text, index, word);
        }
        EndWord(index);
        end = index;
        return words;

        void EndWord(int behind)
        {
            if (start >= 0)
                words.Add(new CommandWord(word.ToString(), start, behind));
            word.Clear();
            start = -1;
        }
    }

    /// <summary>Copies one character or one quoted part to the word and returns the index behind it.</summary>
    private static int Take(string text, int index, StringBuilder word)
    {
        var quote = text[index];
        if (quote == '\\' && index + 1 < text.Length)
        {
            word.Append(text[index + 1]);
            return index + 2;
        }
        if (quote is not ('\'' or '"'))
        {
            word.Append(quote);
            return index + 1;
        }
        index++;
        while (index < text.Length && text[index] != quote)
            index = quote == '"' && text[index] == '\\' ? Take(text, index, word) : CopyOne(text, index, word);
        return Math.Min(index + 1, text.Length);
    }

    private static int CopyOne(string text, int index, StringBuilder word)
    {
        word.Append(text[index]);
        return index + 1;
    }

    /// <summary>Whether a pipe, separator or redirection starts here; the 2 of <c>2&gt;&amp;1</c> belongs to it.</summary>
    private static bool EndsCommand(string text, int index, bool insideWord) =>
        "|;&<>()\n".Contains(text[index], StringComparison.Ordinal) || (!insideWord && NumberedRedirection().IsMatch(text, index));

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*=", RegexOptions.CultureInvariant)]
    private static partial Regex Assignment();

    [GeneratedRegex(@"\G[0-9]+[<>]", RegexOptions.CultureInvariant)]
    private static partial Regex NumberedRedirection();
}
