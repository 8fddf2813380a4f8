# Functions that find a tool by the programs that it left in the kernel, as inventory and tree do it by its processes.
# loaded_by NAMES TAGS FOLDER STARTED tells the programs: lists of words, a folder in which they are pinned, and a file that is there when the
# command that loads them has ended well.
loaded_by() { names=$1 tags=$2 pinned=$3 started=$4; }
pinned_ids() {
  [ -z "$pinned" ] || find -H "$pinned" -xdev -type f 2>/dev/null | while IFS= read -r pin; do
    bpftool prog show pinned "$pin" 2>/dev/null || bpftool link show pinned "$pin" 2>/dev/null
  done | sed -n 's/^\([0-9]*\): .* tag .*/\1/p; s/^[0-9]*: .* prog \([0-9]*\).*/\1/p'
}
# Lines as of fdinfo, and "map ID,ID" for the maps of the programs.
loaded() {
  # The kernel cuts names off at 15 characters.
  bpftool prog show 2>/dev/null | awk -v ids="$(pinned_ids | tr '\n' ' ')" -v names="$names" -v tags="$tags" '
    BEGIN {
      n = split(ids, list, " "); for (i = 1; i <= n; i++) id_of[list[i]]
      n = split(tags, list, " "); for (i = 1; i <= n; i++) tag_of[list[i]]
      n = split(names, list, " "); for (i = 1; i <= n; i++) { name_of[list[i]]; if (length(list[i]) >= 15) cut_of[substr(list[i], 1, 15)] }
    }
    /^[0-9]+: / {
      id = $1; sub(/:/, "", id); name = tag = ""; time = runs = 0
      for (i = 3; i < NF; i++) {
        if ($i == "name") name = $(i + 1)
        if ($i == "tag") tag = $(i + 1)
        if ($i == "run_time_ns") time = $(i + 1)
        if ($i == "run_cnt") runs = $(i + 1)
      }
      ours = (id in id_of) || (tag in tag_of) || (name in name_of) || (substr(name, 1, 15) in cut_of)
      at = "kernel/" id
      if (ours) print at ":prog_type:" $2 "\n" at ":prog_id:" id "\n" at ":run_time_ns:" time "\n" at ":run_cnt:" runs
    }
    ours && match($0, /map_ids [0-9,]+/) { print "map " substr($0, RSTART + 8, RLENGTH - 8) }'
}
loaded_inventory() { [ ! -e "$started" ] || loaded | grep -v '^map'; }
# As fdinfo tells it of a map: whether one of them holds programs that others call.
loaded_maps() {
  bpftool map show 2>/dev/null | awk -v ids="$(loaded | sed -n 's/^map //p' | tr ',\n' '  ')" '
    BEGIN { n = split(ids, list, " "); for (i = 1; i <= n; i++) id_of[list[i] ":"] }
    ($1 in id_of) && $2 == "prog_array" { print "map_type: 3" }'
}
# Processes that hold the programs or their maps, and those that left the session of the command that loaded them.
loaded_processes() {
  held=$(loaded)
  programs=$(printf '%s\n' "$held" | sed -n 's/.*:prog_id://p' | tr '\n' '|')
  maps=$(printf '%s\n' "$held" | sed -n 's/^map //p' | tr ',\n' '||')
  {
    grep -lsE "^(prog_id:[[:space:]]*(${programs}x)|map_id:[[:space:]]*(${maps}x))\$" /proc/[0-9]*/fdinfo/*
    mark=$(tr '\0' '\n' </proc/"$1"/environ | grep '^PERFTESTS_PROCESS=')
    [ -z "$mark" ] || grep -lsz "^$mark\$" /proc/[0-9]*/environ
  } 2>/dev/null | cut -d/ -f3 | sort -u | grep -vxF "$(tree "$1")"
}
