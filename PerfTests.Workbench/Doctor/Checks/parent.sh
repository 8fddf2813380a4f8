# parent PID: prints the id of the parent of a process; nothing when there is no such process.
parent() { sed -n 's/^PPid:[[:space:]]*//p' "/proc/$1/status" 2>/dev/null; }
