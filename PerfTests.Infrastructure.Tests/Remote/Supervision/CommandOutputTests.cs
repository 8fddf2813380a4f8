using System.Security.Cryptography;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Remote.OpenSsh;
using PerfTests.Infrastructure.Remote.Supervision;

namespace PerfTests.Infrastructure.Tests.Remote.Supervision;

[TestFixture(Transport.SshNet)]
[TestFixture(Transport.OpenSsh)]
[Category("Lab")]
internal sealed class CommandOutputTests(Transport transport)
{
    private RemoteLab? _lab;

    private ShellHost Host => _lab!["system-server"];

    [OneTimeSetUp]
    public async Task RaiseLab() => _lab = await RemoteLab.RaiseAsync(transport);

    [OneTimeTearDown]
    public async Task TakeLabDown()
    {
        if (_lab is not null)
            await _lab.DisposeAsync();
    }

    [Test]
    public async Task Output_comes_byte_for_byte_also_without_a_last_line_end()
    {
        var result = await RunAsync(@"printf 'a\000b\r\n\377\n\n  end'");
        Assert.That(result.StandardOutput, Is.EqualTo("a\0b\r\n"u8.ToArray().Append((byte)0xff).Concat("\n\n  end"u8.ToArray())));
    }

    [Test]
    public async Task Five_random_megabytes_come_whole()
    {
        var bytes = RandomNumberGenerator.GetBytes(5 * 1024 * 1024);
        var file = Path.Combine(Directory.CreateDirectory(Host.WorkDir).FullName, "random");
        await File.WriteAllBytesAsync(file, bytes);
        var result = await RunAsync($"cat {ShellWord.Quote(file)}");
        Assert.That(SHA256.HashData(result.StandardOutput), Is.EqualTo(SHA256.HashData(bytes)));
    }

    [Test]
    public async Task The_two_streams_stay_apart()
    {
        var result = await RunAsync("echo out; echo err >&2; printf more; printf other >&2");
        Assert.Multiple(() =>
        {
            Assert.That(result.Output, Is.EqualTo("out\nmore"));
            Assert.That(result.Error, Is.EqualTo("err\nother"));
        });
    }

    [Test]
    public async Task A_command_has_no_arguments_of_the_supervisor() =>
        Assert.That((await RunAsync("echo \"$# [$1]\"")).Output, Is.EqualTo("0 []\n"));

    [Test]
    public async Task A_command_without_output_has_none()
    {
        var result = await RunAsync("true");
        Assert.Multiple(() =>
        {
            Assert.That(result.StandardOutput, Is.Empty);
            Assert.That(result.StandardError, Is.Empty);
        });
    }

    [Test]
    public async Task What_the_login_shell_prints_is_never_output()
    {
        var sockets = Directory.CreateTempSubdirectory("pt-");
        await using var made = TransportChoice.Make(_lab!.Target("system-server"), () => sockets.FullName);
        await using var connection = await made.ConnectAsync(1, CancellationToken.None);
        await using var process = await SupervisedProcess.StartAsync(
            "noisy",
            new RemoteCommand("echo mine; echo also mine >&2"),
            line =>
                connection.OpenAsync($"echo Welcome; printf 'You have mail. '; echo quota exceeded >&2; {line}", CancellationToken.None),
            Stream.Null,
            isShared: false,
            throughSudo: false,
            CancellationToken.None
        );
        var result = await process.Completion;
        Assert.Multiple(() =>
        {
            Assert.That(result.Output, Is.EqualTo("mine\n"));
            Assert.That(result.Error, Is.EqualTo("also mine\n"));
        });
    }

    [Test]
    public async Task A_command_that_shows_every_process_s_command_line_ends_with_its_own_status()
    {
        var result = await RunAsync("cat /proc/[0-9]*/cmdline; exit 7");
        Assert.That(result.ExitCode, Is.EqualTo(7));
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(127)]
    [TestCase(255)]
    public async Task The_exit_code_is_the_command_s_own(int code) =>
        Assert.That((await RunAsync($"exit {code}")).ExitCode, Is.EqualTo(code));

    [TestCase("KILL", 137)]
    [TestCase("TERM", 143)]
    [TestCase("SEGV", 139)]
    public async Task A_command_that_dies_of_a_signal_says_which(string signal, int code) =>
        Assert.That((await RunAsync($"exec sh -c 'kill -s {signal} $$'")).ExitCode, Is.EqualTo(code));

