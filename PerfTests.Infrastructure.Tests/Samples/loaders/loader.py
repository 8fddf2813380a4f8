"""Ways to leave BPF programs behind: pinned, behind a filter of tc, and with a daemon that leaves its session."""
import ctypes
import os
import signal
import struct
import sys
import time

sys.dont_write_bytecode = True
from raw_bpf import BPF, SCHED_CLS, bind, load, system_call

BPF_OBJ_PIN = 6
# Programs of tests that run beside each other, on one kernel, have names of their own.
LEFT = os.environ.get("LEFT", "left")


def pin(held, path):
    name = ctypes.create_string_buffer(path.encode())
    attributes = struct.pack("=QII", ctypes.addressof(name), held, 0)
    system_call(BPF, BPF_OBJ_PIN, ctypes.create_string_buffer(attributes), len(attributes))


def daemon(interface, pid_file):
    if os.fork():
        while not os.path.exists(pid_file):
            time.sleep(0.01)
        return
    os.setsid()
    if os.fork():
        os._exit(0)
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    held = bind(load(SCHED_CLS, f"{LEFT}_to_daemon"), interface)
    with open(f"{pid_file}.new", "w", encoding="ascii") as file:
        file.write(str(os.getpid()))
    os.rename(f"{pid_file}.new", pid_file)
    signal.sigwait({signal.SIGTERM})
    os.close(held)
    os.remove(pid_file)


mode, arguments = sys.argv[1], sys.argv[2:]
if mode == "pin":
    interface, folder = arguments
    os.mkdir(folder)
    program = load(SCHED_CLS, f"{LEFT}_pinned")
    pin(bind(program, interface), f"{folder}/link")
elif mode == "object":
    pin(load(SCHED_CLS, f"{LEFT}_in_filter"), arguments[0])
else:
    daemon(*arguments)
