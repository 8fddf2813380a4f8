# foreign NAME TOKEN KERNEL PID: prints "foreign TICKS NAME" for each name that processes have which are no controller's. The controller's are
# called NAME, or where a kernel let none be called so, carry TOKEN in their command lines; or they descend from one that does. On its own
# kernel they are also the process PID and all below it. Where processes cannot be read it prints 'foreign unreadable', which is no figure
# (function every_process).
foreign() {
  every_process -v mark="$1" -v token="$2" -v kernel="$3" -v leader="$4" -v namespace="$(readlink /proc/self/ns/pid)" '
    function take(line,  pid, name, rest, f) {
      pid = name = rest = line; sub(/ .*/, "", pid); sub(/^.*\) /, "", rest); sub(/^[0-9]+ \(/, "", name)
      name = substr(name, 1, length(name) - length(rest) - 2); split(rest, f, " ")
      if (name == mark) { root[pid]; marked = 1 }
      if (int(f[7] / 2097152) % 2) return
      parent[pid] = f[2]; session[pid] = f[4]; called[pid] = name
      ticks[pid] = f[12] + f[13] + (pid == 1 ? 0 : f[14] + f[15])
    }
    function descends(pid) { while (!(pid in root) && (parent[pid] in parent)) pid = parent[pid]; return pid in root }
    BEGIN {
      getline boot <"/proc/sys/kernel/random/boot_id"
      if (boot " " namespace == kernel) root[leader]
      for (i = 1; i < ARGC; i++) {
        file = ARGV[i] "/stat"
        if ((getline line <file) > 0 && line ~ /^[0-9]+ \(.*\) [A-Za-z] /) take(line)
        close(file)
      }
      if (!marked) {
        search = "grep -lsF -e " token " /proc/[0-9]*/cmdline"
        while ((search | getline path) > 0) { split(path, part, "/"); root[part[3]] }
      }
      for (pid in parent) if (descends(pid)) mine[pid]
      for (pid in mine) for (at = parent[pid]; (at in parent) && called[at] ~ /^(sshd|sudo)/; at = parent[at]) servant[at]
      for (pid in parent) {
        at = pid; while (!(at in mine) && !(session[at] in mine) && (parent[at] in parent)) at = parent[at]
        if (!(at in mine) && !(session[at] in mine) && !(pid in servant)) total[called[pid]] += ticks[pid]
      }
      for (name in total) if (total[name] > 0) printf "foreign %d %s\n", total[name], name
    }' || echo 'foreign unreadable'
}
