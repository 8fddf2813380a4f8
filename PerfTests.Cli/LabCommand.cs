using System.CommandLine;
using System.Text.Json;
using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Reporting.Tables;
using PerfTests.Infrastructure.Results.Files;

namespace PerfTests.Cli;

/// <summary><c>perftests lab up|down|ssh-config|status</c>: an embedded lab to look around in by hand.</summary>
internal static class LabCommand
{
    public static Command Create()
    {
        var name = new Option<string>("--name") { Description = "Name of the lab.", DefaultValueFactory = _ => "manual" };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        return new Command("lab", "Starts, lists and removes embedded labs made of network namespaces.")
        {
            Verb.Create(
                "up",
                "Starts a lab that stays up until 'lab down' or a reboot.",
                (parsed, cancellationToken) => UpAsync(parsed.GetValue(name)!, cancellationToken),
                name
            ),
            Verb.Create(
                "down",
                "Removes a lab completely, and whatever killed runs left behind.",
                (parsed, cancellationToken) => DownAsync(parsed.GetValue(name)!, cancellationToken),
                name
            ),
            Verb.Create(
                "ssh-config",
                "Prints an ssh configuration file for the hosts of a running lab: 'ssh -F FILE system-server'.",
                (parsed, cancellationToken) => SshConfigAsync(parsed.GetValue(name)!, cancellationToken),
                name
            ),
            Verb.Create(
                "status",
                "Lists the labs on this machine.",
                (parsed, cancellationToken) => StatusAsync(parsed.GetValue(json), cancellationToken),
                json
            ),
        };
    }

    private static async Task<int> UpAsync(string name, CancellationToken cancellationToken)
    {
        await using var lab = await EmbeddedLab.RaiseAsync(new LabOptions { Name = name }, cancellationToken);
        Console.WriteLine(lab.WasUp ? $"lab '{name}' was up already" : $"lab '{name}' is up");
        var table = new PlainTable().Words("").Words("");
        foreach (var host in lab.Hosts.Values)
            table.Add(
                host.Name,
                $"ssh -F none -i {host.IdentityFile} -o UserKnownHostsFile={host.KnownHostsFile} -p {host.Port} root@{host.Address}"
            );
        Console.Write(table);
        return ExitCode.Ok;
    }

    private static async Task<int> DownAsync(string name, CancellationToken cancellationToken)
    {
        var wasUp = await EmbeddedLab.TakeDownAsync(name, cancellationToken);
        var abandoned = await EmbeddedLab.RemoveAbandonedAsync(cancellationToken);
        Console.WriteLine(wasUp ? $"lab '{name}' is down" : $"there is no lab '{name}'");
        if (abandoned > 0)
            Console.WriteLine($"{abandoned} lab(s) that killed runs had left are removed too");
        return ExitCode.Ok;
    }

    private static async Task<int> SshConfigAsync(string name, CancellationToken cancellationToken)
    {
        var labs = await EmbeddedLab.ListAsync(cancellationToken);
        if (labs.FirstOrDefault(lab => lab.Name == name && lab.Condition == LabCondition.Standing) is not { } lab)
            throw new LabUnavailableException($"there is no lab '{name}': raise it with 'perftests lab up --name {name}'");
        Console.Write(LabSshConfig.Of(lab.Hosts.Values));
        return ExitCode.Ok;
    }

    private static async Task<int> StatusAsync(bool asJson, CancellationToken cancellationToken)
    {
        var labs = await EmbeddedLab.ListAsync(cancellationToken);
        if (asJson)
        {
            Console.WriteLine(JsonSerializer.Serialize(labs, JsonFiles.CamelCase));
            return ExitCode.Ok;
        }
        if (labs.Count == 0)
            Console.WriteLine("no lab is up");
        var table = new PlainTable(indent: 0).Words("lab").Words("condition").Words("since").Numbers("owner").Words("hosts");
        foreach (var lab in labs)
            table.Add(
                lab.Name ?? "(a run's own)",
                $"{lab.Condition}",
                $"{lab.Since:u}",
                $"{lab.OwnerProcessId}",
                string.Join(", ", lab.Hosts.Keys)
            );
        Console.Write(table);
        return ExitCode.Ok;
    }
}
