# Ends every supervised process of a controller but the one that does this, and prints how many there were (function parent).
# $1 word in the command line of the controller's supervisors
token=$1
ours() { { tr '\0' '\n' <"/proc/$1/cmdline"; } 2>/dev/null | grep -qxF -- "$token"; }
network=$(readlink /proc/$$/ns/net)
top() { id=$1; while above=$(parent "$id") && [ -n "$above" ] && ours "$above"; do id=$above; done; echo "$id"; }
own=$(top "$(parent $$)")
readers() {
  for folder in /proc/[0-9]*; do
    reader=${folder#/proc/}
    # The timeout of busybox becomes the program that it starts.
    case $(cat "$folder/comm" 2>/dev/null) in timeout | cat) ;; *) continue ;; esac
    above=$(parent "$reader")
    [ -n "$above" ] && ours "$above" || continue
    supervisor=$(top "$above")
    [ "$supervisor" = "$own" ] && continue
    [ "$(readlink "$folder/ns/net" 2>/dev/null)" = "$network" ] || continue
    echo "$reader $supervisor"
  done
}
found=$(readers)
count=0
for id in $(printf '%s\n' "$found" | cut -d' ' -f1); do count=$((count + 1)); kill -s TERM "$id" 2>/dev/null; done
# Until the last supervisor has ended its group and what left it, which takes it eight seconds at most.
polls=240
for id in $(printf '%s\n' "$found" | cut -sd' ' -f2); do
  while ours "$id" && [ "$polls" -gt 0 ]; do polls=$((polls - 1)); sleep 0.05; done
done
echo "$count"
