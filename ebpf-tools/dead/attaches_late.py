#!/usr/bin/env python3
"""A tool that speaks too soon: it loads a program, says that it is ready, and attaches it some time later."""
import argparse
import signal
import sys

sys.dont_write_bytecode = True
from raw_bpf import TRACEPOINT, attach, load, tracepoint_id


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--after-ms", type=float, default=2200, metavar="MS", help="time from its ready line until it attaches (default 2200)")
    args = parser.parse_args()
    signals = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
    signal.pthread_sigmask(signal.SIG_BLOCK, signals)
    program = load(TRACEPOINT, "on_receive")
    print("ready", flush=True)
    if signal.sigtimedwait(signals, args.after_ms / 1000):
        return
    attach(program, tracepoint_id("net/netif_receive_skb"))
    signal.sigwait(signals)


if __name__ == "__main__":
    main()
