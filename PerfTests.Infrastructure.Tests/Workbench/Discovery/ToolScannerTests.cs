using System.Diagnostics;
using PerfTests.Infrastructure.Tests.Remote;
using PerfTests.Workbench.Discovery;
using PerfTests.Workbench.Discovery.Files;

namespace PerfTests.Infrastructure.Tests.Workbench.Discovery;

[TestFixture]
internal sealed class ToolScannerTests
{
    private ScanFolder _folder = null!;

    [SetUp]
    public void Create() => _folder = new ScanFolder();

    [TearDown]
    public void Delete() => _folder.Dispose();

    [TestCase("p = argparse.ArgumentParser()\nadd_all(p.add_argument)\np.parse_args()")]
    [TestCase("p = argparse.ArgumentParser()\ngetattr(p, 'add_argument')('--pid', required=True)\np.parse_args()")]
    [TestCase("from common import make\nmake().parse_args()")]
    [TestCase("p = argparse.ArgumentParser()\nfor words in TABLE:\n    p.add_argument(*words)\np.parse_args()")]
    public async Task Options_that_the_text_does_not_show_are_said_to_be_unknown(string text)
    {
        using var folder = new ScanFolder();
        var tool = await folder.PythonAsync($"#!/usr/bin/env python3\nimport argparse\nfrom bcc import BPF\n{text}\nBPF(text='')\n");
        Assert.That(tool.Python!.Options, Has.Some.Property(nameof(PythonOption.IsComputed)).True);
    }

    [TestCase("p = argparse.ArgumentParser()\np.add_argument('-n')\np.parse_args()")]
    [TestCase("from argparse import ArgumentParser as Parser\np = Parser()\np.parse_args()")]
    [TestCase("class Mine(argparse.ArgumentParser):\n    pass\nMine().parse_args()")]
    [TestCase("p = argparse.ArgumentParser()\ng = p.add_argument_group().add_argument\ng('--name')\np.parse_args()")]
    public async Task Options_that_the_text_shows_are_all_there(string text)
    {
        using var folder = new ScanFolder();
        var tool = await folder.PythonAsync($"#!/usr/bin/env python3\nimport argparse\nfrom bcc import BPF\n{text}\nBPF(text='')\n");
        Assert.That(tool.Python!.Options, Has.None.Property(nameof(PythonOption.IsComputed)).True);
    }

    [Test]
    public async Task Arguments_that_are_imported_from_sys_are_read_by_the_tool_itself()
    {
        using var folder = new ScanFolder();
        Assert.That((await folder.PythonAsync("from sys import argv\nfrom bcc import BPF\nBPF(text=argv[1])\n")).Python!.ReadsArgv);
    }

    [Test]
    public async Task Options_of_a_python_tool_are_read_from_its_text()
    {
        var tool = await _folder.PythonAsync(
            """
            import argparse, sys
            MODES = {"fast": 1, "full": 2}
            parser = argparse.ArgumentParser()
            parser.add_argument("-i", "--phy-interface", required=True, help="it is " "so")
            group = parser.add_mutually_exclusive_group(required=True)
            group.add_argument("--mode", choices=sorted(MODES), default="fast")
            parser.add_argument("--count", type=int, default=-3)
            parser.add_argument("--quiet", action="store_true")
            parser.add_argument("target", nargs="?")
            parser.add_argument(*sys.path)
            parser.parse_args()
            """
        );
        var options = tool.Python!.Options;
        Assert.Multiple(() =>
        {
            Assert.That(
                options.Select(option => option.Name),
                Is.EqualTo(new[] { "--phy-interface", "--mode", "--count", "--quiet", "target", "?" })
            );
            Assert.That(options[0] is { IsNeeded: true, Help: "it is so", Names: ["-i", "--phy-interface"] });
            Assert.That(options[1].Choices, Is.EqualTo(new[] { "fast", "full" }));
            Assert.That(options[1] is { IsGroupRequired: true, Default: "fast" });
            Assert.That(options[2] is { Type: "int", Default: "-3" });
            Assert.That(options[3].TakesValue, Is.False);
            Assert.That(options[4] is { IsPositional: true, IsNeeded: false });
            Assert.That(options[5].IsComputed);
        });
    }

    [Test]
    public async Task A_bcc_tool_is_known_by_its_import_and_its_attach_types()
    {
        var tool = await _folder.PythonAsync(
            "from bcc import BPF\nb = BPF(text='''#include <linux/tcp.h>\nTRACEPOINT_PROBE(net, x) {}''')\nb.attach_kprobe(event='f', "
                + "fn_name='g')\n"
        );
        Assert.That(tool.Python, Is.Not.Null);
        Assert.That(
            (tool.Python!.UsesBcc, tool.Python.NeedsKernelHeaders, string.Join(',', tool.Python.AttachTypes), tool.Python.AttachCalls),
            Is.EqualTo((true, true, "kprobe,tracepoint", 2))
        );
    }

