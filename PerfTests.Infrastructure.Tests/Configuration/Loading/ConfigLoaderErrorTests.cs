using PerfTests.Infrastructure.Configuration.Loading;

namespace PerfTests.Infrastructure.Tests.Configuration.Loading;

[TestFixture]
internal sealed class ConfigLoaderErrorTests
{
    private const string Longest = "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789";

    private const string TooLong = Longest + "x";

    private const string HostsFile = "ssh-hosts.yaml";
    private const string EnvironmentsFile = "test-environments.yaml";
    private const string LoadsFile = "performance-test-spec.yaml";
    private const string ToolsFile = "ebpf-tools-spec.yaml";
    private const string ThresholdsFile = "thresholds.yaml";
    private const string MonitoringFile = "monitoring-config.yaml";

    // ssh-hosts.yaml
    [TestCase("ssh_hosts:\n  one: {host: a, port: 0}\n  two: {host: b}", 2, "'ssh_hosts.one.port' is '0'", "1 to 65535")]
    [TestCase("ssh_hosts:\n  one: {host: a, port: ssh}\n  two: {host: b}", 2, "is 'ssh'", "whole number")]
    [TestCase(
        "ssh_hosts:\n  one:\n    host: a\n    prot: 22\n  two: {host: b}",
        4,
        "unknown key 'ssh_hosts.one.prot'",
        "Did you mean 'port'?"
    )]
    [TestCase("ssh_hosts:\n  one:\n    user: root\n  two: {host: b}", 2, "'ssh_hosts.one.host' is missing", "Add 'host: …'")]
    [TestCase("ssh_hosts:\n  one: {host: a}\n  two: {host: -oProxyCommand=id}", 3, "starts with '-'", "Remove")]
    [TestCase("ssh_hosts:\n  one: {host: a}\n  two: {host: b c}", 3, "has a blank in it", "one word")]
    [TestCase("ssh_hosts:\n  one: {host: a}\n  two: {host: 'lab:../x'}", 3, "cannot be a folder", "letters")]
    [TestCase($"ssh_hosts:\n  one: {{host: a}}\n  {TooLong}: {{host: b}}", 3, "with 101 characters", "100 characters at most")]
    [TestCase("ssh_hosts:\n  one: {host: a}\n  two: {host: b, sudo: yes}", 3, "neither true nor false", "true or false")]
    [TestCase("ssh_hosts:\n  one: {host: a}\n  two: {host: [b]}", 3, "must be one value", "host: value")]
    [TestCase("ssh_hosts:\n  one: {host: a}\n  two: {host: \"b\\u0007\"}", 3, "control character", "Remove")]
    [TestCase("ssh_hosts:\n  one: {host: a}\n  two: {host: }", 3, "has no value", "remove the key")]
    [TestCase("ssh_hosts:\n  one: {host: a}\n  two: b", 3, "must have keys below it", "key: value")]
    [TestCase("ssh_hosts:\n  one: {host: a}\n  two: {host: b}\n  one: {host: c}", 4, "'one' is there twice, first on line 2", "Keep one")]
    [TestCase("hosts:\n  one: {host: a}", 1, "'ssh_hosts' is missing", "Add")]
    public void A_mistake_in_the_hosts_is_named_with_its_line(string yaml, int line, string message, string remedy) =>
        Expect(HostsFile, yaml, line, message, remedy);

