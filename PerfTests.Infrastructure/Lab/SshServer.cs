using System.Diagnostics;
using System.Net.Sockets;
using PerfTests.Infrastructure.Configuration.Commands;

namespace PerfTests.Infrastructure.Lab;

/// <summary>The sshd of one lab host.</summary>
/// <param name="Namespace">Network namespace that it serves.</param>
/// <param name="Address">Management address that it listens on.</param>
/// <param name="Folder">Folder of its host key, configuration and log.</param>
/// <param name="AuthorizedKeysFile">Keys that may log in as root.</param>
/// <param name="WorkFolder">Folder for files of the host, which its sessions learn from <c>PERFTESTS_WORKDIR</c>: the login folder is that
/// of all hosts.</param>
internal sealed record SshServer(string Namespace, string Address, string Folder, string AuthorizedKeysFile, string WorkFolder)
{
    public const int Port = 22;
    private const string SeparationFolder = "/run/sshd";
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(5);

    public string HostKeyFile => Path.Combine(Folder, "host_key");

    private string ConfigurationFile => Path.Combine(Folder, "sshd_config");

    private string ProcessIdFile => Path.Combine(Folder, "sshd.pid");

    private string LogFile => Path.Combine(Folder, "sshd.log");

    /// <summary>Text of the configuration: a plain OpenSSH server with its default limits, as a real host has them.</summary>
    /// <remarks>
    /// With SHLVL set, bash does not take a command for a login and leaves out the rc files of whoever owns this machine. Nobody listens on
    /// the lab's links, so the key exchange is the one that costs least: what a session would choose by itself takes it 100 ms of CPU.
    /// </remarks>
    /// <param name="usePam">sshd refuses a locked account unless PAM decides, and some distributions lock root's password.</param>
    public string Configuration(bool usePam) =>
        $"""
            ListenAddress {Address}:{Port}
            HostKey {HostKeyFile}
            PidFile {ProcessIdFile}
            AuthorizedKeysFile {AuthorizedKeysFile}
            AllowUsers root
            PermitRootLogin prohibit-password
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            UsePAM {(usePam ? "yes" : "no")}
            UseDNS no
            KexAlgorithms ecdh-sha2-nistp256
            PrintMotd no
            PrintLastLog no
            X11Forwarding no
            SetEnv SHLVL=1 PERFTESTS_WORKDIR={WorkFolder}
            Subsystem sftp internal-sftp

            """;

    /// <summary>
    /// Starts the server and waits until it listens. It lives in a session of its own, beyond the reach of a terminal's Ctrl+C.
    /// </summary>
    /// <exception cref="LabUnavailableException">It ended or did not listen in time; the message has its log.</exception>
    public async Task StartAsync(CancellationToken ct)
    {
        if (!Directory.Exists(SeparationFolder))
            Directory.CreateDirectory(SeparationFolder);
        await File.WriteAllTextAsync(ConfigurationFile, Configuration(IsRootLocked("/etc/shadow")), ct);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(StartLimit);
        // `ip netns exec` would hide tracefs behind a new /sys; nsenter and setsid become sshd, so that this process is its parent.
        string[] command =
        [
            "setsid",
            "nsenter",
            $"--net=/run/netns/{Namespace}",
            LocalCommand.Find("sshd")!,
            "-D",
            "-f",
            ConfigurationFile,
            "-E",
            LogFile,
        ];
        var start = $"exec {string.Join(' ', command.Select(ShellWord.Quote))} </dev/null >/dev/null 2>>{ShellWord.Quote(LogFile)}";
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", start]) { WorkingDirectory = "/" })!;
        try
        {
            // sshd writes the file once it listens. To try a connection instead would leave one more half-open session to wait for.
            while (!File.Exists(ProcessIdFile))
            {
                if (process.HasExited)
                    throw new LabUnavailableException($"sshd of {Namespace} ended with exit code {process.ExitCode}: {Log()}");
                await Task.Delay(PollInterval, TimeProvider.System, limit.Token);
            }
        }
        catch (Exception exception)
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
            if (exception is not OperationCanceledException || ct.IsCancellationRequested)
                throw;
            throw new LabUnavailableException(
                $"sshd of {Namespace} does not listen on {Address} after {StartLimit.TotalSeconds} s: {Log()}"
            );
        }
    }

    /// <summary>Whether an SSH server accepts connections there.</summary>
    public static async Task<bool> ListensAsync(string address, CancellationToken ct)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(address, Port, ct);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Whether the password of root in a shadow file is locked.</summary>
    public static bool IsRootLocked(string shadowFile) =>
        File.Exists(shadowFile) && File.ReadLines(shadowFile).Any(line => line.StartsWith("root:!", StringComparison.Ordinal));

    private string Log() => File.Exists(LogFile) ? File.ReadAllText(LogFile).Trim() : "it wrote no log";
}
