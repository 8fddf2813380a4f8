#!/usr/bin/env python3
"""A tool of which the expensive half is on the wrong interface: a program that costs next to nothing sees the load, one that costs
a lot for every packet sees the loopback only, where a few packets pass now and then."""
import argparse
import signal
import socket
import sys

sys.dont_write_bytecode = True
from raw_bpf import SCHED_CLS, bind, load, loop


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--interface", required=True, metavar="NAME", help="interface of the load")
    parser.add_argument("--expensive-on", default="lo", metavar="NAME", help="interface of the expensive program (default lo)")
    parser.add_argument("--rate", type=float, default=10, metavar="N", help="packets of its own per second (default 10)")
    args = parser.parse_args()
    signals = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
    signal.pthread_sigmask(signal.SIG_BLOCK, signals)
    bound = [bind(load(SCHED_CLS, "cheap"), args.interface), bind(load(SCHED_CLS, "expensive", loop(2000)), args.expensive_on)]
    sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    print("ready", flush=True)
    while bound and not signal.sigtimedwait(signals, 1 / args.rate):
        try:
            sender.sendto(b"here", ("127.0.0.1", 9))
        except OSError:
            # Nobody listens, as it should be.
            pass


if __name__ == "__main__":
    main()