    [TestCase(
        "test_environments:\n  net:\n    server: {ssh_ref: on, test_ip: 192.0.2.1, interface: e}\n    client: {ssh_ref: two, test_ip: "
            + "192.0.2.2, interface: e}",
        3,
        "names the host 'on', which ssh-hosts.yaml does not declare",
        "Did you mean 'one'?"
    )]
    [TestCase(
        "test_environments:\n  net:\n    server: {ssh_ref: one, test_ip: server.example, interface: e}\n    client: {ssh_ref: two, "
            + "test_ip: 192.0.2.2, interface: e}",
        3,
        "no IP address",
        "192.0.2.10"
    )]
    [TestCase(
        "test_environments:\n  net:\n    server: {ssh_ref: one, test_ip: 192.2.1, interface: e}\n    client: {ssh_ref: two, test_ip: "
            + "192.0.2.2, interface: e}",
        3,
        "no IP address",
        "192.0.2.10"
    )]
    [TestCase(
        "test_environments:\n  net:\n    server: {ssh_ref: one, test_ip: 192.0.2.1}\n    client: {ssh_ref: two, test_ip: 192.0.2.2, "
            + "interface: e}",
        3,
        "'test_environments.net.server.interface' is missing",
        "Add"
    )]
    [TestCase(
        "test_environments:\n  net:\n    server: {ssh_ref: one, test_ip: 192.0.2.1, interface: e}",
        2,
        "'test_environments.net.client' is missing",
        "Add"
    )]
    [TestCase("test_environments: {}", 1, "holds no environment", "Add one")]
    [TestCase(
        "test_environments:\n  net:\n    server: {ssh_ref: one, test_ip: 192.0.2.1, interface: e}\n    client: {ssh_ref: one, test_ip: "
            + "192.0.2.2, interface: e}\n    placement: both",
        5,
        "server and client are the same host",
        "server or client"
    )]
    [TestCase(
        "test_environments:\n  ..:\n    server: {ssh_ref: one, test_ip: 192.0.2.1, interface: e}\n    client: {ssh_ref: two, test_ip: "
            + "192.0.2.2, interface: e}",
        2,
        "named '..', which cannot be a folder",
        "'.' or '..'"
    )]
    [TestCase(
        "test_environments:\n  a/b:\n    server: {ssh_ref: one, test_ip: 192.0.2.1, interface: e}\n    client: {ssh_ref: two, test_ip: "
            + "192.0.2.2, interface: e}",
        2,
        "named 'a/b'",
        "letters"
    )]
    [TestCase(
        "test_environments:\n  -x:\n    server: {ssh_ref: one, test_ip: 192.0.2.1, interface: e}\n    client: {ssh_ref: two, test_ip: "
            + "192.0.2.2, interface: e}",
        2,
        "named '-x'",
        "letters"
    )]
    [TestCase(
        "test_environments:\n  net:\n    placement: both\n    tool_host: {ssh_ref: one}\n    server: {ssh_ref: one, test_ip: 192.0.2.1, "
            + "interface: e}\n    client: {ssh_ref: two, test_ip: 192.0.2.2, interface: e}",
        3,
        "is 'both' beside tool_host",
        "Write server or client"
    )]
    [TestCase(
        "test_environments:\n  net:\n    placement: sever\n    server: {ssh_ref: one, test_ip: 192.0.2.1, interface: e}\n    client: "
            + "{ssh_ref: two, test_ip: 192.0.2.2, interface: e}",
        3,
        "'test_environments.net.placement' is 'sever'",
        "Did you mean 'server'?"
    )]
    [TestCase(
        "test_environments:\n  net:\n    server: {ssh_ref: one, test_ip: 192.0.2.1, interface: e, variables: {a-b: x}}\n    client: "
            + "{ssh_ref: two, test_ip: 192.0.2.2, interface: e}",
        3,
        "not a variable name",
        "digits and '_'"
    )]
    [TestCase(
        "test_environments:\n  net:\n    server: {ssh_ref: one, test_ip: 192.0.2.1, interface: e}\n    client: {ssh_ref: two, test_ip: "
            + "192.0.2.2, interface: e}\n    tool_host: {interface: e}",
        5,
        "'test_environments.net.tool_host.ssh_ref' is missing",
        "Add"
    )]
    public void A_mistake_in_the_environments_is_named_with_its_line(string yaml, int line, string message, string remedy) =>
        Expect(EnvironmentsFile, yaml, line, message, remedy);

