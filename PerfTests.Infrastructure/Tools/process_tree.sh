# tree PID: prints the id of each process of the session of a process, and of all that descends from it (function every_process).
tree() {
  every_process -v root="$1" 'BEGIN {
    for (i = 1; i < ARGC; i++) {
      file = ARGV[i] "/stat"
      if ((getline line <file) > 0) {
        pid = substr(ARGV[i], 7)
        sub(/^.*\) /, "", line); split(line, f, " ")
        parent[pid] = f[2]; session[pid] = f[4]
      }
      close(file)
    }
    for (pid in parent) { at = pid
      while (at != root && session[at] != root && (parent[at] in parent)) at = parent[at]
      if (at == root || session[at] == root) print pid } }'
}
