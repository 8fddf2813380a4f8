using System.Text.RegularExpressions;

namespace PerfTests.Infrastructure.Configuration.Commands;

/// <summary>Tells of a client command, before anything is measured, why its load could not be.</summary>
internal static partial class ClientCommandCheck
{
    private static readonly string[] Shells = ["sh", "bash", "dash", "zsh", "ksh", "ssh"];

    /// <summary>What the command does and what to write instead; null when it can be measured.</summary>
    public static (string Problem, string Remedy)? Of(CommandTemplate template)
    {
        var command = LoadCommand.Parse(template);
        if (command.Wrappers.FirstOrDefault(wrapper => IsRefused(wrapper, command)) is { Refusal: { } refusal } refused)
            return (
                $"runs '{refused.Name}', which {refusal}",
                "Enter a namespace with 'ip netns exec NAME' or 'nsenter', or make the container a host of its own."
            );
        var programs = string.Join(", ", LoadProgramSyntax.All.Select(syntax => syntax.Name));
        if (LoadProgramSyntax.Find(command.Program) is not { } syntax)
        {
            var runs = command.Program.Length == 0 ? "names no program" : $"runs '{command.Program}'";
            return (
                $"{runs}, whose output cannot be read",
                Shells.Contains(command.Program) || command.Rest.Length > 0
                    ? $"Write one command that starts with {programs} or a wrapper such as taskset; what must come before it belongs "
                        + $"into hooks.yaml."
                    : $"Let it start with one of {programs}, after {Wrappers()} if need be."
            );
        }
        if (command.Options.FirstOrDefault(option => syntax.Refused.ContainsKey(option.Name)) is { } option)
            return ($"gives {syntax.Name} {option.Name}, which {syntax.Refused[option.Name]}", $"Remove {option.Name}.");
        if (
            !syntax.TakesBothEnds
            && command.Options.FirstOrDefault(syntax.IsAmount) is { } amount
            && command.Options.FirstOrDefault(option => syntax.DurationOptions.Except(syntax.AmountOptions).Contains(option.Name))
                is { } time
        )
            return ($"gives {syntax.Name} {amount.Name} and {time.Name}, and a load has one end", $"Remove {amount.Name} or {time.Name}.");
        if (Redirected().IsMatch(command.Rest))
            return (
                "sends its output to a file, so that nothing is left to read",
                "Remove the redirection: what the program prints is kept in result/."
            );
        return Background().IsMatch(command.Rest) ? ("goes to the background, so that nothing waits for it", "Remove the '&'.") : null;
    }

    private static string Wrappers() =>
        string.Join(
            ", ",
            CommandWrapper
                .All.Where(wrapper => wrapper is { Refusal: null } or { RequiredOption: not null })
                .Select(wrapper => wrapper.Name)
        );

    private static bool IsRefused(CommandWrapper wrapper, LoadCommand command) =>
        wrapper.Refusal is not null
        && (wrapper.RequiredOption is not { } option || command.Words.Take(command.ProgramIndex).All(word => word.Value != option));

    [GeneratedRegex(@"\A[^|;\n]*?((?<=\A|\s)1?>{1,2}(?!&)|&>)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Redirected();

    [GeneratedRegex(@"\A\s*&(?![&>])", RegexOptions.CultureInvariant)]
    private static partial Regex Background();
}
