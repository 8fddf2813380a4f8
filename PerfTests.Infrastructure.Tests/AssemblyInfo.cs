// A test mostly waits for a load, a process or a host: many wait at the same time. What cannot bear others beside it is NonParallelizable,
// and says why.
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(6)]
