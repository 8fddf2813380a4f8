namespace PerfTests.Infrastructure.Results.Runs;

public enum RunStatus
{
    Success,
    Failed,
    Timeout,
}
