# tree PID: prints the id of each process of the session of a process, and of all that descends from it.
# One awk reads all processes, which costs a third of what cat before it does; that of some hosts (mawk) gives up, before it prints anything,
# when a process ends between its opening and its reading of the file.
tree() {
  for _ in 1 2 3 4 5; do
    awk -v root="$1" 'BEGIN {
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
        if (at == root || session[at] == root) print pid } }' /proc/[0-9]* 2>/dev/null && return
  done
}
