# What the kernel offers to BPF, as facts (function fact).
# $1 seconds that the program may take which is tried
seconds=$1
fact kernel "$(uname -r)"
[ -r /sys/kernel/btf/vmlinux ] && fact btf yes || fact btf no
[ -e /sys/bus/event_source/devices/kprobe ] && fact kprobes yes || fact kprobes no
grep -Eq '^[^ ]+ (/sys/kernel/tracing|/sys/kernel/debug/tracing) tracefs ' /proc/mounts && fact tracefs yes || fact tracefs no
if [ -w /proc/sys/kernel/bpf_stats_enabled ]; then fact bpf_stats writable
elif [ -e /proc/sys/kernel/bpf_stats_enabled ]; then fact bpf_stats readonly
else fact bpf_stats absent; fi
fact jit "$(cat /proc/sys/net/core/bpf_jit_enable 2>/dev/null)"
fact unprivileged "$(cat /proc/sys/kernel/unprivileged_bpf_disabled 2>/dev/null)"
[ -e "/lib/modules/$(uname -r)/build" ] || [ -e /sys/kernel/kheaders.tar.xz ] && fact headers yes || fact headers no
tried() {
  fact 'load by' "$1"; shift
  read -r from rest </proc/uptime; said=$(timeout "$seconds" "$@" 2>&1 >/dev/null); status=$?; read -r to rest </proc/uptime
  fact 'load from' "$from"; fact 'load to' "$to"
  # 143 is what the timeout of busybox gives.
  case $status in 0) fact load yes ;; 124 | 143) fact load late ;; *) fact load "no: $(printf %s "$said" | tail -n 1 | cut -c 1-160)" ;; esac
}
if command -v bpftrace >/dev/null 2>&1; then tried bpftrace bpftrace -e 'BEGIN { exit() }'
elif command -v bpftool >/dev/null 2>&1; then tried 'bpftool, which only lists' bpftool prog show
fi