    [Test]
    public async Task A_scanned_tool_is_never_run()
    {
        var trace = _folder.Path("ran");
        await _folder.PythonAsync($"#!/usr/bin/env python3\n# coding: latin-1\nimport sys\nopen({"\""}{trace}{"\""}, 'w').close()\n");
        // A module of this name beside the tool would be taken for Python's own by a careless reader.
        _folder
            .Write("tools/ast.py", $"open({"\""}{trace}{"\""}, 'w').close()\n")
            .Write("tools/json.py", $"open({"\""}{trace}{"\""}, 'w').close()\n");
        await _folder.ScanAsync();
        Assert.That(trace, Does.Not.Exist);
    }

    [Test]
    public async Task Each_file_that_is_no_tool_or_not_understood_is_told_and_the_others_are_found()
    {
        _folder
            .Write("tools/good.bt", "kprobe:f { }")
            .Write("tools/sub/with blank's.bt", "kprobe:f { }")
            .Write("tools/bad.py", "def (:")
            .Write("tools/deep.py", new string('(', 5000))
            .Write("tools/deeper.py", string.Concat(Enumerable.Repeat("-", 100_000)) + "1")
            .Write("tools/part.py", "import os\nX = 1\ndef f():\n    return X\n")
            .Write("tools/empty.py", "")
            .Write("tools/line\nbreak.py", "x")
            .Write("tools/.hidden.py", "f()")
            .Write("tools/__pycache__/a.py", "f()")
            .Write("tools/bad.bt", "kprobe:f {")
            .Write("tools/huge.py", "print()" + new string('\n', 1 << 20));
        File.WriteAllBytes(_folder.Path("tools/binary.py"), [1, 0, 2]);
        File.CreateSymbolicLink(_folder.Path("tools/nowhere.py"), "gone");
        File.CreateSymbolicLink(_folder.Path("tools/loop"), ".");
        File.CreateSymbolicLink(_folder.Path("tools/circle.py"), "circle.py");
        File.CreateSymbolicLink(_folder.Path("tools/linked.bt"), Path.Combine("sub", "with blank's.bt"));
        File.CreateSymbolicLink(_folder.Path("tools/twice"), "sub");
        using (var fifo = Process.Start("mkfifo", [_folder.Path("tools/fifo.py")]))
            await fifo.WaitForExitAsync();

        var scan = await _folder.ScanAsync();
        string NoteOn(string name) => string.Join(';', scan.Notes.Where(note => note.Path == name).Select(note => note.Text));
        Assert.Multiple(() =>
        {
            Assert.That(
                scan.Tools.Where(tool => tool.Problem is null).Select(tool => tool.Path),
                Is.EqualTo(new[] { "tools/good.bt", "tools/linked.bt", "tools/sub/with blank's.bt", "tools/twice/with blank's.bt" })
            );
            Assert.That(NoteOn("tools/bad.py"), Does.Contain("no valid Python 3").And.Contain("line 1"));
            Assert.That(NoteOn("tools/deep.py"), Is.Not.Empty);
            Assert.That(NoteOn("tools/deeper.py"), Is.Not.Empty);
            Assert.That(NoteOn("tools/part.py"), Does.Contain("a part of a tool"));
            Assert.That(NoteOn("tools/empty.py"), Does.Contain("empty"));
            Assert.That(NoteOn("tools/line\nbreak.py"), Does.Contain("line break"));
            Assert.That(NoteOn("tools/binary.py"), Does.Contain("no tool"));
            Assert.That(NoteOn("tools/nowhere.py"), Does.Contain("leads nowhere"));
            Assert.That(NoteOn("tools/huge.py"), Does.Contain("larger than 1 MiB"));
            Assert.That(NoteOn("tools/bad.bt"), Does.Contain("without its block"));
            Assert.That(
                scan.Notes.Select(note => note.Text),
                Has.Some.Contains("'tools/loop' is a loop").And.Some.Contains("tools/circle.py")
            );
        });
    }

    [Test]
    public async Task A_compiled_program_is_found_by_its_first_bytes_whatever_its_size()
    {
        _folder.Write("tools/x", "text");
        File.WriteAllBytes(_folder.Path("tools/small"), [0x7F, .. "ELF"u8, 1]);
        File.WriteAllBytes(_folder.Path("tools/large"), [0x7F, .. "ELF"u8, .. new byte[2 << 20]]);
        var scan = await _folder.ScanAsync("*");
        Assert.Multiple(() =>
        {
            Assert.That(
                scan.Tools.Select(tool => (tool.Path, tool.Kind)),
                Is.EqualTo(new[] { ("tools/large", ToolKind.Elf), ("tools/small", ToolKind.Elf) })
            );
            Assert.That(scan.Tools[0].Sha256, Has.Length.EqualTo(64).And.Not.EqualTo(scan.Tools[1].Sha256));
        });
    }

    [Test]
    public async Task Without_python_the_tool_is_found_and_the_remedy_is_told()
    {
        var host = new CannedHost(command => command.Line.Contains("python3", StringComparison.Ordinal) ? CannedProcess.Ended(127) : null);
        var facts = await new PythonReader(new HostMachine(host)).ReadAsync("/srv/perftests", ["tool.py"], CancellationToken.None);
        Assert.That(facts.Single().Error, Does.Contain("apt-get install python3"));
    }

    [TestCase("")]
    [TestCase("{\"options\":[")]
    [TestCase("null")]
    [TestCase("{\"readyLine\":\"\\ud800\"}")]
    public async Task What_python_says_in_pieces_is_a_problem_of_that_tool_only(string output)
    {
        var host = new CannedHost(_ => CannedProcess.Ended(1, output: output));
        var facts = await new PythonReader(new HostMachine(host)).ReadAsync("/srv/perftests", ["tool.py"], CancellationToken.None);
        Assert.That(facts.Single().Error, Is.Not.Null);
    }
}
