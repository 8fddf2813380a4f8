using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Configuration.Tools;
using PerfTests.Infrastructure.Matrix;

namespace PerfTests.Infrastructure.Tests.Matrix;

/// <summary>Laws of the matrix, on configurations that FsCheck makes up.</summary>
[TestFixture]
internal sealed partial class TestMatrixPropertyTests
{
    [Test]
    public void Names_are_injective_also_on_a_file_system_that_ignores_case() =>
        Check(config =>
        {
            var names = TestMatrix.Build(config).Select(perfCase => perfCase.Name).ToList();
            return names.Distinct(StringComparer.OrdinalIgnoreCase).Count() == names.Count;
        });

    [Test]
    public void Equal_parameter_tokens_mean_equal_parameters() =>
        Check(config =>
            TestMatrix
                .Build(config)
                .GroupBy(perfCase => perfCase.BaselineName)
                .All(group => group.Select(perfCase => perfCase.Workload).Distinct().Count() == 1)
        );

    [Test]
    public void Every_tool_case_has_its_baseline_before_it() =>
        Check(config =>
        {
            var seen = new HashSet<string>();
            return TestMatrix
                .Build(config)
                .All(perfCase => perfCase.Tool is null ? seen.Add(perfCase.Name) : seen.Contains(perfCase.BaselineName));
        });

    [Test]
    public void The_same_configuration_gives_the_same_cases() =>
        Check(config =>
            TestMatrix
                .Build(config)
                .Select(perfCase => perfCase.Name)
                .SequenceEqual(TestMatrix.Build(config).Select(perfCase => perfCase.Name))
        );

    [Test]
    public void Every_part_of_a_name_is_a_token() =>
        Check(config => TestMatrix.Build(config).All(perfCase => perfCase.Name.Split('/').All(part => Token().IsMatch(part))));

    [Test]
    public void Rules_only_take_cases_away() =>
        Check(config =>
        {
            var all = TestMatrix
                .Build(config with { Performance = config.Performance with { Include = [], Exclude = [] } })
                .Select(perfCase => perfCase.Name);
            return TestMatrix.Build(config).Select(perfCase => perfCase.Name).All(all.ToHashSet().Contains);
        });

    private static void Check(Func<PerfConfig, bool> law) => Prop.ForAll(Configs().ToArbitrary(), law).QuickCheckThrowOnFailure();

    private static Gen<PerfConfig> Configs() =>
        from environments in Some("net", "vm", "net.vm")
        from single in Load(environments)
        from multi in Load(environments)
        from latency in Load(environments)
        from pps in Load(environments)
        from include in Rules()
        from exclude in Rules()
        from tools in Tools(environments)
        select SampleConfig.Of(
            new PerformanceSpec
            {
                SingleStream = single is null ? null : single with { Streams = [1] },
                MultiStream = multi,
                Latency = latency is null ? null : latency with { Streams = [1] },
                Pps = pps,
                Include = include,
                Exclude = exclude,
            },
            tools,
            [.. environments]
        );

    private static Gen<LoadSpec?> Load(IReadOnlyList<string> environments) =>
        from isAbsent in Gen.Frequency((1, Gen.Constant(true)), (4, Gen.Constant(false)))
        from protocols in Some(Enum.GetValues<Protocol>())
        from clients in Gen.CollectToList(protocols, Client)
        from streams in Some(1, 2, 4, 24)
        from limit in Gen.OneOf(Gen.Constant<IReadOnlyList<string>>([]), Some([.. environments]))
        select isAbsent
            ? null
            : new LoadSpec
            {
                ServerCommand = new CommandTemplate("serve"),
                Clients = clients,
                Streams = streams,
                Environments = limit,
            };

    private static Gen<ClientLoad> Client(Protocol protocol) =>
        from durations in Some(1, 2, 30)
        from bandwidths in Some("0", "1G", "1M", "2.5G", "10M", "100K")
        from ports in Some(1, 2, 12, 5001)
        from amounts in Gen.OneOf(Gen.Constant<IReadOnlyList<int>>([]), Some(1, 2, 30))
        select new ClientLoad(protocol, new CommandTemplate("load"))
        {
            Amounts = amounts,
            DurationsSeconds = durations,
            TargetBandwidths = bandwidths,
            BasePorts = ports,
        };

    private static Gen<IReadOnlyList<ToolSpec>> Tools(IReadOnlyList<string> environments) =>
        from ids in Some("a", "b", "c")
        from tools in Gen.CollectToList(
            ids,
            id =>
                from template in Gen.Elements("", "{direction}", "{SRC_IP}")
                from modes in Some("x", "y")
                from hasModes in Gen.Elements(true, false)
                from applicable in Some([.. environments])
                from types in Some(Enum.GetValues<TestType>())
                from protocols in Some(Enum.GetValues<Protocol>())
                from enabled in Gen.Elements(true, true, false)
                select SampleConfig.Tool(id, template, [.. applicable]) with
                {
                    TestTypes = types,
                    Protocols = protocols,
                    Enabled = enabled,
                    Axes = hasModes ? new Dictionary<string, IReadOnlyList<string>> { ["mode"] = modes } : [],
                }
        )
        select (IReadOnlyList<ToolSpec>)tools;

    private static Gen<IReadOnlyList<CaseRule>> Rules() =>
        Gen.ListOf(
                from environment in Gen.Elements(null, null, "net", "*vm")
                from tool in Gen.Elements(null, null, null, "a", "*")
                from type in Gen.Elements(null, null, "latency", "*p*")
                from protocol in Gen.Elements(null, null, "tcp", "?dp")
                from parameters in Gen.Elements(null, null, null, "*_1s", "streams_*")
                select new CaseRule
                {
                    Environment = environment,
                    Tool = tool,
                    TestType = type,
                    Protocol = protocol,
                    Params = parameters,
                },
                2
            )
            .Select(rules => (IReadOnlyList<CaseRule>)[.. rules.Where(rule => rule != new CaseRule())]);

    private static Gen<IReadOnlyList<T>> Some<T>(params T[] values) =>
        Gen.SubListOf(values).Where(chosen => chosen.Count > 0).Select(chosen => (IReadOnlyList<T>)[.. chosen]);

    [GeneratedRegex(@"\A[A-Za-z0-9._-]+\z")]
    private static partial Regex Token();
}
