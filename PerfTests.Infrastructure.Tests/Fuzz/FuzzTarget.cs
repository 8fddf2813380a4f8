using System.Text;

namespace PerfTests.Infrastructure.Tests.Fuzz;

/// <summary>A reader of foreign text under fuzzing.</summary>
/// <param name="Name">Its name in messages and in the page of the documentation.</param>
/// <param name="Parser">The type that reads.</param>
/// <param name="Samples">Real inputs, which are damaged.</param>
/// <param name="Read">Reads one input; an exception of another kind than <paramref name="Typed"/> is a finding, a wrong result
/// throws.</param>
/// <param name="Typed">The exceptions by which its contract refuses an input.</param>
internal sealed record FuzzTarget(string Name, Type Parser, IReadOnlyList<byte[]> Samples, Action<byte[]> Read, params Type[] Typed)
{
    /// <summary>Further types whose reading is a part of this one.</summary>
    public IReadOnlyList<Type> Parts { get; init; } = [];

    /// <summary>Part of the inputs that it gets: a reader that is fuzzed file by file shares them out.</summary>
    public double Share { get; init; } = 1;

    /// <summary>A reader of text, which gets what decoding makes of any bytes, as from a host.</summary>
    public static FuzzTarget OfText(string name, Type parser, IEnumerable<string> samples, Action<string> read, params Type[] typed) =>
        new(name, parser, [.. samples.Select(Encoding.UTF8.GetBytes)], bytes => read(Encoding.UTF8.GetString(bytes)), typed);

    public override string ToString() => Name;
}
