using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace PerfTests.Infrastructure.Tests.Ci;

/// <summary><c>scripts/comment-on-change</c> against a server on this machine that keeps comments as GitHub and GitLab do.</summary>
[TestFixture]
internal sealed class CommentScriptTests
{
    private const string Comment = "<!-- perftests -->\n### the gate is open ✓\n";

    private readonly List<JsonObject> _comments = [];
    private HttpListener _server = null!;
    private Task _serving = Task.CompletedTask;
    private string _address = "";
    private string _folder = "";
    private int _refuseWith;

    [SetUp]
    public void StartServer()
    {
        _folder = Directory.CreateTempSubdirectory("pt-comment-").FullName;
        Directory.CreateDirectory(Path.Combine(_folder, "result", "analysis"));
        File.WriteAllText(Path.Combine(_folder, "result", "analysis", "comment.md"), Comment);
        _comments.Clear();
        _refuseWith = 0;
        (_server, _address) = Listen();
        _serving = ServeAsync(_server);
    }

    [TearDown]
    public async Task StopServer()
    {
        _server.Stop();
        await _serving;
        Directory.Delete(_folder, recursive: true);
    }

    [TestCase("github")]
    [TestCase("gitlab")]
    public async Task The_first_job_adds_a_comment_and_the_next_one_replaces_it(string system)
    {
        _comments.Add(new JsonObject { ["id"] = 1, ["body"] = "somebody's own words about <!-- perftests -->" });
        Assert.That((await RunAsync(system)).Output, Does.Contain("comment added"));
        File.WriteAllText(Path.Combine(_folder, "result", "analysis", "comment.md"), Comment.Replace("open", "closed"));
        Assert.That((await RunAsync(system)).Output, Does.Contain("comment replaced"));
        Assert.That(
            _comments.Select(comment => (string)comment["body"]!),
            Is.EqualTo(new[] { "somebody's own words about <!-- perftests -->", "<!-- perftests -->\n### the gate is closed ✓\n" })
        );
    }

    [Test]
    public async Task The_report_s_address_is_added()
    {
        await RunAsync("github", ("PERFTESTS_REPORT_URL", "https://github.example/a/1"));
        Assert.That((string?)_comments.Single()["body"], Is.EqualTo($"{Comment}\n[Download the report](https://github.example/a/1)\n"));
    }

    [Test]
    public async Task A_session_that_came_to_no_report_says_why()
    {
        File.Delete(Path.Combine(_folder, "result", "analysis", "comment.md"));
        File.WriteAllText(
            Path.Combine(_folder, "result", "session.json"),
            """{"exitCode": 3, "message": "host bench-1 is out of reach"}"""
        );
        var run = await RunAsync("github");
        Assert.That(run.ExitCode, Is.Zero, run.Output);
        Assert.That((string?)_comments.Single()["body"], Does.StartWith("<!-- perftests -->").And.Contain("host bench-1 is out of reach"));
    }

    [Test]
    public async Task A_token_that_may_not_write_is_an_error_with_a_remedy()
    {
        _refuseWith = 403;
        var run = await RunAsync("github");
        Assert.That((run.ExitCode, run.Output), Is.EqualTo((1, run.Output)));
        Assert.That(run.Output, Does.Contain("answered 403").And.Contain("the right to write comments"));
    }

    [Test]
    public async Task Without_anything_measured_there_is_nothing_to_say()
    {
        File.Delete(Path.Combine(_folder, "result", "analysis", "comment.md"));
        var run = await RunAsync("gitlab");
        Assert.That(run.ExitCode, Is.EqualTo(2), run.Output);
        Assert.That(_comments, Is.Empty);
    }

    [TestCase("comment.md")]
    [TestCase("analysis")]
    public async Task A_link_in_what_was_measured_is_not_followed_to_the_job_s_secrets(string link)
    {
        var secret = Path.Combine(_folder, "secret");
        Directory.CreateDirectory(secret);
        await File.WriteAllTextAsync(Path.Combine(secret, "comment.md"), "secret");
        var analysis = Path.Combine(_folder, "result", "analysis");
        Directory.Delete(analysis, recursive: true);
        if (link == "analysis")
        {
            Directory.CreateSymbolicLink(analysis, secret);
        }
        else
        {
            Directory.CreateDirectory(analysis);
            File.CreateSymbolicLink(Path.Combine(analysis, "comment.md"), Path.Combine(secret, "comment.md"));
        }
        var run = await RunAsync("github");
        Assert.That((run.ExitCode, _comments.Count), Is.EqualTo((2, 0)), run.Output);
    }

