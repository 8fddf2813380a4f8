# host_state NAME TOKEN BOOT PID START [PROCESS]...: prints the clock and the counters of a host and what could disturb a load on it, read by one process
# between two clocks (function every_process); processes, which take the longest, come last.
# "foreign TICKS NAME" stands for the processes that are no controller's. The controller's are called NAME, or where a kernel let none be called
# so, carry TOKEN in their command lines; or they descend from one that does. On the kernel with the id BOOT they are also the process PID, if it
# started at START, and all below it. Processes that cannot be read give 'foreign unreadable', which is no figure.
# "process OWN REAPED NANOSECONDS" stands for each of the processes PROCESS and all that descends from them or is in their sessions.
host_state() {
  # shellcheck disable=SC2016
  look='
    function lines(file, wanted, prefix,  line, text) {
      while ((getline line <file) > 0) if (line ~ wanted) text = text prefix line "\n"
      close(file); return text
    }
    function sum(files, name,  n, list, i, line, total, any) {
      n = split(files, list, " ")
      for (i = 1; i <= n; i++) { if ((getline line <list[i]) > 0) { total += line; any = 1 }; close(list[i]) }
      return any ? sprintf("%s %.0f\n", name, total) : ""
    }
    function take(file, line,  pid, name, rest, f) {
      pid = name = rest = line; sub(/ .*/, "", pid); sub(/^.*\) /, "", rest); sub(/^[0-9]+ \(/, "", name)
      name = substr(name, 1, length(name) - length(rest) - 2); split(rest, f, " ")
      if (name == mark) { root[pid]; marked = 1 }
      # Threads that do the work of the network: softirqs under load, NAPI polling in threads, queues of virtual machines.
      if (name ~ /^(ksoftirqd|napi)\/|^vhost-/) threads = threads file ":" line "\n"
      if (int(f[7] / 2097152) % 2) return
      if (pid == leader && f[20] == start && index(boot, boot_id ":" kernel "\n")) root[pid]
      parent[pid] = f[2]; session[pid] = f[4]; called[pid] = name
      own[pid] = f[12] + f[13]; reaped[pid] = f[14] + f[15]
    }
    function asked(  list, n, i, of, pid, at, exact, text) {
      n = split(asked_for, list, " ")
      for (i = 1; i <= n; i++) of[list[i]]
      for (pid in parent) {
        if (!n) break
        at = pid; while (!(at in of) && !(session[at] in of) && (parent[at] in parent)) at = parent[at]
        if (!(at in of) && !(session[at] in of)) continue
        file = "/proc/" pid "/schedstat"; exact = 0
        if ((getline line <file) > 0) { split(line, part, " "); exact = part[1] }
        close(file)
        text = text "process " own[pid] " " reaped[pid] " " exact "\n"
      }
      return text
    }
    function descends(pid) { while (!(pid in root) && (parent[pid] in parent)) pid = parent[pid]; return pid in root }
    function foreign(  pid, at, name, search, path, part, mine, servant, total, text) {
      if (!marked) {
        search = "grep -lsF -e " token " /proc/[0-9]*/cmdline"
        while ((search | getline path) > 0) { split(path, part, "/"); root[part[3]] }
      }
      for (pid in parent) if (descends(pid)) mine[pid]
      for (pid in mine) for (at = parent[pid]; (at in parent) && called[at] ~ /^(sshd|sudo)/; at = parent[at]) servant[at]
      for (pid in parent) {
        at = pid; while (!(at in mine) && !(session[at] in mine) && (parent[at] in parent)) at = parent[at]
        if (!(at in mine) && !(session[at] in mine) && !(pid in servant)) total[called[pid]] += own[pid] + (pid == 1 ? 0 : reaped[pid])
      }
      for (name in total) if (total[name] > 0) text = text sprintf("foreign %.0f %s\n", total[name], name)
      return text
    }
    BEGIN {
      counters = lines("/proc/net/dev", ".") lines("/proc/stat", "^cpu")
      cpuacct = "/cpuacct.usage_percpu"; schedstat = "/proc/schedstat"; boot_id = "/proc/sys/kernel/random/boot_id"
      groups = lines("/sys/fs/cgroup/cpuacct" cpuacct, ".", "/sys/fs/cgroup/cpuacct" cpuacct ":")
      tasks = groups ? groups : lines("/sys/fs/cgroup/cpu,cpuacct" cpuacct, ".", "/sys/fs/cgroup/cpu,cpuacct" cpuacct ":")
      tasks = tasks lines(schedstat, "^cpu[0-9]", schedstat ":")
      counters = counters lines("/proc/meminfo", "^Mem(Total|Available):") lines("/proc/diskstats", "^ *[0-9]") tasks
      boot = lines(boot_id, "-", boot_id ":")
      for (i = 1; i < ARGC; i++) {
        if (ARGV[i] ~ /_freq$/) ceiling = ceiling " " ARGV[i]
        else if (ARGV[i] ~ /_count$/) throttled = throttled " " ARGV[i]
        else {
          file = ARGV[i] "/stat"
          if ((getline line <file) > 0 && line ~ /^[0-9]+ \(.*\) [A-Za-z] /) take(file, line)
          close(file)
        }
      }
      told = asked()
      printf "%s", counters threads boot accounting "perftests-host-state\n" uptimes sum(ceiling, "ceiling") sum(throttled, "throttled") told foreign()
    }'
  mark=$1 token=$2 kernel=$3 leader=$4 start=$5; shift 5; processes=$*
  read -r _ _ release _ </proc/version
  config=/boot/config-$release accounting=''
  [ ! -r "$config" ] || accounting=$(grep -Hsx CONFIG_IRQ_TIME_ACCOUNTING=y "$config")
  read -r up rest </proc/uptime
  date +%s.%N
  read -r after rest </proc/uptime
  cpus=/sys/devices/system/cpu/cpu
  every_process -v mark="$mark" -v token="$token" -v kernel="$kernel" -v leader="$leader" -v start="$start" -v accounting="${accounting:+$accounting\n}" \
    -v uptimes="uptime $up\nuptime $after\n" -v asked_for="$processes" "$look" \
    ${cpus}[0-9]*/cpufreq/scaling_max_freq ${cpus}[0-9]*/thermal_throttle/*_throttle_count &&
    date +@%s.%N || echo 'foreign unreadable'
}
