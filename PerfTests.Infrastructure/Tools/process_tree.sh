# tree PID: prints the id of each process of the session of a process, and of all that descends from it.
tree() {
  cat /proc/[0-9]*/stat 2>/dev/null | awk -v root="$1" '
    { pid = $1; sub(/^.*\) /, ""); parent[pid] = $2; session[pid] = $4 }
    END { for (pid in parent) { at = pid
        while (at != root && session[at] != root && (parent[at] in parent)) at = parent[at]
        if (at == root || session[at] == root) print pid } }'
}
