# Runs a command that loads programs and ends, stays until it is told to end, and then has the programs taken away, however it ends;
# but not where the first command failed.
# $1 command that loads them, $2 command that takes them away, $3 seconds that this one may take, $4 file that says the first one has ended well
exec 3>&1
trap : INT TERM HUP
{
  trap 'kill "$nap" 2>/dev/null; exit 0' INT TERM HUP
  # The pipe is held here alone: its end is the end of this process.
  /bin/sh -c "$1" >&3 3>&-
  status=$?
  [ "$status" = 0 ] || { echo "$status" >"$4.status"; exit 0; }
  : >"$4"
  while :; do sleep 3600 >/dev/null 3>&- & nap=$!; wait "$nap"; done
} | env -u PERFTESTS_PROCESS setsid /bin/sh -c '
  trap "" HUP
  cat >/dev/null
  # What a start that failed found there is not ours to take away.
  [ ! -e "$3" ] || exit 0
  timeout -s KILL "$2" /bin/sh -c "$1" >&3 3>&-' sh "$2" "$3" "$4.status"
stopped=$?
[ "$stopped" = 0 ] || echo "the command that stops the tool ended with exit code $stopped" >&2
read -r status 2>/dev/null <"$4.status" || status=$stopped
exit "$status"
