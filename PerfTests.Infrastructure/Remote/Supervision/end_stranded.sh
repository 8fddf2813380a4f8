# Ends every supervised process of a controller but the one that does this, and prints how many there were (function every_process).
# $1 word in the command line of the controller's supervisors
token=$1
# Prints the id of each process that reads a supervisor's input, and that of the supervisor. The timeout of busybox becomes the program that it
# starts.
readers() {
  # shellcheck disable=SC2046
  set -- $(grep -lszxF -e "$token" /proc/[0-9]*/cmdline)
  every_process -v all="$*" -v self=$$ '
    function top(pid) { while (parent[pid] in ours) pid = parent[pid]; return pid }
    BEGIN {
      n = split(all, list, " "); for (i = 1; i <= n; i++) { split(list[i], part, "/"); ours[part[3]] }
      for (i = 1; i < ARGC; i++) {
        file = ARGV[i] "/stat"
        if ((getline line <file) > 0) {
          pid = name = line; sub(/ .*/, "", pid); sub(/^[0-9]+ \(/, "", name); sub(/\) [^)]*$/, "", name)
          sub(/^.*\) /, "", line); split(line, f, " ")
          parent[pid] = f[2]; if (name == "timeout" || name == "cat") reader[pid]
        }
        close(file)
      }
      own = top(parent[self])
      for (pid in reader) if ((parent[pid] in ours) && top(parent[pid]) != own) print pid, top(parent[pid])
    }'
}
# A host may be one of several network namespaces of a kernel.
found=$(readers | while read -r reader supervisor; do
  # shellcheck disable=SC3013
  [ ! "/proc/$reader/ns/net" -ef "/proc/$$/ns/net" ] || echo "$reader $supervisor"
done)
count=0
for id in $(printf '%s\n' "$found" | cut -d' ' -f1); do count=$((count + 1)); kill -s TERM "$id" 2>/dev/null; done
# Until the last supervisor has ended its group and what left it, which takes it eight seconds at most.
polls=240
for id in $(printf '%s\n' "$found" | cut -sd' ' -f2); do
  while grep -qszxF -e "$token" "/proc/$id/cmdline" && [ "$polls" -gt 0 ]; do polls=$((polls - 1)); sleep 0.05; done
done
echo "$count"
