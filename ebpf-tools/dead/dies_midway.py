#!/usr/bin/env python3
"""A tool that attaches, says so, and dies: a bpftrace child counts packets until the time is over, then all exit with code 1."""
import argparse
import ctypes
import signal
import subprocess
import sys
import time

PROGRAM = "tracepoint:net:netif_receive_skb { @packets = count(); }"


def in_child():
    set_parent_death_signal = 1
    ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGTERM)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--after-ms", type=float, default=1500, metavar="MS", help="time from its start to its death (default 1500)")
    args = parser.parse_args()
    child = subprocess.Popen(["bpftrace", "-e", PROGRAM], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, preexec_fn=in_child)
    try:
        time.sleep(args.after_ms / 1000)
    except KeyboardInterrupt:
        pass
    child.terminate()
    child.wait()
    sys.exit("dies_midway.py: died as it was asked to")


if __name__ == "__main__":
    main()