    [TestCase(
        "client_cmd_tcp: \"netperf -H {sever_ip} -p {port} -l {duration}\"",
        4,
        "unknown variable {sever_ip}",
        "Did you mean 'server_ip'? Known variables here: port, server_ip, client_ip, duration, amount, target_bw, interface, streams"
    )]
    [TestCase(
        "client_cmd_tcp: \"netperf -p {port} -l {duration}\"\n    durations: [0]",
        5,
        "'test_types.latency.durations' is '0'",
        "1 to 86400"
    )]
    [TestCase("client_cmd_tcp: \"netperf -p {port} -l {duration}\"\n    durations: [1.5]", 5, "is '1.5'", "whole number")]
    [TestCase("client_cmd_tcp: \"netperf -p {port} -l {duration}\"\n    durations: [1, 1]", 5, "lists '1' twice", "Keep one")]
    [TestCase("client_cmd_tcp: \"netperf -p {port} -l {duration}\"\n    durations: []", 5, "lists nothing", "[first, second]")]
    [TestCase("client_cmd_tcp: \"netperf -p {port} -l {duration}\"\n    durations: 5", 5, "must be a list", "[first, second]")]
    [TestCase("client_cmd_tcp: \"netperf -p {port} -l 20\"\n    durations: [5]", 5, "no client command uses {duration}", "remove it")]
    [TestCase(
        "client_cmd_tcp: \"netperf -p {port} -l {duration}\"\n    target_bw: [1G]",
        5,
        "no client command uses {target_bw}",
        "remove it"
    )]
    [TestCase("client_cmd_tcp: \"netperf -p {port}\"", 4, "does not say how long", "{duration}")]
    [TestCase("client_cmd_tcp: \"netperf -p {port} -l {duration}\"\n    ports: [70000]", 5, "is '70000'", "1 to 65535")]
    [TestCase(
        "client_cmd_tcp: \"netperf -p {port} -l {duration}\"\n    environments: [nat]",
        5,
        "names the environment 'nat'",
        "Did you mean 'net'?"
    )]
    [TestCase(
        "client_cmd_tcp: \"netperf -p {port} -l {duration}\"\n    streams: [2]",
        5,
        "unknown key 'test_types.latency.streams'",
        "Known keys here"
    )]
    [TestCase("ports: [1]", 2, "no client command", "client_cmd_tcp")]
    public void A_mistake_in_a_load_is_named_with_its_line(string lines, int line, string message, string remedy) =>
        Expect(LoadsFile, $"test_types:\n  latency:\n    server_cmd: \"netserver -p {{port}}\"\n    {lines}\n", line, message, remedy);

    [TestCase("target_bw: [1g]", 6, "'1g', which is not a bandwidth", "100K, 500M, 2.5G, or 0")]
    [TestCase("target_bw: [1GB]", 6, "not a bandwidth", "2.5G")]
    [TestCase("target_bw: [1000]", 6, "not a bandwidth", "2.5G")]
    [TestCase("target_bw: [0G]", 6, "not a bandwidth", "2.5G")]
    [TestCase("target_bw: ['1 G']", 6, "not a bandwidth", "2.5G")]
    [TestCase("streams: [0]", 6, "is '0'", "1 to 1024")]
    [TestCase("streams: [2]\n    base_port: 65535", 2, "need ports above 65535", "Lower base_port")]
    [TestCase("ports: [1]\n    base_port: 2", 7, "says the same as ports", "Keep one")]
    [TestCase("sar_cmd: \"sar {port}\"", 6, "unknown variable {port}", "Known variables here: interface")]
    [TestCase("streams: [2]\n    client_cmd_udp: \"iperf3 -u -t {duration}\"", 7, "several streams on one port", "{port}")]
    public void A_mistake_in_a_packet_rate_load_is_named_with_its_line(string lines, int line, string message, string remedy) =>
        Expect(
            LoadsFile,
            $"test_types:\n  pps:\n    server_cmd: \"iperf3 -s -p {{port}}\"\n    client_cmd_tcp: \"iperf3 -p {{port}} -t {{duration}} "
                + $"-b {{target_bw}}\"\n    durations: [1]\n    {lines}\n",
            line,
            message,
            remedy
        );

    [TestCase("test_types: {}", 1, "holds no test type", "throughput, latency or pps")]
    [TestCase("test_types: {throughput: {}}", 1, "holds no load", "single_stream")]
    [TestCase("test_types:\n  throughput:\n    multi_stream: {streams: [2]}", 3, "no client command", "client_cmd_tcp")]
    [TestCase("test_types:\n  latency:\n    client_cmd_udp: netperf -l 2", 2, "no server", "server_cmd")]
    [TestCase(
        ConfigFolder.Loads + "\nmatrix:\n  include:\n    - {environment: nat}",
        7,
        "is 'nat', which matches no environment",
        "Did you mean 'net'?"
    )]
    [TestCase(ConfigFolder.Loads + "\nmatrix:\n  exclude:\n    - {test_type: late*x}", 7, "matches no test type", "latency")]
    [TestCase(ConfigFolder.Loads + "\nmatrix:\n  exclude:\n    - protocol: quic", 7, "matches no protocol", "tcp, udp, icmp")]
    [TestCase(ConfigFolder.Loads + "\nmatrix:\n  exclude:\n    - tool: ghost", 7, "matches no tool", "There are no tools")]
    [TestCase(ConfigFolder.Loads + "\nmatrix:\n  exclude:\n    - enviroment: net", 7, "unknown key", "Did you mean 'environment'?")]
    public void A_mistake_in_the_performance_file_is_named_with_its_line(string yaml, int line, string message, string remedy) =>
        Expect(LoadsFile, yaml, line, message, remedy);

