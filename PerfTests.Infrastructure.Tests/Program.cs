using PerfTests.Infrastructure.Lab;

// The test assembly as a program: the owner of a lab, for a test to kill. It ends, with its lab, when its standard input does.
await using var lab = await EmbeddedLab.RaiseAsync(new LabOptions(), CancellationToken.None);
await Console.Out.WriteLineAsync(lab.Index.ToString());
await Console.In.ReadToEndAsync();
