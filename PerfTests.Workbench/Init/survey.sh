# What a host is and has, as NAME=VALUE.
# For each program: its name, whether it is looked for as root would, or nothing, and its option that prints a version, or nothing.
# Tools run as root, whose PATH has more folders than the login user's; loads run as the login user.
fact() { printf '%s=%s\n' "$1" "$(printf %s "$2" | tr '\n' ' ')"; }
fact user "$(id -un)"
fact uid "$(id -u)"
[ "$(id -u)" = 0 ] || fact sudo "$(timeout 5 sudo -n /bin/sh -c 'id -u' 2>/dev/null)"
fact ssh "$SSH_CONNECTION"
fact 'boot id' "$(cat /proc/sys/kernel/random/boot_id 2>/dev/null)"
fact workdir "$PERFTESTS_WORKDIR"
fact system "$(. /etc/os-release 2>/dev/null && printf %s "$PRETTY_NAME")"
fact distributions "$(. /etc/os-release 2>/dev/null && printf '%s %s' "$ID" "$ID_LIKE")"
fact kernel "$(uname -sr)"
fact cpus "$(getconf _NPROCESSORS_ONLN)"
grep -q '^flags.* hypervisor' /proc/cpuinfo && fact guest yes
program() (
  [ -z "$2" ] || PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
  if command -v "$1" >/dev/null 2>&1; then
    fact "version $1" "$([ -z "$3" ] || timeout 5 "$1" "$3" 2>&1 | head -n 1 | cut -c 1-80)"
  else fact missing "$1"; fi
)
while [ $# -gt 0 ]; do program "$1" "$2" "$3"; shift 3; done
for python in python3 /usr/bin/python3 /usr/libexec/platform-python; do
  if timeout 10 "$python" -c 'import bcc' >/dev/null 2>&1; then fact 'bcc python' "$python"; break; fi
done
fact interfaces "$(ip -j addr show 2>/dev/null)"