    [TestCase(
        "path: t.py\n    parameters: {template: '--x {NOPE}'}",
        4,
        "uses {NOPE}, which the environment 'net' does not provide",
        "net.server.variables in test-environments.yaml"
    )]
    [TestCase("path: t.py\n    parameters: {required_vars: [NOPE]}", 4, "asks for {NOPE}", "net.server.variables")]
    [TestCase("path: t.py\n    parameters: {values: {mode: [a]}}", 4, "values that the template does not use", "{mode}")]
    [TestCase("path: t.py\n    parameters: {template: '{mode}', values: {mode: [a/b]}}", 4, "cannot be a folder", "letters")]
    [TestCase($"path: t.py\n    id: {TooLong}", 4, "with 101 characters", "100 characters at most")]
    [TestCase(
        $"path: t.py\n    parameters: {{template: '{{mode}}', values: {{mode: [a, {TooLong}]}}}}",
        4,
        "with 101 characters",
        "100 characters at most"
    )]
    [TestCase(
        $"path: t.py\n    id: {Longest}\n    parameters: {{template: '{{mode}}', values: {{mode: [a, {Longest}]}}}}",
        4,
        "of 201 characters",
        "Shorten"
    )]
    [TestCase("path: t.py\n    parameters: {template: '{direction}', values: {direction: [up]}}", 4, "has the value 'up'", "rx and tx")]
    [TestCase("path: ../t.py", 3, "leaves its folder", "without '..'")]
    [TestCase("name: x", 2, "'ebpf_tools.a.path' is missing", "Add")]
    [TestCase("path: t.py\n    applicable_environments: [nat]", 4, "names the environment 'nat'", "Did you mean 'net'?")]
    [TestCase("path: t.py\n    test_scope: {test_types: [jitter]}", 4, "is 'jitter'", "throughput, latency, pps")]
    [TestCase("path: t.py\n    test_scope: {protocols: [TCP]}", 4, "is 'TCP'", "Did you mean 'tcp'?")]
    [TestCase("path: t.py\n    ready: {line: '('}", 4, "not a regular expression", "Correct the pattern")]
    [TestCase("path: t.py\n    ready: {timeout: 0}", 4, "is '0'", "0.1 to 3600")]
    [TestCase("path: t.py\n    stop_grace: -1", 4, "is '-1'", "0.1 to 600")]
    [TestCase("path: t.py\n    expected_programs: 0", 4, "is '0'", "1 to 10000")]
    [TestCase(
        "path: t.py\n    exposure: {idle_program: 1}",
        4,
        "unknown key 'ebpf_tools.a.exposure.idle_program'",
        "Did you mean 'idle_programs'?"
    )]
    [TestCase("path: t.py\n    loader: {stop: x}", 4, "'ebpf_tools.a.loader.programs' is missing", "programs")]
    [TestCase("path: t.py\n    loader: {programs: {names: [a]}}", 4, "'ebpf_tools.a.loader.stop' is missing", "stop")]
    [TestCase("path: t.py\n    loader: {stop: x, programs: {}}", 4, "tells no program from others", "pinned_under, names or tags")]
    [TestCase("path: t.py\n    loader: {stop: x, programs: {names: [\"a b\"]}}", 4, "is 'a b'", "letters, digits")]
    [TestCase("path: t.py\n    loader: {stop: x, programs: {tags: [59f4]}}", 4, "is '59f4'", "16 hexadecimal digits")]
    [TestCase("path: t.py\n    loader: {stop: x, programs: {pinned_under: pins}}", 4, "is 'pins'", "absolute path")]
    [TestCase("path: t.py\n    loader: {stop: x, programs: {pinned_under: /a/../b}}", 4, "is '/a/../b'", "absolute path")]
    [TestCase("path: t.py\n    loader: {stop: \"x {NO}\", programs: {names: [a]}}", 4, "uses {NO}, which the environment", "variables")]
    [TestCase("path: t.py\n    exposure: {traffic: packet}", 4, "is 'packet'", "packets, events")]
    [TestCase("path: t.py\n    exposure: {min_runs: 2}", 4, "is for tools that follow events", "traffic: events")]
    [TestCase("path: t.py\n    exposure: {traffic: events, runs_per_packet: {min: 1}}", 4, "is for tools that follow packets", "min_runs")]
    [TestCase("path: t.py\n    exposure: {traffic: events, max_runs_change: 2}", 4, "is for tools that follow packets", "min_runs")]
    [TestCase("path: t.py\n    exposure: {runs_per_packet: {min: 2, max: 1}}", 4, "is less than the fewest runs", "larger")]
    [TestCase("path: t.py\n    exposure: {runs_per_packet: {min: 0}}", 4, "is '0'", "1E-06 to")]
    [TestCase(
        "path: t.py\n    exposure: {programs: {exactly: 1}}\n    expected_programs: 2",
        4,
        "fewer than the expected_programs of the tool, 2",
        "the same"
    )]
    [TestCase("path: t.py\n    exposure: {programs: {exactly: 1, types: {xdp: 2}}}", 4, "adds up to 2 programs", "Correct one")]
    [TestCase(
        "path: t.py\n    exposure: {programs: {types: {tracepiont: 1}}}",
        4,
        "is not a type of BPF program",
        "Did you mean 'tracepoint'?"
    )]
    [TestCase("path: t.py\n    exposure: {output: {min: 1}}", 4, "output.line' is missing", "Add")]
    [TestCase(
        "path: t.py\n    exposure: {output: {line: '('}}",
        4,
        "not a regular expression that can be used here",
        "Correct the pattern"
    )]
    [TestCase(
        "path: t.py\n    exposure: {allowed_warnings: ['(?=x)']}",
        4,
        "not a regular expression that can be used here",
        "look-arounds"
    )]
    [TestCase("path: t.py\n    exposure: {max_lost_events: -1}", 4, "is '-1'", "0 to")]
    [TestCase("path: t.py\n    id: a b", 4, "named 'a b'", "letters")]
    [TestCase("path: t.py\n  b:\n    path: u.py\n    id: a", 6, "is 'a', which a tool on line 2 has already", "id of its own")]
    [TestCase(
        "path: t.py\n    parameters: {template: '{direction}'}\n  a.rx: {path: u.py}",
        5,
        "is 'a.rx', a folder that 'a' uses",
        "Rename"
    )]
    [TestCase(
        "path: t.py\n    parameters: {template: '{p}{q}', values: {p: [x, x.y], q: [y.z, z]}}",
        2,
        "gives results in the folder 'a.x.y.z'",
        "Rename"
    )]
    public void A_mistake_in_a_tool_is_named_with_its_line(string lines, int line, string message, string remedy) =>
        Expect(ToolsFile, $"ebpf_tools:\n  a:\n    {lines}\n", line, message, remedy);

