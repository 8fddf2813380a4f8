# Waits until a tool is ready and prints its programs (function inventory). Exits with 3 when its process is gone, with 4 when time is up.
# $1 its first process, $2 fewest programs, $3 milliseconds; $4 pattern of the line that it must print, $5 and $6 files to find that in
has_said() { [ $# -eq 3 ] || grep -Eqs -e "$4" "$5" "$6"; }
now() { echo $(($(date +%s%N) / 1000000)); }
seen=-1 until=$(($(now) + $3))
while [ -d /proc/"$1" ]; do
  list=$(inventory "$1")
  count=$(printf '%s\n' "$list" | grep -c ':prog_type:')
  if [ "$count" -ge "$2" ] && [ "$count" = "$seen" ] && has_said "$@"; then printf '%s\n' "$list"; exit 0; fi
  seen=$count
  [ "$(now)" -gt "$until" ] && { printf '%s\n' "$list"; exit 4; }
  sleep 0.04
done
exit 3
