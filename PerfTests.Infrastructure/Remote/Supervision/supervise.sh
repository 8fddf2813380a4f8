# Runs a command as a process group of its own, which ends when standard input does, and at the latest after a while.
# $1 nonce, $2 seconds, $3 command, $4 its working directory or nothing, $5 whether what left the group ends too, or nothing
PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin" LC_ALL=C; export PATH LC_ALL
exec 3<&0 5>&1 </dev/null
{
  PERFTESTS_PROCESS=$1 setsid /bin/sh -c '
    echo $$ >&4; exec 3<&- 4>&- 5>&-
    echo "$PERFTESTS_PROCESS begin $$"; echo "$PERFTESTS_PROCESS begin $$" >&2
    [ -z "$2" ] || cd -- "$2" || exit
    line=$1
    set --
    eval "$line"' sh "$3" "$4" 4>&1 >&5
  printf '%s exit %d\n' "$1" $? >&5
} | {
  exec 5>&-; IFS= read -r group
  {
    timeout "$2" cat <&3
    # 143 is what timeout of busybox ends with.
    case $? in 124 | 143) echo "$1 limit" >&6 ;; esac
  } 6>&2 2>/dev/null | while IFS= read -r signal; do kill -s "$signal" -- "-$group"; done 2>/dev/null
  # A dead orphan counts as a member until the host's init takes it, which some do late.
  alive() { kill -s 0 -- "-$group" 2>/dev/null && grep -Eqs "\) [^ZX] [0-9]+ $group " /proc/[0-9]*/stat; }
  for ending in INT:30 TERM:6 KILL:0; do
    alive || break
    kill -s "${ending%:*}" -- "-$group" 2>/dev/null || break
    polls=${ending#*:}
    while [ "$polls" -gt 0 ] && alive; do polls=$((polls - 1)); sleep 0.05; done
  done
  [ -n "$5" ] || exit 0
  marked() { grep -lsz "^PERFTESTS_PROCESS=$1\$" /proc/[0-9]*/environ | cut -d/ -f3; }
  for ending in TERM:20 KILL:20; do
    left=$(marked "$1")
    [ -n "$left" ] || break
    # shellcheck disable=SC2086
    kill -s "${ending%:*}" $left 2>/dev/null
    polls=${ending#*:}
    # One process looks at these alone: to look at all takes long on a busy host.
    # shellcheck disable=SC2046,SC2086
    while [ "$polls" -gt 0 ] && grep -qsz "^PERFTESTS_PROCESS=$1\$" $(printf '/proc/%s/environ ' $left); do
      polls=$((polls - 1))
      sleep 0.05
    done
  done
}