    [Test]
    public void A_checked_command_that_fails_tells_host_status_and_error() =>
        Assert.That(
            () => Host.RunCheckedAsync(new RemoteCommand("echo no such thing >&2; exit 3"), CancellationToken.None),
            Throws
                .TypeOf<RemoteException>()
                .With.Message.Contains("system-server")
                .And.Message.Contains("exit code 3")
                .And.Message.Contains("no such thing")
        );

    [Test]
    public async Task A_command_starts_in_its_working_directory()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Host.WorkDir, "with 'quotes' & blanks")).FullName;
        var result = await Host.RunAsync(new RemoteCommand("pwd") { WorkingDirectory = folder }, CancellationToken.None);
        Assert.That(result.Output, Is.EqualTo($"{folder}\n"));
    }

    [Test]
    public async Task A_working_directory_that_is_not_there_fails_the_command_and_does_not_run_it()
    {
        var result = await Host.RunAsync(new RemoteCommand("echo ran") { WorkingDirectory = "/no/such/folder" }, CancellationToken.None);
        Assert.Multiple(() =>
        {
            Assert.That(result.ExitCode, Is.Not.Zero);
            Assert.That(result.Output, Is.Empty);
            Assert.That(result.Error, Does.Contain("/no/such/folder"));
        });
    }

    [TestCase("plain")]
    [TestCase("")]
    [TestCase("$(touch /tmp/never) `id` ; rm -rf \"x\" & | > < * ? [a] {b} ~ ! # \\ %")]
    [TestCase("it's 'quoted' \"twice\"")]
    [TestCase("-n --option=value")]
    [TestCase(" blanks\tand\nlines\r\n")]
    [TestCase("größer µ 中文 😀")]
    public async Task A_hostile_value_arrives_as_one_word(string value)
    {
        var result = await RunAsync($"printf '%s|' {ShellWord.Quote(value)} end");
        Assert.That(result.Output, Is.EqualTo($"{value}|end|"));
    }

    [Test]
    public async Task Standard_input_is_empty_and_never_the_supervisor_s_own() =>
        Assert.That((await RunAsync("cat; echo end")).Output, Is.EqualTo("end\n"));

    [Test]
    public async Task System_folders_are_on_the_path_of_every_command() =>
        Assert.That((await RunAsync("printf %s \"$PATH\"")).Output.Split(':'), Is.SupersetOf(new[] { "/usr/sbin", "/sbin" }));

    [Test]
    public async Task Twenty_commands_at_once_all_come_back_although_a_connection_takes_eight()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => RunAsync($"sleep 0.3; echo {number}; exit {number}")));
        Assert.Multiple(() =>
        {
            Assert.That(results.Select(result => result.ExitCode), Is.EqualTo(Enumerable.Range(0, 20)));
            Assert.That(results.Select(result => result.Output), Is.EqualTo(Enumerable.Range(0, 20).Select(number => $"{number}\n")));
        });
    }

    [Test]
    public async Task A_daemon_that_a_command_leaves_behind_does_not_hold_up_its_result()
    {
        await using var process = await Host.StartAsync(
            new RemoteCommand("setsid sleep 30 & while [ \"$(ps -o sid= -p $!)\" -ne $! ]; do :; done; echo $!; exit 4"),
            CancellationToken.None
        );
        var result = await process.Completion.WaitAsync(TimeSpan.FromSeconds(15));
        var daemon = int.Parse(result.Output);
        using var left = System.Diagnostics.Process.GetProcessById(daemon);
        left.Kill();
        Assert.That(result.ExitCode, Is.EqualTo(4));
    }

    [Test]
    public async Task A_daemon_on_this_machine_that_holds_the_output_does_not_hold_up_a_hook()
    {
        await using var here = new ControllerHost();
        await using var process = await here.StartAsync(
            new RemoteCommand("setsid sleep 30.5183 & while [ \"$(ps -o sid= -p $!)\" -ne $! ]; do :; done; echo $!"),
            CancellationToken.None
        );
        var result = await process.Completion.WaitAsync(TimeSpan.FromSeconds(20));
        using var left = System.Diagnostics.Process.GetProcessById(int.Parse(result.Output));
        left.Kill();
        Assert.That(result.ExitCode, Is.Zero);
    }

    private Task<CommandResult> RunAsync(string line) => Host.RunAsync(new RemoteCommand(line), CancellationToken.None);
}
