using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Workloads.Iperf3;
using PerfTests.Infrastructure.Workloads.Netperf;
using PerfTests.Infrastructure.Workloads.Ping;

namespace PerfTests.Infrastructure.Workloads;

/// <summary>The load generators whose output can be read.</summary>
internal static class LoadPrograms
{
    public static IReadOnlyList<ILoadProgram> All { get; } = [new Iperf3Program(), new NetperfProgram(), new PingProgram()];

    /// <summary>
    /// The program that a client command runs: the base name of its first word behind assignments (<c>VAR=value</c>) and wrappers such as
    /// <c>taskset -c 1</c>, <c>nice</c>, <c>timeout 60</c> or <c>ip netns exec NAME</c>.
    /// </summary>
    /// <exception cref="NotSupportedException">The command runs none of <see cref="All"/>; the message names them.</exception>
    public static ILoadProgram Find(CommandTemplate clientCommand)
    {
        var name = LoadCommand.Parse(clientCommand).Program;
        var named = name.Length == 0 ? "no program" : $"'{name}'";
        return All.FirstOrDefault(program => program.Program == name)
            ?? throw new NotSupportedException(
                $"the client command '{clientCommand.Text}' runs {named}, whose output cannot be read; "
                    + $"let it start with one of {string.Join(", ", All.Select(program => program.Program))} (after "
                    + $"{string.Join(", ", CommandWrapper.All.Where(wrapper => wrapper.Refusal is null).Select(wrapper => wrapper.Name))}"
                    + $" if need be)"
            );
    }
}
