# Waits until a server listens on each port (function listening).
# $1 whole seconds, $2 the same as it is told, then the ports in hexadecimal
now() { read -r up rest </proc/uptime; echo "${up%.*}"; }
until=$(($(now) + $1))
told=$2; shift 2
for port do
  until listening "$port"; do
    [ "$(now)" -gt "$until" ] && {
      echo "no load server listens on port $((0x$port)) after $told s; raise extra_time in performance-test-spec.yaml if the host is slow" >&2
      exit 1
    }
    sleep 0.005
  done
done
