# Waits for programs to go, as long as they go, and prints the ids of those that are still loaded.
# $1 regular expression that matches their ids, $2 a number above theirs, $3 longest wait for the next one to go, in milliseconds
wanted=$1
loaded() {
  # bpftool may be a wrapper that finds no program for this kernel.
  if shown=$(bpftool prog show 2>/dev/null); then printf '%s\n' "$shown" | sed -n 's/^\([0-9]*\): .*/\1/p'
  else cat /proc/[0-9]*/fdinfo/* 2>/dev/null | sed -n 's/^prog_id:[[:space:]]*//p'; fi | grep -E -x "$wanted" | sort -un
}
now() { echo $(($(date +%s%N) / 1000000)); }
fewest=$2
while left=$(loaded) && [ -n "$left" ]; do
  count=$(printf '%s\n' "$left" | wc -l)
  [ "$count" -ge "$fewest" ] || { fewest=$count until=$(($(now) + $3)); }
  [ "$(now)" -lt "$until" ] || break
  sleep 0.05
done
printf '%s\n' "$left"
