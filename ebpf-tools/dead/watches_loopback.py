#!/usr/bin/env python3
"""A tool that was attached to the wrong interface: its program sees the loopback only, where a few packets pass now and then."""
import argparse
import signal
import socket
import sys

sys.dont_write_bytecode = True
from raw_bpf import SOCKET_FILTER, load

SO_ATTACH_BPF = 50
ETH_P_ALL = 3


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rate", type=float, default=10, metavar="N", help="packets of its own per second (default 10)")
    args = parser.parse_args()
    signals = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
    signal.pthread_sigmask(signal.SIG_BLOCK, signals)
    watched = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ETH_P_ALL))
    watched.setsockopt(socket.SOL_SOCKET, SO_ATTACH_BPF, load(SOCKET_FILTER, "on_packet"))
    watched.bind(("lo", 0))
    sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    print("ready", flush=True)
    while not signal.sigtimedwait(signals, 1 / args.rate):
        try:
            sender.sendto(b"here", ("127.0.0.1", 9))
        except OSError:
            # Nobody listens, as it should be.
            pass


if __name__ == "__main__":
    main()
