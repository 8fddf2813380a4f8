using Microsoft.Playwright;

namespace PerfTests.Infrastructure.Tests.Reporting.Browser;

/// <summary>A page in a browser, with everything that went wrong on it.</summary>
internal sealed class ShownPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly string _file;
    private readonly List<string> _complaints = [];

    private ShownPage(IBrowserContext context, IPage page, string file)
    {
        (_context, Page, _file) = (context, page, file);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                _complaints.Add($"{message.Type}: {message.Text}");
        };
        page.PageError += (_, error) => _complaints.Add($"uncaught: {error}");
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith("file:", StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
                _complaints.Add($"asked for {request.Url}");
        };
    }

    public IPage Page { get; }

    /// <summary>Errors and warnings of the console, uncaught errors, and requests to anywhere.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    public static async Task<ShownPage> OpenAsync(IBrowserContext context, string html)
    {
        var file = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"page-{Guid.NewGuid():N}.html");
        await File.WriteAllTextAsync(file, html);
        var shown = new ShownPage(context, await context.NewPageAsync(), file);
        await shown.Page.GotoAsync($"file://{file}");
        return shown;
    }

    public ILocator Find(string selector) => Page.Locator(selector);

    public Task<int> CountAsync(string selector) => Page.Locator(selector).CountAsync();

    /// <summary>How many elements a reader can see.</summary>
    public Task<int> VisibleAsync(string selector) => Page.Locator(selector).Filter(new() { Visible = true }).CountAsync();

    /// <summary>Pixels by which the page is wider than its window.</summary>
    public Task<int> OverflowAsync() =>
        Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        File.Delete(_file);
    }
}