    [TestCase("confidence: 1", 1, "is '1'", "between 0.5 and 1")]
    [TestCase("confidence: 95%", 1, "is '95%'", "a number")]
    [TestCase("looks: [8, 5]", 1, "not in ascending order", "[5, 8, 12]")]
    [TestCase("looks: [2, 5]", 1, "is '2'", "3 to 1000")]
    [TestCase("baseline_rounds: 1", 1, "is '1'", "3 to 1000")]
    [TestCase("inconclusive: pass", 1, "is 'pass'", "inconclusive, fail")]
    [TestCase("budgets:\n  - environment: net", 2, "'budgets.overhead_percent' is missing", "Add")]
    [TestCase("budgets:\n  - overhead_percent: {mean_latncy: 5}", 2, "is not a metric", "Did you mean 'mean_latency'?")]
    [TestCase("budgets:\n  - overhead_percent: {loss: 5}", 2, "metric without an overhead", "throughput")]
    [TestCase("budgets:\n  - overhead_percent: {pps: -5}", 2, "is '-5'", "0 to")]
    [TestCase("budgets:\n  - test_type: latency\n    overhead_percent: {pps: 5}", 3, "latency cases do not measure", "mean_latency")]
    [TestCase("budgets:\n  - environment: vm*\n    overhead_percent: {pps: 5}", 2, "matches no environment", "net")]
    [TestCase("budgets:\n  - tool: ghost\n    overhead_percent: {pps: 5}", 2, "matches no tool", "no tools")]
    [TestCase("budgets:\n  - protocol: sctp\n    overhead_percent: {pps: 5}", 2, "is 'sctp'", "tcp, udp, icmp")]
    public void A_mistake_in_the_thresholds_is_named_with_its_line(string yaml, int line, string message, string remedy) =>
        Expect(ThresholdsFile, yaml, line, message, remedy);

