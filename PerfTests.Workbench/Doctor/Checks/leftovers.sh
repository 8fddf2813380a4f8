# What earlier runs and others left on a host, as facts (function fact).
# $1 work folder
for scratch in "$1"/tool-* "$1"/load-* "$1"/monitor-* "$1"/hook-*; do [ -d "$scratch" ] && fact scratch "$scratch"; done
if [ -e "$1/lease" ]; then flock -n -E 75 "$1/lease" true; [ $? -eq 75 ] && fact lease "$(head -c 200 "$1/lease")"; fi
for program in iperf3 iperf netserver netperf bpftrace; do
  for process in /proc/[0-9]*; do
    if read -r name <"$process/comm" && [ "$name" = "$program" ]; then
      # Not the program that an examination tries, perhaps on a host that shares this one's processes.
      case $(tr '\0' ' ' <"$process/cmdline") in *'BEGIN { exit() }'*) ;; *) fact process "$program ${process#/proc/}" ;; esac
    fi 2>/dev/null
  done
done
fact leftovers seen
