# What of a host could disturb a load: its uptime before (in $up) and after its clock was read, the frequencies and the heat of its CPUs.
(
  echo "uptime $up"; read -r up rest </proc/uptime; echo "uptime $up"
  cpus=/sys/devices/system/cpu/cpu
  set -- ${cpus}[0-9]*/cpufreq/scaling_max_freq
  [ ! -r "$1" ] || cat "$@" | awk '{ sum += $1 } END { printf "ceiling %.0f\n", sum }'
  set -- ${cpus}[0-9]*/thermal_throttle/*_throttle_count
  [ ! -r "$1" ] || cat "$@" | awk '{ sum += $1 } END { printf "throttled %.0f\n", sum }'
) 2>/dev/null
