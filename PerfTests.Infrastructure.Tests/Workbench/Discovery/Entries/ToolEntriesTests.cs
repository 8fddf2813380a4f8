using FsCheck;
using FsCheck.Fluent;
using PerfTests.Infrastructure.Configuration.Tools;
using PerfTests.Infrastructure.Tests.Configuration.Loading;
using PerfTests.Workbench.Discovery;
using PerfTests.Workbench.Discovery.Entries;
using PerfTests.Workbench.Discovery.Files;

namespace PerfTests.Infrastructure.Tests.Workbench.Discovery.Entries;

[TestFixture]
internal sealed class ToolEntriesTests
{
    private static readonly string[] Words =
    [
        "",
        " ",
        "tool",
        "null",
        "~",
        "a b",
        "{x}",
        "{SRC_IP}",
        "it's",
        "\"",
        "\\",
        "\n",
        "\u0085",
        "\u2028",
        "\0",
        "#",
        ": ",
        "- ",
        "é",
        "漢",
        "\U0001F600",
        "\uFEFF",
        "%",
        "&a",
        "*",
        "--src-ip",
        "--dst_ip",
        "--phy-interface",
        "--odd-interface",
        "-i",
        "--direction",
        "--protocol",
        "--port",
        "--mode",
        "rx",
        "tx",
        "tcp",
        "TCP",
        "int",
        "store",
        "2",
        "+",
        "?",
        "\t",
        "1",
        "x.rx",
    ];

    [Test]
    public async Task A_tool_that_says_all_of_its_options_gets_an_entry_that_can_run()
    {
        var tool = await LoadAsync("ebpf-tools/performance/system-network", "system_network_performance_metrics.py");
        Assert.Multiple(() =>
        {
            Assert.That(tool.Enabled);
            Assert.That(
                tool.Template,
                Is.EqualTo(
                    "--internal-interface {INTERNAL_INTERFACE} --phy-interface {PHY_INTERFACE} --src-ip {SRC_IP} --dst-ip {DST_IP} "
                        + "--direction {direction} --protocol {protocol}"
                )
            );
            Assert.That(tool.Axes["direction"], Is.EqualTo(new[] { "rx", "tx" }));
            Assert.That(tool.Ready.Line, Is.EqualTo("^ready$"));
            Assert.That(tool.RequiredVariables, Is.EqualTo(new[] { "INTERNAL_INTERFACE", "PHY_INTERFACE", "SRC_IP", "DST_IP" }));
            Assert.That(tool.Executable, Is.EqualTo("python3"));
        });
    }

    [TestCase("ebpf-tools/linux-network-stack", "tcp_state_counter.bt", true, 1)]
    [TestCase("ebpf-tools/linux-network-stack", "packet_printer.bt", true, 2)]
    [TestCase("ebpf-tools/performance/vm-network", "vm_network_latency_summary.py", true, 1)]
    [TestCase("ebpf-tools/dead", "never_runs.bt", true, 1)]
    [TestCase("ebpf-tools/dead", "dies_midway.py", true, 1)]
    [TestCase("ebpf-tools/dead", "loads_no_program.py", false, 1)]
    [TestCase("ebpf-tools/dead", "exits_at_once.py", false, 1)]
    public async Task Every_sample_tool_gets_an_entry_that_loads_and_one_that_shows_no_program_is_not_enabled(
        string folder,
        string file,
        bool isEnabled,
        int programs
    )
    {
        var tool = await LoadAsync(folder, file);
        Assert.That((tool.Enabled, tool.ExpectedPrograms), Is.EqualTo((isEnabled, programs)));
    }

    [TestCase("param_kprobe.bt", "the script uses $1; give a value for each in parameters.template")]
    [TestCase("param_interval.bt", "the script uses $1; give a value for each in parameters.template")]
    [TestCase("param_whole.bt", "the script uses $1; give a value for each in parameters.template")]
    [TestCase("alias_of_add_argument.py", "--pid is required: process to follow")]
    [TestCase("positional_by_dest.py", "functions is required")]
    [TestCase("getopt.bt", null)]
    [TestCase("trailing_comma.bt", null)]
    public async Task A_tool_that_needs_an_argument_is_not_enabled_before_it_is_filled_in(string file, string? fillIn)
    {
        using var set = new ConfigFolder();
        using var folder = new ScanFolder().Write($"tools/{file}", RecordedOutput.Read($"foreign/scan/{file}"));
        var entry = Entries(set, (await folder.ScanAsync()).Tools.Single()).Single();
        Assert.That(entry.FillIns, fillIn is null ? Is.Empty : Is.EqualTo(new[] { fillIn }));
        Assert.That(entry.Lines, fillIn is null ? Has.None.EqualTo("  enabled: false") : Has.Some.EqualTo("  enabled: false"));
        if (file == "getopt.bt")
            Assert.That(entry.Lines, Has.Some.EqualTo("# Left at its default: --limit (5)"));
    }

