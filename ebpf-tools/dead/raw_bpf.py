"""Small BPF programs, loaded and attached with bare system calls: no compiler, no library, no headers."""
import ctypes
import fcntl
import os
import platform
import socket
import struct

SOCKET_FILTER, SCHED_CLS, TRACEPOINT = 1, 3, 5
RETURN_0 = bytes.fromhex("b700000000000000" "9500000000000000")
# The next program of the interface has its turn.
RETURN_NEXT = bytes.fromhex("b7000000ffffffff" "9500000000000000")
BPF_PROG_LOAD, BPF_LINK_CREATE = 5, 28
TCX_INGRESS = 46
PERF_TYPE_TRACEPOINT, PERF_ATTR_SIZE = 2, 112
PERF_EVENT_IOC_ENABLE, PERF_EVENT_IOC_SET_BPF = 0x2400, 0x40042408
BPF, PERF_EVENT_OPEN = {"x86_64": (321, 298), "ppc64le": (361, 319), "s390x": (351, 331)}.get(platform.machine(), (280, 241))
LIBC = ctypes.CDLL(None, use_errno=True)


def system_call(number, *arguments):
    result = LIBC.syscall(number, *arguments)
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


def load(program_type, name, work=b""):
    """File descriptor of a new program that lets everything pass, after some work."""
    code = work + (RETURN_NEXT if program_type == SCHED_CLS else RETURN_0)
    body, license_name = ctypes.create_string_buffer(code), ctypes.create_string_buffer(b"GPL")
    attributes = struct.pack(
        "=IIQQIIQII16s", program_type, len(code) // 8, ctypes.addressof(body), ctypes.addressof(license_name), 0, 0, 0, 0, 0,
        name.encode()[:15])
    return system_call(BPF, BPF_PROG_LOAD, ctypes.create_string_buffer(attributes), len(attributes))


def tracepoint_id(name):
    """The kernel's number of a tracepoint such as net/netif_receive_skb."""
    for root in ("/sys/kernel/tracing", "/sys/kernel/debug/tracing"):
        if os.path.exists(f"{root}/events/{name}/id"):
            with open(f"{root}/events/{name}/id", encoding="ascii") as file:
                return int(file.read())
    raise FileNotFoundError(f"no tracepoint {name}: is tracefs mounted?")


def attach(program, tracepoint):
    """File descriptor of the perf event through which a program runs at a tracepoint."""
    attributes = struct.pack("=IIQQ", PERF_TYPE_TRACEPOINT, PERF_ATTR_SIZE, tracepoint, 1).ljust(PERF_ATTR_SIZE, b"\0")
    event = system_call(PERF_EVENT_OPEN, ctypes.create_string_buffer(attributes), -1, 0, -1, 8)
    fcntl.ioctl(event, PERF_EVENT_IOC_SET_BPF, program)
    fcntl.ioctl(event, PERF_EVENT_IOC_ENABLE, 0)
    return event


def bind(program, interface):
    """File descriptor of the link through which a program sees what an interface receives (TCX, from Linux 6.6)."""
    attributes = struct.pack("=IIIIIIQ", program, socket.if_nametoindex(interface), TCX_INGRESS, 0, 0, 0, 0)
    return system_call(BPF, BPF_LINK_CREATE, ctypes.create_string_buffer(attributes), len(attributes))


def loop(times):
    """Instructions that take a while."""
    def instruction(code, registers=0, offset=0, value=0):
        return struct.pack("=BBhi", code, registers, offset, value)

    return b"".join([
        instruction(0xB7, 1, value=times), instruction(0xB7, 0, value=0x1E3779B9),
        instruction(0x27, 0, value=0x5BD1E995), instruction(0x07, 1, value=-1), instruction(0x55, 1, offset=-3)])
