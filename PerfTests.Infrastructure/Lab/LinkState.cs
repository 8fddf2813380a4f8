namespace PerfTests.Infrastructure.Lab;

/// <summary>Whether interfaces carry packets: the kernel gets there some time after they are set up.</summary>
internal static class LinkState
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(10);

    /// <exception cref="LabUnavailableException">An interface of the namespace is not up in time; the message has its state.</exception>
    public static async Task WaitUntilUpAsync(string networkNamespace, CancellationToken ct)
    {
        using var deadline = new CancellationTokenSource(Limit);
        while (true)
        {
            var waiting = WaitingFor(
                await LocalCommand.RunAsync(["ip", "-n", networkNamespace, "-details", "-oneline", "link", "show"], ct)
            );
            if (waiting.Count == 0)
                return;
            if (deadline.IsCancellationRequested)
                throw new LabUnavailableException(
                    $"not up in {networkNamespace} after {Limit.TotalSeconds} s: {string.Join("; ", waiting)}"
                );
            await Task.Delay(PollInterval, TimeProvider.System, ct);
        }
    }

    /// <summary>
    /// Lines of <c>ip -details -oneline link show</c> whose interface does not carry packets yet; the loopback always does.
    /// </summary>
    public static IReadOnlyList<string> WaitingFor(string links) =>
        [
            .. links
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Where(line =>
                    !line.Contains(": lo: ", StringComparison.Ordinal)
                    && (
                        !line.Contains(" state UP ", StringComparison.Ordinal)
                        || (
                            line.Contains(" bridge_slave ", StringComparison.Ordinal)
                            && !line.Contains(" bridge_slave state forwarding ", StringComparison.Ordinal)
                        )
                    )
                ),
        ];
}
