# What of a host and of its test interface decides the figures, as NAME=VALUE.
# $1 interface, then name and file of each further fact
# Read after every round, and each process costs about a millisecond. (read does not do for /proc/sys: it takes bytes, and these files give one.)
device=$1; shift
set -f
# shellcheck disable=SC2086
fact() { name=$1; set -- $2; printf '%s=%s\n' "$name" "$*"; }
file() { fact "$1" "$(cat "$2" 2>/dev/null)"; }
fact kernel "$(uname -srm)"
fact kernel_build "$(uname -v)"
fact cpu "$(sed -n '/^model name/{s/^[^:]*: //p;q}' /proc/cpuinfo)"
fact cpus "$(grep -c ^processor /proc/cpuinfo)"
file governor /sys/devices/system/cpu/cpu0/cpufreq/scaling_governor
# shellcheck disable=SC2035
fact mitigations "$(set +f; cd /sys/devices/system/cpu/vulnerabilities 2>/dev/null && grep -H . * | tr '\n' ';')"
fact memory_kb "$(sed -n 's/^MemTotal: *\([0-9]*\).*/\1/p' /proc/meminfo)"
fact iperf3 "$(iperf3 --version 2>/dev/null | sed -n '1s/^\([^ ]* [^ ]*\).*/\1/p')"
fact netperf "$(netperf -V 2>/dev/null | sed -n 1p)"
fact ping "$(ping -V 2>/dev/null | sed -n 1p)"
link=$(ip -o link show dev "$device" 2>/dev/null)
value=${link##* mtu }; fact mtu "${value%% *}"
value=${link##* qdisc }; fact qdisc "${value%% *}"
fact driver "$(ethtool -i "$device" 2>/dev/null | sed -n 's/^\(driver\|version\|firmware-version\): //p')"
fact offloads "$(ethtool -k "$device" 2>/dev/null | sed -n 's/^\([a-z-]*\): on.*/\1/p')"
fact rings "$(ethtool -g "$device" 2>/dev/null | sed 1d)"
while [ $# -gt 0 ]; do file "$1" "$2"; shift 2; done