    [Test]
    public async Task What_was_measured_notifies_nobody_and_is_always_marked_as_ours()
    {
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "result", "analysis", "comment.md"),
            "hello @everyone\u001b[31m\u202e\n/approve\n  /merge a/b"
        );
        await RunAsync("github");
        Assert.That(
            (string?)_comments.Single()["body"],
            Is.EqualTo("<!-- perftests -->\nhello @\u200beveryone[31m\n\u200b/approve\n  \u200b/merge a/b")
        );
    }

    [Test]
    public async Task After_a_measuring_run_the_comment_goes_to_the_pull_request_whose_head_was_measured()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "event.json"), MeasuringRun("pull_request", "c0ffee"));
        Assert.That((await RunAsync("github")).Output, Does.Contain("comment added"));
        Assert.That(_comments, Has.Count.EqualTo(1));
    }

    [TestCase("pull_request", "0dd", 77)]
    [TestCase("push", "c0ffee", 77)]
    [TestCase("pull_request", "c0ffee", 78)]
    public async Task A_run_of_an_older_commit_of_no_pull_request_or_of_another_repository_writes_nothing(
        string cause,
        string commit,
        int repository
    )
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "event.json"), MeasuringRun(cause, commit, repository));
        var run = await RunAsync("github");
        Assert.That((run.ExitCode, _comments.Count), Is.EqualTo((0, 0)), run.Output);
    }

    private static string MeasuringRun(string cause, string commit, int repository = 77) =>
        $$$"""
            {"workflow_run": {"event": "{{{cause}}}", "head_sha": "{{{commit}}}", "head_branch": "a&b=c",
              "head_repository": {"id": {{{repository}}}, "owner": {"login": "fork"} } } }
            """;

    [Test]
    public async Task A_job_that_runs_for_no_pull_request_does_nothing()
    {
        File.WriteAllText(Path.Combine(_folder, "event.json"), "{}");
        var run = await RunAsync("github");
        Assert.That((run.ExitCode, _comments.Count), Is.EqualTo((0, 0)), run.Output);
    }

    private async Task<(int ExitCode, string Output)> RunAsync(string system, params (string Name, string Value)[] more)
    {
        var eventFile = Path.Combine(_folder, "event.json");
        if (!File.Exists(eventFile))
            await File.WriteAllTextAsync(eventFile, """{"pull_request": {"number": 5}}""");
        var start = new ProcessStartInfo("python3", [RepositoryFolder.Of("scripts", "comment-on-change"), Path.Combine(_folder, "result")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        (string Name, string Value)[] variables =
            system == "github"
                ?
                [
                    ("GITHUB_ACTIONS", "true"),
                    ("GITHUB_API_URL", _address),
                    ("GITHUB_REPOSITORY", "owner/tool"),
                    ("GITHUB_EVENT_PATH", eventFile),
                    ("GITHUB_TOKEN", "word"),
                ]
                :
                [
                    ("GITLAB_CI", "true"),
                    ("CI_API_V4_URL", _address),
                    ("CI_PROJECT_ID", "3"),
                    ("CI_MERGE_REQUEST_IID", "5"),
                    ("PERFTESTS_GITLAB_TOKEN", "word"),
                ];
        foreach (
            var (name, value) in (IEnumerable<(string, string)>)
                [.. variables, .. more, ("PATH", "/usr/bin:/bin"), ("PYTHONDONTWRITEBYTECODE", "1")]
        )
            start.Environment[name] = value;
        using var script = Process.Start(start)!;
        var output = await Task.WhenAll(script.StandardOutput.ReadToEndAsync(), script.StandardError.ReadToEndAsync());
        await script.WaitForExitAsync();
        return (script.ExitCode, string.Concat(output));
    }

    private static (HttpListener Server, string Address) Listen()
    {
        for (var port = 18_500; ; port++)
        {
            var server = new HttpListener();
            server.Prefixes.Add($"http://127.0.0.1:{port}/");
            try
            {
                server.Start();
                return (server, $"http://127.0.0.1:{port}");
            }
            catch (HttpListenerException) when (port < 18_600)
            {
                // Somebody else has it
            }
        }
    }

    private async Task ServeAsync(HttpListener server)
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await server.GetContextAsync();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
            var answer = Encoding.UTF8.GetBytes(await AnswerAsync(context.Request));
            context.Response.StatusCode = _refuseWith == 0 ? 200 : _refuseWith;
            await context.Response.OutputStream.WriteAsync(answer);
            context.Response.Close();
        }
    }

    private async Task<string> AnswerAsync(HttpListenerRequest request)
    {
        var isGitHub = request.Headers["Authorization"] == "Bearer word";
        Assert.That(isGitHub || request.Headers["PRIVATE-TOKEN"] == "word");
        var list = isGitHub ? "/repos/owner/tool/issues/5/comments" : "/projects/3/merge_requests/5/notes";
        var one = isGitHub ? "/repos/owner/tool/issues/comments/" : $"{list}/";
        var path = request.Url!.AbsolutePath;
        if (path == "/repos/owner/tool/pulls")
        {
            Assert.That(request.QueryString["head"], Is.EqualTo("fork:a&b=c"));
            return """[{"number": 4, "head": {"sha": "other", "repo": null}}, {"number": 5, "head": {"sha": "c0ffee", "repo": {"id": 77}}}]""";
        }
        if (request.HttpMethod == "GET")
            return path == list && request.QueryString["page"] == "1"
                ? new JsonArray([.. _comments.Select(comment => comment.DeepClone())]).ToJsonString()
                : "[]";
        using var reader = new StreamReader(request.InputStream, Encoding.UTF8);
        var body = (string)JsonNode.Parse(await reader.ReadToEndAsync())!["body"]!;
        if (request.HttpMethod == "POST" && path == list)
            _comments.Add(new JsonObject { ["id"] = _comments.Count + 1, ["body"] = body });
        else if (request.HttpMethod == (isGitHub ? "PATCH" : "PUT"))
            _comments.Single(comment => path == $"{one}{comment["id"]}")["body"] = body;
        return "{}";
    }
}
