namespace PerfTests.Infrastructure.Tests.Faults;

/// <summary>The configuration set of a session that faults are injected into: one tool, one load of a second, generous budgets.</summary>
internal static class FaultSet
{
    public const int Port = 5983;
    public const string ServerAddress = "198.19.1.1";

    public static void Write(FaultMachine machine, Fault fault)
    {
        Directory.CreateDirectory(Path.Combine(machine.Config, "tools"));
        Directory.CreateDirectory(machine.Result);
        Copy(Path.Combine(AppContext.BaseDirectory, "Faults", "fault_tool.py"));
        Copy(RepositoryFolder.Of("ebpf-tools", "dead", "raw_bpf.py"));
        Write(
            "ssh-hosts.yaml",
            "ssh_hosts: {server: {host: 'lab:system-server', reconnect_seconds: 15}, client: {host: 'lab:system-client', "
                + "reconnect_seconds: 15}}\n"
        );
        Write(
            "test-environments.yaml",
            $$"""
            test_environments:
              lab:
                server: {ssh_ref: server, test_ip: {{ServerAddress}}, interface: data0}
                client: {ssh_ref: client, test_ip: 198.19.1.2, interface: data0}

            """
        );
        Write(
            "performance-test-spec.yaml",
            $$"""
            test_types:
              throughput:
                single_stream:
                  server_cmd: "iperf3 -s -p {port} -B {server_ip}"
                  client_cmd_tcp: "iperf3 -c {server_ip} -B {client_ip} -p {port} -t {duration} -b {target_bw}"
                  ports: [{{Port}}]
                  durations: [1]
                  target_bw: ["20M"]

            """
        );
        Write(
            "ebpf-tools-spec.yaml",
            $$"""
            ebpf_tools:
              faulty:
                path: "tools/fault_tool.py"
                executable: "python3"
                parameters: {template: "--name {{machine.Name}} --fault {{fault.Tool}}"}
                ready: {line: "^ready$", timeout: 5}
                stop_grace: 1
                test_scope: {test_types: ["throughput"], protocols: ["tcp"]}

            """
        );
        Write("monitoring-config.yaml", "monitoring: {enabled: false}\n");
        Write(
            "thresholds.yaml",
            """
            looks: [3]
            baseline_rounds: 3
            max_dropped_rounds: 1
            # Faults run side by side on one kernel.
            validity: {foreign_cpu_percent: off, steal_percent: off, foreign_programs: off, leftover_programs: off}
            budgets: [{overhead_percent: {throughput: 50, cpu_per_gigabyte: 100000}}]

            """
        );
        if (fault.Hooks is not null)
            Write("hooks.yaml", $"hooks:\n  {fault.Hooks}\n");

        void Copy(string file) => File.Copy(file, Path.Combine(machine.Config, "tools", Path.GetFileName(file)));
        void Write(string name, string text) => File.WriteAllText(Path.Combine(machine.Config, name), text);
    }
}
