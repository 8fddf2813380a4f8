using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PerfTests.Infrastructure.Remote.Supervision;

namespace PerfTests.Infrastructure.Tests.Remote.Supervision;

[TestFixture]
internal sealed class BoundedBytesTests
{
    [Test]
    public void What_is_within_the_limit_is_kept_byte_for_byte_and_of_more_the_beginning_and_the_end() =>
        Prop.ForAll(
                (
                    from limit in Gen.Choose(1, 40)
                    from pieces in Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf().ArrayOf()
                    select (limit, pieces)
                ).ToArbitrary(),
                input =>
                {
                    var kept = new BoundedBytes(input.limit);
                    foreach (var piece in input.pieces)
                        kept.Append(piece);
                    byte[] all = [.. input.pieces.SelectMany(piece => piece)];
                    var (head, tail) = (input.limit - (input.limit / 2), input.limit / 2);
                    byte[] expected =
                        all.Length <= input.limit
                            ? all
                            :
                            [
                                .. all[..head],
                                .. Encoding.ASCII.GetBytes($"\n[{all.Length - input.limit} bytes left out]\n"),
                                .. all[^tail..],
                            ];
                    return kept.ToArray().AsSpan().SequenceEqual(expected)
                        && kept.Length == all.Length
                        && kept.Dropped == Math.Max(0, all.Length - input.limit);
                }
            )
            .QuickCheckThrowOnFailure();

    [Test]
    public async Task A_stream_without_end_in_sight_is_read_to_its_end_and_kept_within_the_limit()
    {
        using var stream = new MemoryStream(new byte[5 * 1024 * 1024]);
        var kept = await BoundedBytes.ReadAsync(stream, 1000, CancellationToken.None);
        Assert.That((kept.Length, kept.ToArray().Length), Is.EqualTo((5L * 1024 * 1024, 1000 + "\n[5241880 bytes left out]\n".Length)));
    }
}
