using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Configuration.Hooks;
using PerfTests.Infrastructure.Matrix;

namespace PerfTests.Infrastructure.Execution.Hooks;

/// <summary>What a level stands around, and where its hooks keep their files.</summary>
internal sealed record HookScope(HookLevel Level, IReadOnlyList<PerfCase> Cases, string Folder)
{
    /// <summary>Arm of the run; null above the runs.</summary>
    public Arm? Arm { get; init; }

    /// <summary>Absolute path of the run's folder; null above the runs.</summary>
    public string? RunFolder { get; init; }

    public IEnumerable<TestEnvironment> Environments =>
        Cases.Select(perfCase => perfCase.Environment).DistinctBy(environment => environment.Id);

    /// <summary>The part of the level that a hook is for: the hook runs when any case is left.</summary>
    public HookScope For(HookSpec hook) =>
        this with
        {
            Cases =
            [
                .. Cases.Where(perfCase =>
                    perfCase.IsMatchedBy(hook.Cases) && (hook.Arm is null || hook.Arm == PerfCase.Token(Arm ?? perfCase.Arm))
                ),
            ],
        };

    /// <summary>Values for the variables of a hook's command; names as in <see cref="TemplateVariables.OfHook"/>.</summary>
    public Dictionary<string, string> Variables(string resultDir, HookPlace place)
    {
        var values = new Dictionary<string, string> { ["host"] = place.Host.Id, ["result_dir"] = resultDir };
        if (Level == HookLevel.Session)
            return values;
        var environment = Cases[0].Environment;
        values["environment"] = environment.Id;
        values["server_ip"] = environment.Server.TestIp;
        values["client_ip"] = environment.Client.TestIp;
        values["server_interface"] = environment.Server.Interface;
        values["client_interface"] = environment.Client.Interface;
        values["interface"] = place.Interface;
        if (Level == HookLevel.Environment)
            return values;
        var (perfCase, workload) = (Cases[0], Cases[0].Workload);
        values["case"] = perfCase.Name;
        values["test_type"] = PerfCase.Token(workload.Type);
        values["protocol"] = PerfCase.Token(workload.Protocol);
        values["params"] = workload.Params;
        values["tool"] = perfCase.Tool?.FolderId ?? "";
        values["port"] = workload.BasePort.ToString();
        values["duration"] = WorkloadVariables.Duration(workload);
        values["streams"] = workload.Streams.ToString();
        values["target_bw"] = workload.TargetBandwidth;
        if (Arm is { } arm && RunFolder is not null)
            (values["arm"], values["run_dir"]) = (PerfCase.Token(arm), RunFolder);
        return values;
    }
}
