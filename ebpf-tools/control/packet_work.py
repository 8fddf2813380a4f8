#!/usr/bin/env python3
"""A tool of known cost: every packet of one interface, in and out, pays for a loop of so many iterations in a BPF program.

It watches nothing. What it costs is known from the kernel, which times the program itself, so it is a weight for checking
the scale: a measurement of a tool must find this cost, and twice of it for twice the iterations.

The program is a few instructions, loaded with bpf(2) and attached with two links (TCX, Linux 6.6). No compiler, no library.
Its links and the program go with this process.

Ready: the line "ready". Stop: SIGINT, SIGTERM or SIGHUP; the last line is JSON, the exit code 0.
"""
import argparse
import ctypes
import json
import os
import platform
import signal
import socket
import struct
import sys

BPF_PROG_LOAD, BPF_PROG_TEST_RUN, BPF_LINK_CREATE = 5, 10, 28
BPF_PROG_TYPE_SCHED_CLS = 3
BPF_TCX_INGRESS, BPF_TCX_EGRESS = 46, 47
TCX_NEXT = -1
SYS_BPF = {"x86_64": 321, "aarch64": 280, "riscv64": 280, "loongarch64": 280, "s390x": 351, "ppc64le": 361}
STOP_SIGNALS = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}


class ToolError(Exception):
    """A failure that the user can act upon."""


def bpf(command, attributes, what):
    """Attributes are bytes, or a buffer when the kernel writes its answer into them."""
    number = SYS_BPF.get(platform.machine())
    if number is None:
        raise ToolError(f"the number of bpf(2) on {platform.machine()} is not known here")
    libc = ctypes.CDLL(None, use_errno=True)
    result = libc.syscall(ctypes.c_long(number), ctypes.c_int(command), attributes, ctypes.c_uint(len(attributes)))
    if result < 0:
        raise ToolError(f"{what} failed: {os.strerror(ctypes.get_errno())}")
    return result


def work(iterations):
    """r0 goes through a chain of multiplications that no compiler shortens; then the next program has its turn."""
    mov, mul, xor, add, jump_if_not, leave = 0xB7, 0x27, 0xA7, 0x07, 0x55, 0x95

    def instruction(code, register=0, offset=0, value=0):
        return struct.pack("=BBhi", code, register, offset, value)

    return b"".join([
        instruction(mov, 1, value=iterations),
        instruction(mov, 0, value=0x1E3779B9),
        instruction(mul, 0, value=0x5BD1E995),
        instruction(xor, 0, value=0x165667B1),
        instruction(add, 1, value=-1),
        instruction(jump_if_not, 1, offset=-4),
        instruction(mov, 0, value=TCX_NEXT),
        instruction(leave),
    ])


def load(iterations):
    code = work(iterations)
    instructions, license_text = ctypes.create_string_buffer(code, len(code)), ctypes.create_string_buffer(b"GPL")
    attributes = struct.pack(
        "=IIQQIIQII16sI", BPF_PROG_TYPE_SCHED_CLS, len(code) // 8, ctypes.addressof(instructions), ctypes.addressof(license_text),
        0, 0, 0, 0, 0, b"packet_work", 0)
    return bpf(BPF_PROG_LOAD, attributes, "loading the program")


def attach(program, interface, where):
    attributes = struct.pack("=IIIIIIQ", program, socket.if_nametoindex(interface), where, 0, 0, 0, 0)
    return bpf(BPF_LINK_CREATE, attributes, f"attaching the program to {interface} (TCX, from Linux 6.6)")


def test_run_nanoseconds(program, repeat=200):
    """What the kernel says one run takes, without a packet of anyone's."""
    packet, size, duration_offset = ctypes.create_string_buffer(64), 80, 36
    attributes = ctypes.create_string_buffer(struct.pack("=IIIIQQII", program, 0, 64, 0, ctypes.addressof(packet), 0, repeat, 0), size)
    bpf(BPF_PROG_TEST_RUN, attributes, "trying the program")
    return struct.unpack_from("=I", attributes, duration_offset)[0]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--interface", required=True, metavar="NAME", help="interface whose packets pay")
    parser.add_argument("--iterations", type=int, required=True, metavar="N", help="of the loop, for each packet: 1 to 100000")
    args = parser.parse_args()
    if not 1 <= args.iterations <= 100_000:
        parser.error("--iterations takes 1 to 100000")
    try:
        signal.pthread_sigmask(signal.SIG_BLOCK, STOP_SIGNALS)
        program = load(args.iterations)
        nanoseconds = test_run_nanoseconds(program)
        links = [attach(program, args.interface, where) for where in (BPF_TCX_INGRESS, BPF_TCX_EGRESS)]
        print("ready", flush=True)
        signal.sigwait(STOP_SIGNALS)
        for held in [*links, program]:
            os.close(held)
    except (ToolError, OSError) as error:
        sys.exit(f"packet_work.py: {error}")
    print(json.dumps({"iterations": args.iterations, "test_run_ns": nanoseconds}))


if __name__ == "__main__":
    main()
