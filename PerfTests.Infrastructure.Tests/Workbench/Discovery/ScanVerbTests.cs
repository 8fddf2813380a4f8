using PerfTests.Infrastructure.Tests.Configuration.Loading;
using PerfTests.Infrastructure.Tests.Suite;

namespace PerfTests.Infrastructure.Tests.Workbench.Discovery;

/// <summary><c>perftests scan --write</c> as a user runs it.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
internal sealed class ScanVerbTests
{
    private const string Before = """
        # mine, and in this order
        tool_discovery:
          enabled: true
          scan_directories: ["tools"]
          auto_generate_config: {enabled: true}   # yes
        ebpf_tools:
          # the second comes first
          second: {path: tools/second.bt, executable: bpftrace}
          first:
            path: tools/first.bt  # old
            executable: bpftrace
        """;

    [Test]
    public async Task What_was_found_is_added_once_and_comments_and_order_stay()
    {
        using var set = Set(Before);
        var first = await ScanAsync(set);
        var written = File.ReadAllText(set.File("ebpf-tools-spec.yaml"));
        var second = await ScanAsync(set);
        Assert.Multiple(() =>
        {
            Assert.That((first.ExitCode, second.ExitCode), Is.EqualTo((0, 0)), first.Output + second.Output);
            Assert.That(first.Output, Does.Contain(": third"));
            Assert.That(written, Does.StartWith(Before));
            Assert.That(set.Load().Tools.Select(tool => tool.Id), Is.EqualTo(new[] { "second", "first", "third" }));
            Assert.That(second.Output, Does.Contain("Nothing to add"));
            Assert.That(File.ReadAllText(set.File("ebpf-tools-spec.yaml")), Is.EqualTo(written));
        });
    }

    [TestCase("ebpf_tools:\n  a: {path: x\n", ":3: ")]
    [TestCase("ebpf_tools:\n  a: {paht: x}\n", "Did you mean 'path'?")]
    public async Task A_broken_file_is_refused_with_its_place_and_stays(string text, string said)
    {
        using var set = Set(text);
        var run = await ScanAsync(set);
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(2), run.Output);
            Assert.That(run.Output, Does.Contain("ebpf-tools-spec.yaml").And.Contains(said));
            Assert.That(File.ReadAllText(set.File("ebpf-tools-spec.yaml")), Is.EqualTo(text));
        });
    }

    private static ConfigFolder Set(string tools)
    {
        var set = new ConfigFolder().Write("ebpf-tools-spec.yaml", tools);
        Directory.CreateDirectory(set.File("tools"));
        foreach (var name in (string[])["first", "second", "third"])
            set.Write($"tools/{name}.bt", "tracepoint:net:net_dev_queue { @sent = count(); }\n");
        return set;
    }

    private static Task<CliRun> ScanAsync(ConfigFolder set) => CliRun.StartAsync(set.Folder, "scan", "--write", "--config", ".");
}
