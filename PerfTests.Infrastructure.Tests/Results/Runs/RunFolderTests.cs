using System.Text.Json;
using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests.Infrastructure.Tests.Results.Runs;

[TestFixture]
internal sealed class RunFolderTests
{
    private TemporaryTree _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TemporaryTree();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public async Task Raw_output_is_kept_byte_for_byte()
    {
        byte[] raw = [0xEF, 0xBB, 0xBF, 0x00, 0xFF, 0x0D, 0x0A, 0xC3];
        var run = Create(TemporaryTree.ToolCase);
        await run.WriteAsync("client_results/stream_1.json", raw, default);
        await run.WriteAsync("ebpf_output/tool_stdout.log", new MemoryStream(raw), default);
        Assert.That(await File.ReadAllBytesAsync(Path.Combine(run.FullPath, "client_results/stream_1.json")), Is.EqualTo(raw));
        Assert.That(await File.ReadAllBytesAsync(Path.Combine(run.FullPath, "ebpf_output/tool_stdout.log")), Is.EqualTo(raw));
    }

    [Test]
    public async Task A_file_that_broke_while_it_was_written_leaves_nothing_and_the_old_one_stays()
    {
        var run = Create(TemporaryTree.BaselineCase);
        await run.WriteAsync("server_results/server.log", "whole", default);
        Assert.That(() => run.WriteAsync("server_results/server.log", new BrokenStream(), default), Throws.TypeOf<IOException>());
        Assert.That(await File.ReadAllTextAsync(Path.Combine(run.FullPath, "server_results/server.log")), Is.EqualTo("whole"));
        Assert.That(Directory.GetFileSystemEntries(Path.Combine(run.FullPath, "server_results")), Has.Length.EqualTo(1));
    }

    [TestCase("../x")]
    [TestCase("client_results/../../x")]
    [TestCase("/etc/x")]
    [TestCase("client_results/")]
    [TestCase("a b")]
    [TestCase("ebpf_output/tool_stdout.log")]
    public void A_path_that_the_folder_does_not_have_is_refused(string path) =>
        Assert.That(() => Create(TemporaryTree.BaselineCase).WriteAsync(path, "x", default), Throws.ArgumentException);

    [Test]
    public async Task A_complete_run_takes_no_more_files()
    {
        var run = Create(TemporaryTree.BaselineCase);
        await run.CompleteAsync(TemporaryTree.Run(100), TemporaryTree.Fingerprint, default);
        Assert.That(() => run.WriteAsync("monitoring/disk_io.log", "late", default), Throws.InvalidOperationException);
    }

    [Test]
    public void A_run_of_the_other_arm_is_refused() =>
        Assert.That(
            () => Create(TemporaryTree.BaselineCase).CompleteAsync(TemporaryTree.Run(1, tool: "t"), TemporaryTree.Fingerprint, default),
            Throws.ArgumentException
        );

    [Test]
    public async Task The_metadata_follow_their_schema()
    {
        var run = await _folder.AddAsync(TemporaryTree.ToolCase, TemporaryTree.Run(100, tool: "tracer_a1b2c3"));
        var text = _folder.Read($"{run.Folder}/metadata.json");
        using var metadata = JsonDocument.Parse(text);
        var root = metadata.RootElement;
        Assert.That(
            root.EnumerateObject().Select(property => property.Name),
            Is.EqualTo(new[] { "test_case", "execution", "tool", "hosts", "commands", "metrics", "cpu", "tool_use" })
        );
        Assert.That(root.GetProperty("test_case").GetProperty("ebpf_tool").GetString(), Is.EqualTo("tracer_a1b2c3"));
        Assert.That(root.GetProperty("test_case").GetProperty("test_type").GetString(), Is.EqualTo("latency"));
        Assert.That(root.GetProperty("execution").GetProperty("start_time").GetString(), Is.EqualTo("2024-12-01T16:30:22+02:00"));
        Assert.That(root.GetProperty("execution").GetProperty("status").GetString(), Is.EqualTo("success"));
        Assert.That(root.GetProperty("execution").GetProperty("purpose").GetString(), Is.EqualTo("measurement"));
        Assert.That(root.GetProperty("commands").GetProperty("client_cmd")[0].GetString(), Is.EqualTo("netperf -H '10.0.0.1' <x>"));
        Assert.That(text, Does.Contain("<x>"), "commands stay readable");
    }

    [TestCase(0.1)]
    [TestCase(1.0 / 3)]
    [TestCase(9415926535.8979)]
    [TestCase(5e-324)]
    public async Task A_value_comes_back_as_it_was(double value)
    {
        await _folder.AddAsync(TemporaryTree.BaselineCase, TemporaryTree.Run(value));
        var runs = await _folder.Store.ReadRunsAsync(TemporaryTree.BaselineCase, default);
        Assert.That(runs.Items.Single().Metrics["mean_latency"], Is.EqualTo(value));
    }

    [TestCase(double.NaN)]
    [TestCase(double.NegativeInfinity)]
    public async Task What_is_not_a_number_is_null_in_the_file_and_NaN_again_when_read(double value)
    {
        var run = await _folder.AddAsync(TemporaryTree.BaselineCase, TemporaryTree.Run(value));
        Assert.That(_folder.Read($"{run.Folder}/metadata.json"), Does.Contain("\"mean_latency\": null"));
        Assert.That(
            (await _folder.Store.ReadRunsAsync(TemporaryTree.BaselineCase, default)).Items.Single().Metrics["mean_latency"],
            Is.NaN
        );
    }

    [Test]
    public async Task The_fingerprint_comes_back()
    {
        var run = await _folder.AddAsync(TemporaryTree.BaselineCase, TemporaryTree.Run(1));
        var read = await _folder.Store.ReadFingerprintAsync(run.Folder, default);
        Assert.That(read.Items.Single().Differences(TemporaryTree.Fingerprint), Is.Empty);
        Assert.That((await _folder.Store.ReadFingerprintAsync("baseline/absent", default)).Problems, Has.Count.EqualTo(1));
    }

    private RunFolder Create(string caseName) => _folder.Tree.CreateRun(caseName, TemporaryTree.Start);

    private sealed class BrokenStream : MemoryStream
    {
        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
        {
            destination.WriteByte(1);
            throw new IOException("the link is gone");
        }
    }
}
