# What the login shell prints and takes at its start, as facts (function fact).
shell=$(getent passwd "$(id -u)" 2>/dev/null | cut -d: -f7); [ -x "$shell" ] || shell=${SHELL:-/bin/sh}
said=$(mktemp) || exit
fact shell "$shell"
# shellcheck disable=SC3028
for _ in 1 2 3; do
  before=$(date +%s%N); timeout 5 env -i HOME="$HOME" USER="$USER" LOGNAME="$LOGNAME" SHELL="$SHELL" PATH=/usr/local/bin:/usr/bin:/bin SHLVL="${SHLVL:-0}" SSH_CLIENT="$SSH_CLIENT" SSH_CONNECTION="$SSH_CONNECTION" "$shell" -c : >"$said" 2>&1 </dev/null; after=$(date +%s%N)
  fact 'shell cost' $(((after - before) / 1000))
done
for _ in 1 2 3; do
  before=$(date +%s%N); timeout 5 env -i /bin/sh -c : </dev/null; after=$(date +%s%N)
  fact 'bare cost' $(((after - before) / 1000))
done
fact 'shell noise' "$(head -c 80 "$said" | tr -c '[:print:]' ' ')"
rm -f "$said"
