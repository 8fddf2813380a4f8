namespace PerfTests.Infrastructure.Results;

public enum RunStatus
{
    Success,
    Failed,
    Timeout,
}
