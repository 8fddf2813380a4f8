# every_process ARGUMENT...: runs awk with these arguments and, behind them, the folder of each process, whose files its BEGIN reads itself.
# That costs a third of what cat before an awk does. The awk of some hosts (mawk) gives up when a process ends between the opening and the
# reading of its file; so it tries again, and a program must print nothing before it has read everything. Fails when that never succeeds.
every_process() {
  for _ in 1 2 3 4 5; do awk "$@" /proc/[0-9]* 2>/dev/null && return; done
  return 1
}
