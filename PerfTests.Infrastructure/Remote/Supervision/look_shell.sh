# Runs each line of standard input, a script on one line, and prints a mark with its status on both streams when it has ended.
# $1 mark
look=''
while IFS= read -r line; do
  # So that it is no zombie: it printed its mark before the next line came.
  [ -z "$look" ] || wait "$look"
  { ( eval "$(printf %b "$line")" ); printf '\n%s %d\n' "$1" $?; printf '\n%s 0\n' "$1" >&2; } </dev/null & look=$!
done
# The controller is gone, or has no patience with the last one: it and all that it started ends with this group.
[ -z "$look" ] || ! kill -s 0 "$look" 2>/dev/null || kill -s TERM 0
