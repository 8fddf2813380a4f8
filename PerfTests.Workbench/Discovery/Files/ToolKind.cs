namespace PerfTests.Workbench.Discovery.Files;

/// <summary>What kind of program a found tool is.</summary>
internal enum ToolKind
{
    /// <summary>Run by python3.</summary>
    Python,

    /// <summary>Run by bpftrace.</summary>
    Bpftrace,

    /// <summary>A compiled program.</summary>
    Elf,

    /// <summary>A text with a <c>#!</c> line for another interpreter.</summary>
    Script,
}