    [Test]
    public void What_only_a_person_knows_is_marked_and_keeps_the_tool_disabled()
    {
        using var set = new ConfigFolder();
        var entry = Entries(
                set,
                new FoundTool
                {
                    Path = "tools/x.py",
                    Kind = ToolKind.Python,
                    SizeBytes = 1,
                    Sha256 = "",
                    Python = new PythonFacts
                    {
                        UsesBcc = true,
                        Options =
                        [
                            new PythonOption
                            {
                                Names = ["--key"],
                                IsRequired = true,
                                Help = "the\nkey",
                            },
                            new PythonOption { Names = ["--odd-interface"], IsRequired = true },
                            new PythonOption
                            {
                                Names = ["--brace"],
                                IsRequired = true,
                                Default = "{x}",
                            },
                            new PythonOption
                            {
                                Names = ["--direction"],
                                IsRequired = true,
                                HasChoices = true,
                            },
                            new PythonOption
                            {
                                Names = ["--protocol"],
                                IsRequired = true,
                                HasChoices = true,
                                Choices = ["TCP\n"],
                            },
                        ],
                    },
                }
            )
            .Single();
        Assert.Multiple(() =>
        {
            Assert.That(entry.FillIns, Has.Count.EqualTo(5));
            Assert.That(entry.Lines, Has.Some.EqualTo("# FILL IN: --key is required: the key"));
            Assert.That(entry.Lines, Has.Some.EqualTo("  enabled: false"));
        });
    }

    [Test]
    public void Whatever_a_tool_says_of_itself_its_entry_loads_beside_the_existing_ones()
    {
        using var set = new ConfigFolder();
        set.Write("ebpf-tools-spec.yaml", "ebpf_tools:\n  tool: {path: x, parameters: {template: \"{direction}\"}}\n");
        var text = File.ReadAllText(set.File("ebpf-tools-spec.yaml"));
        Prop.ForAll(
                Gen.ListOf(Tool()).ToArbitrary(),
                tools =>
                {
                    set.Write("ebpf-tools-spec.yaml", text);
                    var file = new ToolsFileText("ebpf-tools-spec.yaml", text);
                    var entries = new ToolEntries(set.Load(), file.Keys).For(tools);
                    set.Write("ebpf-tools-spec.yaml", file.Append(entries));
                    var loaded = set.Load().Tools;
                    return loaded
                            .Skip(1)
                            .Select(tool => (tool.Id, tool.Path))
                            .SequenceEqual(entries.Select(entry => (entry.Id, entry.Path)))
                        && loaded.Skip(1).Zip(entries).All(pair => pair.First.Enabled == (pair.Second.FillIns.Count == 0));
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    // What the reader lets through: no control characters, no '-' in front, no blanks at the ends.
    private static Gen<FoundTool> Tool() =>
        from path in Text()
        from kind in Gen.Elements(Enum.GetValues<ToolKind>())
        from options in Gen.ListOf(Option())
        from script in Text()
        from flag in Gen.Elements(true, false)
        from line in Gen.Elements<string?>(null, "ready", " Ready", "READY")
        select new FoundTool
        {
            Path = "tools/" + string.Concat(path.Where(character => !char.IsControl(character))) + ".py",
            Kind = kind,
            SizeBytes = 1,
            Sha256 = "",
            Python =
                kind == ToolKind.Python && flag
                    ? new PythonFacts
                    {
                        Options = [.. options],
                        ReadyLine = line,
                        UsesBcc = true,
                        AttachTypes = [script],
                        OtherParser = flag ? null : script,
                    }
                    : null,
            Bpftrace =
                kind == ToolKind.Bpftrace && flag
                    ? new BpftraceScript([new BpftraceProbe(script)], options.Count > 1 ? [1] : [], flag, null)
                    : null,
            Problem = flag ? null : script,
        };

    private static Gen<PythonOption> Option() =>
        from name in Text()
        from other in Text()
        from required in Gen.Elements(true, false)
        from positional in Gen.Elements(true, false)
        from choices in Gen.ListOf(Text())
        from nullable in Gen.ArrayOf(Text().Select(text => text.Length == 0 ? null : text), 5)
        select new PythonOption
        {
            Names = [name, other],
            IsRequired = required,
            IsPositional = positional,
            HasChoices = choices.Count > 2,
            Choices = choices.Count > 2 ? [.. choices] : null,
            Default = nullable[0],
            Help = nullable[1],
            Type = nullable[2],
            Nargs = nullable[3],
            Group = nullable[4],
            IsGroupRequired = required,
        };

    private static Gen<string> Text() =>
        Gen.OneOf(
            Gen.Elements(Words),
            Gen.ListOf(Gen.Elements(Words)).Select(words => string.Concat(words.Take(3))),
            ArbMap.Default.GeneratorFor<string?>().Select(Clean)
        );

    // What reaches this code went through UTF-8, which has no half characters.
    private static string Clean(string? text) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text ?? ""));

    private static IReadOnlyList<ToolEntry> Entries(ConfigFolder set, params FoundTool[] tools) =>
        new ToolEntries(set.Load(), []).For(tools);

    private static async Task<ToolSpec> LoadAsync(string folder, string file)
    {
        using var set = new ConfigFolder();
        var discovery = new ToolDiscovery { ScanDirectories = [folder], FilePatterns = [file] };
        var scan = await ToolScanner.ScanAsync(new LocalMachine([RepositoryFolder.Of()]), discovery, CancellationToken.None);
        set.Write("ebpf-tools-spec.yaml", ToolsFileText.Show(Entries(set, [.. scan.Tools])));
        return set.Load().Tools.Single();
    }
}
