# Ids of programs with the code of the given ones, when all of these are loaded a second time.
# $1 ids of the programs, $2 ids of all programs that are ours, which are no twins
all=$(bpftool prog show 2>/dev/null | sed -n 's/^\([0-9]*\): .* tag \([0-9a-f]*\).*/\1 \2/p')
[ -n "$all" ] || all=$(cat /proc/[0-9]*/fdinfo/* 2>/dev/null | awk '/^prog_tag:/ { tag = $2 } /^prog_id:/ { if (tag) print $2, tag; tag = "" }')
printf '%s\n' "$all" | awk -v ids="$1" -v ours="$2" '
  BEGIN { split(ids, list, " "); for (i in list) own[list[i]]; split(ours, list, " "); for (i in list) us[list[i]] }
  { tag[$1] = $2 }
  END {
    for (id in tag) if (id in own) code[tag[id]]
    for (id in tag) if (!(id in own) && !(id in us) && (tag[id] in code)) { twin[id]; seen[tag[id]] }
    for (t in code) if (!(t in seen)) exit
    for (id in twin) print id
  }'
