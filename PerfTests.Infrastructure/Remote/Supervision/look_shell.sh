# Runs each line 'look SCRIPT' of standard input, a script on one line, and prints a mark with its status on both streams when it has ended.
# What a line 'keep SCRIPT' defines, the scripts after it may use.
# $1 mark
look=''
while IFS= read -r line; do
  # So that it is no zombie: it printed its mark before the next line came.
  [ -z "$look" ] || wait "$look"
  look=''
  # It prints no mark whatever comes of it: a mark of its own would be taken for that of the next look.
  case $line in keep\ *) eval "$(printf %b "${line#keep }")"; continue ;; esac
  { ( eval "$(printf %b "${line#look }")" ); printf '\n%s %d\n' "$1" $?; printf '\n%s 0\n' "$1" >&2; } </dev/null & look=$!
done
# The controller is gone, or has no patience with the last one: it and all that it started ends with this group.
[ -z "$look" ] || ! kill -s 0 "$look" 2>/dev/null || kill -s TERM 0
