# Waits until a tool is ready and prints its programs (functions tree and inventory). Exits with 3 when its process is gone, with 4 when time is up.
# $1 its first process, $2 fewest programs, $3 centiseconds; $4 pattern of the line that it must print, $5 and $6 files to find that in
has_said() { [ $# -eq 3 ] || grep -Eqs -e "$4" "$5" "$6"; }
# The tool compiles and loads meanwhile: a look starts as few processes as it can.
now() { read -r up rest </proc/uptime; up=${up%.*}${up#*.}; }
look() {
  # To find its processes all of the host's are read, which takes the longest.
  [ $((polls % 5)) != 0 ] && [ "$steady" != 1 ] || processes=$(tree "$1")
  # shellcheck disable=SC2086
  list=$(inventory $processes)
  count=$(printf '%s\n' "$list" | grep -c ':prog_type:')
}
polls=0 seen=-1 steady=0
now; until=$((up + $3))
while [ -d /proc/"$1" ]; do
  look "$1"
  [ "$count" = "$seen" ] && steady=$((steady + 1)) || steady=0
  if [ "$count" -ge "$2" ] && [ "$steady" -ge 2 ] && has_said "$@"; then printf '%s\n' "$list"; exit 0; fi
  seen=$count polls=$((polls + 1))
  now; [ "$up" -gt "$until" ] && { printf '%s\n' "$list"; exit 4; }
  sleep 0.02
done
exit 3
