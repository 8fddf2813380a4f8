# What of a host and of its test interface decides the figures: parts behind lines with their names, as programs and files say it.
# $1 interface, then the files whose lines are facts
# Read after every run, and each process costs about a millisecond.
device=$1; shift
part() { printf '%s %s\n' 'perftests part' "$1"; }
part kernel; uname -srm
part files; grep -Hs '' "$@" /sys/devices/system/cpu/vulnerabilities/*
part machine; grep -hsE '^(processor|model name|MemTotal)' /proc/cpuinfo /proc/meminfo
part iperf3; iperf3 --version 2>/dev/null
part netperf; netperf -V 2>/dev/null
part ping; ping -V 2>/dev/null
part link; ip -o link show dev "$device" 2>/dev/null
part driver; ethtool -i "$device" 2>/dev/null
part offloads; ethtool -k "$device" 2>/dev/null
part rings; ethtool -g "$device" 2>/dev/null
part channels; ethtool -l "$device" 2>/dev/null
part coalescing; ethtool -c "$device" 2>/dev/null
# Where a daemon balances them, they move whether a tool runs or not.
part interrupts; [ -e /run/irqbalance ] || [ -e /run/irqbalance.pid ] ||
  for irq in "/sys/class/net/$device/device/msi_irqs/"* "/sys/class/net/$device/device/../msi_irqs/"*; do
    irq=${irq##*/}
    [ ! -r "/proc/irq/$irq/smp_affinity_list" ] || { read -r cores <"/proc/irq/$irq/smp_affinity_list"; printf '%s:%s ' "$irq" "$cores"; }
  done
echo
part filters; tc filter show dev "$device" ingress 2>/dev/null; tc filter show dev "$device" egress 2>/dev/null
:
