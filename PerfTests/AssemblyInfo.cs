// Two measurements at once would measure each other.
[assembly: NonParallelizable]
[assembly: LevelOfParallelism(1)]