    [TestCase("monitoring:\n  interval: 0", 2, "is '0'", "1 to 3600")]
    [TestCase("monitoring:\n  in_rounds: allways", 2, "is 'allways'", "Did you mean 'always'?")]
    [TestCase("monitoring:\n  perf: {events: [cycles:u]}", 2, "has the event 'cycles:u'", "without a modifier")]
    [TestCase("monitoring:\n  perf: {events: ['cycles -o /etc/passwd']}", 2, "has the event 'cycles -o /etc/passwd'", "without a modifier")]
    [TestCase("monitoring:\n  perf: {events: [--all]}", 2, "has the event '--all'", "without a modifier")]
    [TestCase("monitoring:\n  perf: {events: []}", 2, "lists nothing", "Write it as [first, second]")]
    [TestCase("monitoring:\n  perf: {event: cycles}", 2, "unknown key 'monitoring.perf.event'", "Known keys here: enabled, events")]
    [TestCase("enabled: true\nmonitoring: {}", 1, "unknown key 'enabled'", "Known keys here: monitoring")]
    public void A_mistake_in_the_monitoring_is_named_with_its_line(string yaml, int line, string message, string remedy) =>
        Expect(MonitoringFile, yaml, line, message, remedy);

    [TestCase("", 0, "nothing but comments", "Fill it in")]
    [TestCase("# later\n\n", 0, "nothing but comments", "Fill it in")]
    [TestCase("---\n", 0, "the document is empty", "Fill it in")]
    [TestCase("ssh_hosts: {one: {host: a}}\n---\nmore: 1\n", 2, "a second document", "'---'")]
    [TestCase("just words", 1, "does not start with keys", "key: value")]
    [TestCase("- a\n- b", 1, "does not start with keys", "key: value")]
    [TestCase("ssh_hosts:\n\tone: {host: a}\n", 2, "cannot be read", "never with tabs")]
    [TestCase("ssh_hosts:\n  one: {host: \"a\n", 2, "cannot be read", "Correct the syntax")]
    [TestCase(": [\ne", 2, "the YAML cannot be read", "Correct the syntax")]
    [TestCase("ssh_hosts: *nowhere\n", 1, "names no anchor", "Correct the syntax")]
    [TestCase("ssh_hosts:\n  [a, b]: c\n", 2, "a key is not a plain word", "one word")]
    public void A_file_that_is_no_map_is_refused(string yaml, int line, string message, string remedy) =>
        Expect(HostsFile, yaml, line, message, remedy);

    [Test]
    public void A_file_nested_without_end_is_refused() =>
        Expect(HostsFile, "ssh_hosts: " + new string('[', 100_000), 1, "levels inside one another", "Correct");

    [TestCase("durations: [20, 020]", "lists '20' twice")]
    [TestCase("durations: [20, +20]", "lists '20' twice")]
    [TestCase("ports: [5001, 05001]", "lists '5001' twice")]
    public void Two_spellings_of_one_number_are_not_two_cases_in_one_folder(string line, string message) =>
        Expect(LoadsFile, $"{ConfigFolder.Loads}\n    {line}", 5, message, "Keep one");

    [TestCase("one\u0007")]
    [TestCase("оne")]
    [TestCase("one\u200b")]
    [TestCase("one ")]
    public void An_id_of_signs_that_cannot_be_told_apart_is_refused(string id)
    {
        using var set = new ConfigFolder().Write(ToolsFile, $"ebpf_tools:\n  one: {{path: a}}\n  two: {{id: \"{id}\", path: b}}\n");
        Assert.That(set.Errors(), Has.Some.Property("File").EqualTo(ToolsFile));
    }

    [Test]
    public void A_block_nested_without_end_is_refused() =>
        Expect(
            HostsFile,
            "ssh_hosts:\n" + string.Concat(Enumerable.Range(1, 10_000).Select(level => new string(' ', Math.Min(level, 200)) + "- ")) + "a",
            2,
            "levels inside one another",
            "Correct"
        );

