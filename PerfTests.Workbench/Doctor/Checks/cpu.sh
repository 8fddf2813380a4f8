# What makes equal loads differ, as facts (function fact).
fact cpus "$(grep -c ^processor /proc/cpuinfo)"
for file in /sys/devices/system/cpu/cpu[0-9]*/cpufreq/scaling_governor; do [ -r "$file" ] && cat "$file"; done 2>/dev/null | sort -u | sed 's/^/governor=/'
fact no_turbo "$(cat /sys/devices/system/cpu/intel_pstate/no_turbo 2>/dev/null)"
fact boost "$(cat /sys/devices/system/cpu/cpufreq/boost 2>/dev/null)"
fact smt "$(cat /sys/devices/system/cpu/smt/active 2>/dev/null)"
fact load1 "$(cut -d' ' -f1 /proc/loadavg)"
fact 'memory kB' "$(sed -n 's/^MemAvailable: *\([0-9]*\).*/\1/p' /proc/meminfo)"
fact ticks "$(head -n 1 /proc/stat)"
sleep 0.5
fact ticks "$(head -n 1 /proc/stat)"
