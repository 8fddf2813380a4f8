# What surrounds the monitors of a host, which are started behind it (functions remove, tree and every_process).
# $1 seconds after which it ends by itself, $2 whether a tool is watched, or nothing, $3 first process of its tree; nothing for this script
export LC_ALL=C TZ=UTC0 S_TIME_FORMAT=ISO S_COLORS=never PERF_CONFIG=/dev/null
unset S_REPEAT_HEADER POSIXLY_CORRECT COLUMNS LINES
look() {
  date +%s.%N; getconf PAGESIZE
  # shellcheck disable=SC2086
  set -- $1
  [ $# -gt 0 ] || return 0
  for process do set -- "$@" "/proc/$process"/task/*/schedstat "/proc/$process/statm" "/proc/$process/io"; shift; done
  grep -HsE '^([0-9]|(read|write)_bytes:)' "$@" 2>/dev/null
  :
}
own_cost() {
  every_process -v group=$$ 'BEGIN {
    for (i = 1; i < ARGC; i++) {
      file = ARGV[i] "/stat"
      if ((getline line <file) > 0) {
        sub(/^.*\) /, "", line); split(line, f, " ")
        if (f[3] == group) { times = ARGV[i] "/schedstat"; if ((getline line <times) > 0) cost[n++] = line; close(times) }
      }
      close(file)
    }
    for (i = 0; i < n; i++) print cost[i] }'
}
finish() {
  stopped=1
  own_cost >cost
  look "${watched:+$(tree "$root")}" >end
  trap : INT
  kill -s INT -- -$$
  kill "$sleeper"
}
gather() {
  # A signal that came while the monitors were started reached none of them.
  [ -z "$stopped" ] || finish
  for p in $pids $sleeper; do while kill -s 0 "$p" 2>/dev/null; do wait "$p"; done; done 2>/dev/null
}
stopped='' sleeper='' pids='' watched=$2 root=${3:-$$}
scratch=$(mktemp -d "$PWD/monitor-XXXXXX") && cd "$scratch" || exit 70
trap 'cd / && remove "$scratch" "${scratch%/*}/"' EXIT
trap 'exit 143' INT TERM
trap finish CONT
sleep "$1" & sleeper=$!
# shellcheck disable=SC2034,SC2086
tree=${watched:+$(tree "$root")} processes=$(echo $tree | tr ' ' ,)
look "$tree" >start