    [Test]
    public void More_entries_than_any_set_needs_are_refused_with_the_limit() =>
        Expect(
            ToolsFile,
            "ebpf_tools:\n" + string.Concat(Enumerable.Range(0, 200_000).Select(tool => $"  t{tool}: {{path: a}}\n")),
            2,
            "more than 10,000 entries in one map or list",
            "smaller"
        );

    [Test]
    public void A_value_longer_than_any_command_is_refused_with_the_limit() =>
        Expect(
            HostsFile,
            $"ssh_hosts:\n  one: {{host: a, user: {new string('x', 200_000)}}}",
            2,
            "a value of 200,000 characters, 65,536 are the most",
            "smaller"
        );

    [Test]
    public void Anchors_that_multiply_are_neither_copied_nor_followed_without_end()
    {
        var text =
            "ssh_hosts:\n  a0: &a0 [x, x]\n"
            + string.Concat(
                Enumerable
                    .Range(1, 60)
                    .Select(level => $"  a{level}: &a{level} [{string.Join(", ", Enumerable.Repeat($"*a{level - 1}", 9))}]\n")
            );
        using var set = new ConfigFolder().Write(HostsFile, text);
        Assert.That(set.Errors(), Has.Count.InRange(61, 500).And.Some.Property("Message").Contains("must have keys below it"));
    }

    [Test]
    public void An_anchor_that_is_given_anew_means_the_last_one_before_its_alias()
    {
        using var set = new ConfigFolder().Write(HostsFile, "ssh_hosts:\n  one: &h {host: a}\n  two: &h {host: b}\n  three: *h\n");
        Assert.That(set.Load().Hosts["three"].Host, Is.EqualTo("b"));
    }

    [Test]
    public void An_anchor_inside_itself_is_refused() =>
        Expect(HostsFile, "ssh_hosts: &all\n  one: {host: a}\n  two: *all", 3, "names no anchor before it", "Correct");

    [Test]
    public void A_file_that_is_too_large_is_refused_without_reading_it()
    {
        using var set = new ConfigFolder();
        using (var file = File.OpenWrite(set.File(HostsFile)))
            file.SetLength(1L << 32);
        Assert.That(
            set.Errors()[0].Message,
            Is.EqualTo("the file cannot be read: it has 4096 MiB, and 16 MiB is the most that such a file may have")
        );
    }

    [Test]
    public void A_named_pipe_or_a_device_in_place_of_a_file_is_refused_and_not_waited_for()
    {
        using var set = new ConfigFolder().Pipe(ToolsFile).Pipe(EnvironmentsFile);
        File.CreateSymbolicLink(set.File(ThresholdsFile), "/dev/zero");
        Assert.That(
            set.Errors().Select(error => (error.File, error.Message)),
            Is.EquivalentTo(
                new[]
                {
                    (EnvironmentsFile, "the file cannot be read: it is a named pipe, not a file"),
                    (ToolsFile, "the file cannot be read: it is a named pipe, not a file"),
                    (ThresholdsFile, "the file cannot be read: it is a device, not a file"),
                }
            )
        );
        Assert.That(ConfigOutline.Read(set.Folder).Tools, Is.Empty);
    }

    [Test]
    public void A_tool_whose_file_is_a_named_pipe_is_told_and_not_waited_for()
    {
        using var set = new ConfigFolder().Write(ToolsFile, "ebpf_tools:\n  t: {path: tools/t.bt}").Pipe("tools/t.bt");
        Assert.That(set.Errors().Single().Message, Is.EqualTo("'ebpf_tools.t.path' cannot be read: it is a named pipe, not a file"));
    }

    [Test]
    public void A_link_to_a_file_stands_for_it()
    {
        using var set = new ConfigFolder();
        File.Move(set.File(HostsFile), set.File("hosts.txt"));
        File.CreateSymbolicLink(set.File(HostsFile), "hosts.txt");
        Assert.That(set.Load().Hosts, Has.Count.EqualTo(2));
    }

    [Test]
    public void Of_very_many_known_words_only_some_are_named()
    {
        var tools = string.Concat(Enumerable.Range(0, 3_000).Select(tool => $"  t{tool}: {{path: a}}\n"));
        using var set = new ConfigFolder()
            .Write(ToolsFile, "ebpf_tools:\n" + tools)
            .Write(ThresholdsFile, "budgets:\n  - {tool: x, overhead_percent: {mean_latency: 1}}");
        Assert.That(set.Errors().Single().Remedy, Does.EndWith("t49 and 2,950 more.").And.Length.LessThan(500));
    }

