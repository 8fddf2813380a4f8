using System.Diagnostics;

namespace PerfTests.Infrastructure.Tests.Suite;

/// <summary><c>scripts/service-policy</c>, which keeps a host's packages from starting services while some are installed.</summary>
[TestFixture]
[Platform("Linux", Reason = "it reads /proc")]
internal sealed class ServicePolicyTests
{
    private string _folder = "";

    private string Policy => Path.Combine(_folder, "policy-rc.d");

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("pt-policy-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void A_policy_stays_while_its_owner_lives_and_is_cleared_when_the_owner_was_killed()
    {
        using var owner = Process.Start("sleep", ["600"]);
        Run("forbid", Policy, $"{owner.Id}");
        Run("clear", Policy);
        Assert.That((Run(Policy), File.Exists(Policy)), Is.EqualTo((101, true)));
        owner.Kill();
        owner.WaitForExit();
        Run("clear", Policy);
        Assert.That(Directory.EnumerateFileSystemEntries(_folder), Is.Empty);
    }

    [Test]
    public void Its_owner_clears_it_at_its_end()
    {
        Run("forbid", Policy, $"{Environment.ProcessId}");
        Run("clear", Policy, $"{Environment.ProcessId}");
        Assert.That(Directory.EnumerateFileSystemEntries(_folder), Is.Empty);
    }

    [Test]
    public void A_number_that_another_process_has_by_now_is_no_living_owner()
    {
        Run("forbid", Policy, $"{Environment.ProcessId}");
        File.WriteAllText(Policy, File.ReadAllText(Policy).Replace("started at ", "started at 1", StringComparison.Ordinal));
        Run("clear", Policy);
        Assert.That(Policy, Does.Not.Exist);
    }

    [TestCase("#!/bin/sh\nexit 101\n")]
    [TestCase("#!/bin/sh\n# perftests: written for process 1\nexit 101\n")]
    [TestCase("#!/bin/sh\nexit 101\n# perftests: written for process 4000000 started at 1, removed when it has ended\n")]
    public void A_policy_of_somebody_else_is_neither_replaced_nor_removed(string text)
    {
        File.WriteAllText(Policy, text);
        Run("forbid", Policy, $"{Environment.ProcessId}");
        Run("clear", Policy);
        Assert.That(File.ReadAllText(Policy), Is.EqualTo(text));
    }

    [Test]
    public void A_link_is_left_alone_with_what_it_points_to()
    {
        var target = Path.Combine(_folder, "target");
        Run("forbid", target, "4000000");
        File.CreateSymbolicLink(Policy, target);
        Run("clear", Policy);
        Run("forbid", Policy, $"{Environment.ProcessId}");
        Assert.That((new FileInfo(Policy).LinkTarget, File.Exists(target)), Is.EqualTo((target, true)));
    }

    private static int Run(params string[] arguments)
    {
        using var process = Process.Start(
            "sh",
            arguments is [var script] ? [script] : [RepositoryFolder.Of("scripts", "service-policy"), .. arguments]
        );
        process.WaitForExit();
        return process.ExitCode;
    }
}
