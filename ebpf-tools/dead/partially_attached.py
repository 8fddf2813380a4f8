#!/usr/bin/env python3
"""A tool of which a half is missing: it loads two programs, attaches one, warns of the other as BCC does, and goes on."""
import argparse
import signal
import sys

sys.dont_write_bytecode = True
from raw_bpf import TRACEPOINT, attach, load, tracepoint_id

NO_SUCH_TRACEPOINT = 0x7FFFFFFF


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quiet", action="store_true", help="do not even warn")
    args = parser.parse_args()
    signals = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
    signal.pthread_sigmask(signal.SIG_BLOCK, signals)
    received, sent = load(TRACEPOINT, "on_receive"), load(TRACEPOINT, "on_send")
    attach(received, tracepoint_id("net/netif_receive_skb"))
    try:
        # The tracepoint is one that this kernel does not have.
        attach(sent, NO_SUCH_TRACEPOINT)
    except OSError as problem:
        if not args.quiet:
            print(f"Warning: Could not attach on_send ({problem.strerror}), skipping it", file=sys.stderr, flush=True)
    print("ready", flush=True)
    signal.sigwait(signals)


if __name__ == "__main__":
    main()