    [Test]
    public void Nothing_after_a_NUL_is_dropped_in_silence() =>
        Expect(HostsFile, ConfigFolder.Hosts + "\n\0\n  three: {host: c}\n", 4, "control character", "UTF-8");

    [Test]
    public void A_file_in_another_encoding_is_refused()
    {
        using var set = new ConfigFolder();
        File.WriteAllBytes(set.File(HostsFile), [.. "ssh_hosts: {one: {host: a, user: "u8, 0xE4, .. "}}"u8]);
        Assert.That(
            set.Errors()[0],
            Is.EqualTo(new ConfigurationError(HostsFile, 0, "the file is not UTF-8", "Save it as plain UTF-8 text."))
        );
    }

    [TestCase(HostsFile)]
    [TestCase(EnvironmentsFile)]
    [TestCase(LoadsFile)]
    public void A_required_file_that_is_missing_is_named_alone(string file)
    {
        using var set = new ConfigFolder();
        File.Delete(set.File(file));
        Assert.That(
            set.Errors(),
            Is.EqualTo(new[] { new ConfigurationError(file, 0, "the file is missing", "Add it; config/ has one to start from.") })
        );
    }

    [Test]
    public void A_misspelt_file_name_is_not_taken_for_an_absent_file()
    {
        using var set = new ConfigFolder().Write("threshold.yaml", "confidence: 0.9");
        var error = set.Errors().Single();
        Assert.That(error.ToString(), Does.StartWith("threshold.yaml: no file").And.Contain("Did you mean 'thresholds.yaml'?"));
    }

    [Test]
    public void A_folder_that_is_missing_is_named_with_the_ways_to_choose_one() =>
        Assert.That(
            () => ConfigLoader.Load("/no/such/folder"),
            Throws.TypeOf<ConfigurationException>().With.Message.Contains("/no/such/folder").And.Message.Contains("PERFTESTS_CONFIG")
        );

    [Test]
    public void The_mistakes_of_all_files_come_together_in_order()
    {
        using var set = new ConfigFolder()
            .Write(HostsFile, "ssh_hosts:\n  one: {host: a, port: 99999}\n  two: {hots: b}")
            .Write(EnvironmentsFile, ConfigFolder.Environments.Replace("ssh_ref: two", "ssh_ref: three", StringComparison.Ordinal))
            .Write(ToolsFile, "ebpf_tools:\n  t: {path: t.py, applicable_environments: [nat]}")
            .Write(LoadsFile, ConfigFolder.Loads.Replace("{server_ip}", "{sever_ip}", StringComparison.Ordinal) + "\nextra: 1")
            .Write(ThresholdsFile, "confidence: 7\nlooks: [1]")
            .Write(MonitoringFile, "monitoring: {interval: no}");
        Assert.That(
            set.Errors().Select(error => $"{error.File}:{error.Line}"),
            Is.EqualTo(
                new[]
                {
                    "ssh-hosts.yaml:2",
                    "ssh-hosts.yaml:3",
                    "ssh-hosts.yaml:3",
                    "test-environments.yaml:4",
                    "ebpf-tools-spec.yaml:2",
                    "performance-test-spec.yaml:4",
                    "performance-test-spec.yaml:5",
                    "thresholds.yaml:1",
                    "thresholds.yaml:2",
                    "monitoring-config.yaml:1",
                }
            )
        );
    }

    [Test]
    public void A_file_that_cannot_be_read_does_not_turn_references_to_it_into_mistakes()
    {
        using var set = new ConfigFolder().Write(HostsFile, "ssh_hosts: [").Write(EnvironmentsFile, "test_environments: [");
        Assert.That(set.Errors().Select(error => error.File), Is.EqualTo(new[] { HostsFile, EnvironmentsFile }));
    }

    private static void Expect(string file, string yaml, int line, string message, string remedy)
    {
        using var set = new ConfigFolder().Write(file, yaml);
        var errors = set.Errors();
        Assert.That(
            errors.Where(error =>
                error.File == file
                && error.Line == line
                && error.Message.Contains(message, StringComparison.Ordinal)
                && error.Remedy.Contains(remedy, StringComparison.Ordinal)
            ),
            Has.Exactly(1).Items,
            string.Join('\n', errors)
        );
    }
}
