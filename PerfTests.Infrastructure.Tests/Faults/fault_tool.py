#!/usr/bin/env python3
"""A tool that counts nothing and misbehaves as it is told: one BPF program at each received packet, and one fault."""
import argparse
import os
import signal
import subprocess
import sys
import time
import zlib

sys.dont_write_bytecode = True
import raw_bpf
from raw_bpf import BPF, TRACEPOINT, attach, load, system_call, tracepoint_id

BPF_OBJ_PIN = 6
SIGNALS = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
SLEEPER = ["sleep", "600"]


def note(name):
    """Tells the test that watches this machine where the tool is."""
    with open(f"/run/fault/{name}", "w", encoding="ascii") as file:
        file.write(str(os.getpid()))


def pin(program, path):
    import ctypes
    import struct
    text = ctypes.create_string_buffer(path.encode())
    attributes = struct.pack("=QII", ctypes.addressof(text), program, 0)
    system_call(BPF, BPF_OBJ_PIN, ctypes.create_string_buffer(attributes), len(attributes))


def daemonise():
    """The tool that was started ends; what does the work has another parent, another session and another group."""
    if os.fork():
        os._exit(0)
    os.setsid()
    if os.fork():
        os._exit(0)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--name", required=True)
    parser.add_argument("--fault", default="none")
    args = parser.parse_args()
    fault = args.fault
    note("tool-started")
    if fault == "exits":
        sys.exit("fault_tool.py: ends at once, as told")
    if fault == "daemonises":
        daemonise()
    if fault == "child-daemonises":
        subprocess.Popen(SLEEPER, start_new_session=True, stdin=subprocess.DEVNULL)
    signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
    # A body of its own: the same body is another instance of the tool, and other faults have theirs on the same kernel.
    own = bytes.fromhex("b7010000") + zlib.crc32(args.name.encode()).to_bytes(4, sys.byteorder)
    raw_bpf.RETURN_0 = own + raw_bpf.RETURN_0
    program = load(TRACEPOINT, args.name)
    event = attach(program, tracepoint_id("net/netif_receive_skb"))
    if fault == "pins":
        pin(program, f"/sys/fs/bpf/{args.name}")
    if fault == "files":
        os.makedirs("left-behind/deep", exist_ok=True)
        with open("left-behind/deep/file", "w", encoding="ascii") as file:
            file.write("left\n")
        os.chmod("left-behind/deep", 0o500)
    if fault == "mounts" and not os.path.ismount("mounted"):
        os.makedirs("mounted", exist_ok=True)
        subprocess.run(["mount", "-t", "tmpfs", "tmpfs", "mounted"], check=True)
        with open("mounted/precious", "w", encoding="ascii") as file:
            file.write("not ours to delete\n")
    if fault == "children":
        subprocess.Popen(SLEEPER, stdin=subprocess.DEVNULL)
    print("ready", flush=True)
    note("tool-ready")
    if fault == "dies":
        # Wherever it is in a load of a second, it is before the end of it.
        time.sleep(0.5)
        os._exit(9)
    if fault == "floods":
        line = "x" * 65536
        for _ in range(1000):
            sys.stdout.write(line)
    if fault == "stubborn":
        note("tool-stubborn")
        while True:
            signal.sigwait(SIGNALS)
    signal.sigwait(SIGNALS)
    note("tool-stopping")
    time.sleep(0.3)
    os.close(event)
    os.close(program)


if __name__ == "__main__":
    main()
