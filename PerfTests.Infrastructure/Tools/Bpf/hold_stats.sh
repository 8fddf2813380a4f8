# Switches the run counts of BPF programs on until it is ended, then back to how they were found.
# $1 seconds after which it ends by itself
switch=/proc/sys/kernel/bpf_stats_enabled
exec 9<>/run/perftests-bpf-stats.lock || exit 1
flock -w 60 9 || { echo 'another run has held the switch for a minute' >&2; exit 1; }
before=$(cat $switch) || exit 1
read -r found <&9 && before=$found
echo "$before" >/run/perftests-bpf-stats.lock
trap 'echo "$before" >$switch; : >/run/perftests-bpf-stats.lock' EXIT
trap 'exit 0' INT TERM HUP
echo 1 >$switch || exit 1
echo "on $before"
sleep "$1" 9>&- & wait
