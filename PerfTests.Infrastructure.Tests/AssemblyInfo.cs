// A test mostly waits for a load, a process or a host: many wait at the same time. What cannot bear others beside it is NonParallelizable,
// and says why. A fixture whose tests are all parallel has them queued behind every other fixture: long ones would run last, and alone.
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(6)]
