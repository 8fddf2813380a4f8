# foreign TOKEN KERNEL PID: prints "foreign TICKS NAME" for each name that processes have which are no controller's. The controller's carry
# the token in their command lines or descend from one that does; on its own kernel they are also the process PID and all below it.
foreign() {
  roots=$(grep -lsF -e "$1" /proc/[0-9]*/cmdline)
  [ "$(cat /proc/sys/kernel/random/boot_id 2>/dev/null) $(readlink /proc/self/ns/pid)" != "$2" ] || roots="$roots /proc/$3/"
  # shellcheck disable=SC2086,SC2116
  cat /proc/[0-9]*/stat 2>/dev/null | awk -v roots="$(echo $roots)" '
    BEGIN { n = split(roots, path, " "); for (i = 1; i <= n; i++) { split(path[i], part, "/"); root[part[3]] } }
    !/^[0-9]+ \(.*\) [A-Za-z] / { next }
    { pid = $1; name = rest = $0; sub(/^.*\) /, "", rest); sub(/^[0-9]+ \(/, "", name)
      name = substr(name, 1, length(name) - length(rest) - 2); split(rest, f, " ")
      if (int(f[7] / 2097152) % 2) next
      parent[pid] = f[2]; session[pid] = f[4]; called[pid] = name
      ticks[pid] = f[12] + f[13] + (pid == 1 ? 0 : f[14] + f[15]) }
    function descends(pid) { while (!(pid in root) && (parent[pid] in parent)) pid = parent[pid]; return pid in root }
    END {
      for (pid in parent) if (descends(pid)) mine[pid]
      for (pid in mine) for (at = parent[pid]; (at in parent) && called[at] ~ /^sshd/; at = parent[at]) servant[at]
      for (pid in parent) {
        at = pid; while (!(at in mine) && !(session[at] in mine) && (parent[at] in parent)) at = parent[at]
        if (!(at in mine) && !(session[at] in mine) && !(pid in servant)) total[called[pid]] += ticks[pid]
      }
      for (name in total) if (total[name] > 0) printf "foreign %d %s\n", total[name], name
    }'
}
