# Prints each line of standard input back; when none comes for a while, the link is lost, and what follows this script is to end what runs.
# $1 seconds without a line after which the link counts as lost
while timeout "$1" grep -m 1 .; beat=$?; [ "$beat" = 0 ]; do :; done
# 143 is what timeout of busybox ends with; anything else is the end of standard input, which every supervisor sees for itself.
case $beat in 124 | 143) ;; *) exit 0 ;; esac
