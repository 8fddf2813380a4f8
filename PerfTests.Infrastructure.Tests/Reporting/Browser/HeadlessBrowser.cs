using Microsoft.Playwright;

namespace PerfTests.Infrastructure.Tests.Reporting.Browser;

/// <summary>A real browser that shows pages from files and records what it complains about.</summary>
internal sealed class HeadlessBrowser : IAsyncDisposable
{
    private static readonly string[] Programs = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    // Without these the browser looks for updates, and for its own servers, at every start
    private static readonly string[] Arguments =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private HeadlessBrowser(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    public static async Task<HeadlessBrowser> LaunchAsync()
    {
        var program =
            Programs.SelectMany(name => new[] { $"/usr/bin/{name}", $"/usr/local/bin/{name}" }).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException(
                $"none of {string.Join(", ", Programs)} is installed; run scripts/install-prerequisites --for-tests"
            );
        var playwright = await Playwright.CreateAsync();
        return new(playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = Arguments }));
    }

    /// <summary>Shows a page in a window of its own.</summary>
    /// <param name="html">The page.</param>
    /// <param name="width">Width of the window in CSS pixels.</param>
    /// <param name="dark">Whether the system prefers dark pages.</param>
    /// <param name="script">Whether the page may run its script.</param>
    public async Task<ShownPage> ShowAsync(string html, int width = 1280, bool dark = false, bool script = true)
    {
        var context = await _browser.NewContextAsync(
            new()
            {
                ViewportSize = new() { Width = width, Height = 800 },
                ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
                JavaScriptEnabled = script,
            }
        );
        // Beside the lab's tests a page of a thousand runs has taken longer than the 30 s that are usual
        context.SetDefaultTimeout(120_000);
        return await ShownPage.OpenAsync(context, html);
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
