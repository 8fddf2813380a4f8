# What a test interface is, as facts (function fact).
# $1 number of the interface, $2 its name
if link=$(ip -o link show dev "$2" 2>/dev/null); then
  fact "link $1" "$(printf %s "$link" | tr -d '\134' | cut -d' ' -f3- | cut -c 1-200)"
  fact "mtu $1" "$(printf %s "$link" | sed -n 's/.* mtu \([0-9]*\) .*/\1/p')"
  fact "speed $1" "$(timeout 3 ethtool "$2" 2>/dev/null | sed -n 's/^[[:space:]]*Speed: \([0-9]*\)Mb.*/\1/p')"
  fact "offloads $1" "$(timeout 3 ethtool -k "$2" 2>/dev/null | sed -n 's/^\(tcp-segmentation-offload\|generic-segmentation-offload\|generic-receive-offload\|large-receive-offload\|rx-checksumming\|tx-checksumming\): on.*/\1/p' | tr '\n' ' ')"
  for address in $(ip -o addr show dev "$2" 2>/dev/null | sed -n 's/.* inet6\{0,1\} \([^ /]*\).*/\1/p'); do fact "address $1" "$address"; done
else
  fact "absent $1" yes
  fact interfaces "$(ip -o link 2>/dev/null | sed 's/^[0-9]*: \([^:@]*\).*/\1/' | tr '\n' ' ' | cut -c 1-200)"
fi
