using PerfTests.Infrastructure.Tests.Remote;
using PerfTests.Infrastructure.Tools.Bpf;

namespace PerfTests.Infrastructure.Tests.Tools.Bpf;

[TestFixture]
internal sealed class KernelProgramsTests
{
    private readonly Dictionary<string, string> _answers = [];
    private readonly List<string> _asked = [];

    [SetUp]
    public void Clear()
    {
        _answers.Clear();
        _asked.Clear();
    }

    [Test]
    public async Task Of_hosts_with_one_kernel_one_is_asked_for_all_once_that_is_known()
    {
        var (a, b, c) = (Host("a", "shared", 1), Host("b", "shared", 1), Host("c", "own", 3));
        var kernels = new KernelPrograms();
        await kernels.ReadAsync([a, b, c], default);
        _asked.Clear();
        var listings = await kernels.ReadAsync([a, c, b], default);
        Assert.That(
            listings.Select(listing => (listing.BootId, listing.Programs![0].Id)),
            Is.EqualTo(new[] { ("shared", 1), ("own", 3), ("shared", 1) })
        );
        Assert.That(_asked, Is.EquivalentTo(new[] { "a", "c" }));
    }

    [Test]
    public async Task After_a_restart_every_host_speaks_for_itself()
    {
        var (a, b) = (Host("a", "shared", 1), Host("b", "shared", 1));
        var kernels = new KernelPrograms();
        await kernels.ReadAsync([a, b], default);
        Host("a", "new", 7);
        Assert.That((await kernels.ReadAsync([a, b], default)).Select(listing => listing.Programs![0].Id), Is.EqualTo(new[] { 7, 1 }));
        Assert.That((await kernels.ReadAsync([a, b], default)).Select(listing => listing.BootId), Is.EqualTo(new[] { "new", "shared" }));
    }

    [Test]
    public async Task A_host_that_may_not_list_them_does_not_speak_for_another()
    {
        var (a, b) = (Host("a", "shared", 1), Host("b", "shared", 2));
        var kernels = new KernelPrograms();
        await kernels.ReadAsync([a, b], default);
        _answers["a"] = "shared\nbpftool\nrefused\n";
        var listings = await kernels.ReadAsync([a, b], default);
        Assert.That((listings[0].Programs, listings[1].Programs![0].Id), Is.EqualTo(((IReadOnlyList<LoadedProgram>?)null, 2)));
    }

    private CannedHost Host(string id, string kernel, int program)
    {
        _answers[id] = $$"""{{$"{kernel}\nbpftool\n"}}[{"id":{{program}},"type":"xdp","name":"p","tag":"t"}]{{"\n"}}""";
        return new CannedHost(_ =>
        {
            lock (_asked)
                _asked.Add(id);
            return CannedProcess.Ended(0, output: _answers[id]);
        })
        {
            Id = id,
        };
    }
}
