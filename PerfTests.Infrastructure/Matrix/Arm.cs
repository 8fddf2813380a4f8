namespace PerfTests.Infrastructure.Matrix;

/// <summary>The side of a comparison: without or with a tool.</summary>
public enum Arm
{
    Baseline,
    Ebpf,
}
