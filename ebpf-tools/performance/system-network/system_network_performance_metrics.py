#!/usr/bin/env python3
"""Packets, bytes and rates of a host's traffic at each stage between its internal port and its physical interface.

  rx   receive: the packet enters the stack from the physical interface, then from the internal one
  tx   queue:   the stack hands the packet to the interface, the internal one first
       send:    the driver takes it; queue minus send is what the queueing discipline holds or dropped

Counting is one per-CPU aggregation per matching packet, in the kernel; user space reads totals once per interval.

Ready: the line "ready" appears when the kernel itself reports every probe as attached. A program can be loaded before it
is attached, and bpftrace announces its probes before it attaches them, so neither is asked. Each perf event that
bpftrace holds is queried for the program behind it (BPF_TASK_FD_QUERY); newer versions hold BPF links, which
/proc/PID/fdinfo shows.

Stop: SIGINT, SIGTERM or SIGHUP, to the process group or to this process alone. The summary follows, its last line is JSON,
and the exit code is 0. bpftrace is a child in the same process group, and the kernel ends it should this process be killed.

Limits: tracepoints are global to the kernel, so packets are matched by the interface's index and network namespace, both
taken when the tool starts. IPv4 only where a protocol or an address is asked for. Segments that the stack keeps together
(GSO, GRO) count as one packet. Needs root, bpftrace, tracefs and a kernel with BTF.
"""
import argparse
import ctypes
import ipaddress
import json
import os
import platform
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

ATTACH_TIMEOUT_SECONDS = 15
STOP_TIMEOUT_SECONDS = 0.7
STOP_SIGNALS = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
IP_PROTOCOLS = {"tcp": 6, "udp": 17, "icmp": 1}


class ToolError(Exception):
    """A failure that the user can act upon."""


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--internal-interface", metavar="NAME", help="interface that owns the host's address, such as a bridge port")
    parser.add_argument("--phy-interface", metavar="NAME", required=True, help="interface that carries the traffic")
    parser.add_argument("--src-ip", type=ipaddress.IPv4Address, metavar="A", help="one end of the flow; --direction tells the ways apart")
    parser.add_argument("--dst-ip", type=ipaddress.IPv4Address, metavar="B", help="the other end; the order does not matter")
    parser.add_argument("--direction", choices=["rx", "tx"], required=True, help="packets received or packets sent")
    parser.add_argument("--protocol", choices=sorted(IP_PROTOCOLS), help="count only this protocol")
    parser.add_argument("--interval", type=float, default=1, metavar="SECONDS", help="between lines of rates; 0 prints only the summary (default 1)")
    return parser.parse_args()


def interface_index(name):
    try:
        return socket.if_nametoindex(name)
    except OSError:
        raise ToolError(f"no interface {name!r} in this network namespace: see `ip link`") from None


def address_word(address):
    return int.from_bytes(address.packed, sys.byteorder)


def packet_filter(args, header):
    """bpftrace condition on $skb for protocol and addresses, the likeliest mismatch first; empty when none is asked for."""
    wanted = []
    if args.protocol:
        wanted.append(f"$ip->protocol == {IP_PROTOCOLS[args.protocol]}")
    if args.src_ip and args.dst_ip:
        a, b = address_word(args.src_ip), address_word(args.dst_ip)
        wanted.append(f"(($ip->saddr == {a} && $ip->daddr == {b}) || ($ip->saddr == {b} && $ip->daddr == {a}))")
    elif args.src_ip or args.dst_ip:
        a = address_word(args.src_ip or args.dst_ip)
        wanted.append(f"($ip->saddr == {a} || $ip->daddr == {a})")
    if not wanted:
        return "", "1"
    return f"$ip = (struct iphdr *)({header});", " && ".join([f"$skb->protocol == {socket.htons(0x0800)}"] + wanted)


def build_program(args):
    """The bpftrace program, its number of probes, and the stages in the order in which a packet passes them."""
    interfaces = {"phy": interface_index(args.phy_interface)}
    if args.internal_interface and args.internal_interface != args.phy_interface:
        interfaces["internal"] = interface_index(args.internal_interface)
    namespace = os.stat("/proc/self/ns/net").st_ino
    if args.direction == "rx":
        # The network header is not set yet at this tracepoint, but the data already starts with it.
        points, header, order = {"netif_receive_skb": "receive"}, "$skb->data", ["phy", "internal"]
    else:
        points, header, order = {"net_dev_queue": "queue", "net_dev_start_xmit": "send"}, "$skb->head + $skb->network_header", ["internal", "phy"]
    load_header, condition = packet_filter(args, header)
    any_interface = " || ".join(f"$index == {index}" for index in interfaces.values())

    probes = []
    for tracepoint, stage in points.items():
        counting = " else ".join(f"if ($index == {index}) {{ @{stage}_{name} = stats(args->len); }}" for name, index in interfaces.items())
        probes.append(f"""tracepoint:net:{tracepoint} {{
  $skb = (struct sk_buff *)args->skbaddr;
  $dev = $skb->dev;
  $index = $dev->ifindex;
  if (({any_interface}) && $dev->nd_net.net->ns.inum == {namespace}) {{
    {load_header}
    if ({condition}) {{ {counting} }}
  }}
}}""")
    stages = [f"{stage}_{name}" for name in order if name in interfaces for stage in points.values()]
    return "\n".join(probes), len(probes), stages


class Bpftrace:
    """bpftrace as a child process, and the last value of each of its maps."""

    def __init__(self, program):
        if not any(os.path.isdir(f"{root}/events") for root in ("/sys/kernel/tracing", "/sys/kernel/debug/tracing")):
            raise ToolError("no tracepoints here: mount -t tracefs tracefs /sys/kernel/tracing")
        self.maps = {}
        self._errors = tempfile.TemporaryFile("w+")
        try:
            self._process = subprocess.Popen(
                ["bpftrace", "-B", "line", "-f", "json", "-e", program],
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=self._errors, text=True, preexec_fn=self._in_child)
        except FileNotFoundError:
            raise ToolError("bpftrace is not installed or not on PATH") from None
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    @staticmethod
    def _in_child():
        set_parent_death_signal = 1
        ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGTERM)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP_SIGNALS | {signal.SIGCHLD})

    def _read(self):
        for line in self._process.stdout:
            try:
                message = json.loads(line)
            except ValueError:
                continue
            if message.get("type") in ("map", "stats"):
                self.maps.update(message["data"])

    def check(self):
        """Raises when bpftrace has ended."""
        if self._process.poll() is not None:
            self._errors.seek(0)
            raise ToolError(f"bpftrace ended with code {self._process.returncode}:\n{self._errors.read().strip()}")

    def attached_programs(self):
        """Ids of the programs that the kernel reports as attached through the child's file descriptors."""
        process, found = self._process.pid, set()
        try:
            descriptors = os.listdir(f"/proc/{process}/fd")
        except OSError:
            return found
        for descriptor in descriptors:
            try:
                target = os.readlink(f"/proc/{process}/fd/{descriptor}")
                if target.endswith("[perf_event]"):
                    found.add(program_behind(process, int(descriptor)))
                elif target.startswith("anon_inode:bpf"):
                    with open(f"/proc/{process}/fdinfo/{descriptor}", encoding="ascii") as file:
                        fields = dict(line.split(":", 1) for line in file if ":" in line)
                    if "link_type" in fields:
                        found.add(int(fields["prog_id"]))
            except OSError:
                continue
        return found - {None}

    def request_maps(self):
        """Makes bpftrace write its maps; they arrive in `maps` a moment later."""
        self._process.send_signal(signal.SIGUSR1)

    def stop(self):
        # SIGTERM, because a SIGINT to the group may have arrived already: bpftrace dies of a second SIGINT before it
        # has written its maps.
        try:
            self._process.terminate()
            self._process.wait(STOP_TIMEOUT_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join(0.2)


def program_behind(process, descriptor):
    """Id of the BPF program attached to a perf event of a process, None for a perf event without one."""
    class TaskFdQuery(ctypes.Structure):
        _fields_ = [(name, ctypes.c_uint32) for name in ("pid", "fd", "flags", "buffer_length")] + [("buffer", ctypes.c_uint64)] + \
            [("program", ctypes.c_uint32), ("kind", ctypes.c_uint32), ("offset", ctypes.c_uint64), ("address", ctypes.c_uint64)]

    bpf_task_fd_query = 20
    bpf_syscall = {"x86_64": 321, "ppc64le": 361, "s390x": 351}.get(platform.machine(), 280)
    query = TaskFdQuery(pid=process, fd=descriptor)
    failed = ctypes.CDLL(None, use_errno=True).syscall(bpf_syscall, bpf_task_fd_query, ctypes.byref(query), ctypes.sizeof(query))
    return None if failed else query.program


def stop_requested(seconds):
    """Waits for a stop signal, at most this long."""
    deadline = time.monotonic() + seconds
    while (left := deadline - time.monotonic()) > 0:
        received = signal.sigtimedwait(STOP_SIGNALS, left)
        if received:
            return True
    return False


def wait_attached(tracer, probes):
    """True when all probes are attached, False when asked to stop before."""
    deadline = time.monotonic() + ATTACH_TIMEOUT_SECONDS
    while len(tracer.attached_programs()) < probes:
        tracer.check()
        if time.monotonic() > deadline:
            raise ToolError(f"only {len(tracer.attached_programs())} of {probes} probes attached in {ATTACH_TIMEOUT_SECONDS} s")
        if stop_requested(0.01):
            return False
    return True


def totals(maps, stages):
    found = {stage: maps.get(f"@{stage}", {}) for stage in stages}
    return {stage: {"packets": value.get("count", 0), "bytes": value.get("total", 0)} for stage, value in found.items()}


def watch(tracer, args, stages):
    """Prints rates until a stop signal arrives."""
    before, before_time = totals({}, stages), time.monotonic()
    while not stop_requested(args.interval or 3600):
        tracer.check()
        if not args.interval:
            continue
        tracer.request_maps()
        if stop_requested(0.15):
            return
        now, now_time = totals(tracer.maps, stages), time.monotonic()
        seconds = now_time - before_time
        print("  ".join(
            f"{stage} {(now[stage]['packets'] - before[stage]['packets']) / seconds:.0f} packets/s "
            f"{(now[stage]['bytes'] - before[stage]['bytes']) * 8e-6 / seconds:.1f} Mbit/s" for stage in stages), flush=True)
        before, before_time = now, now_time


def summarize(args, stages, maps, seconds):
    per_stage = totals(maps, stages)
    print(f"{args.direction} {args.protocol or 'all protocols'}, {seconds:.1f} s")
    for stage, value in per_stage.items():
        mean = value["bytes"] / value["packets"] if value["packets"] else 0
        print(f"  {stage:<16} {value['packets']:>12} packets {value['bytes']:>15} bytes {mean:>8.0f} bytes/packet")
    print(json.dumps({
        "tool": "system_network_performance_metrics", "direction": args.direction, "protocol": args.protocol,
        "seconds": round(seconds, 3), "stages": per_stage}), flush=True)


def main():
    args = options()
    signal.pthread_sigmask(signal.SIG_BLOCK, STOP_SIGNALS)
    program, probes, stages = build_program(args)
    tracer = Bpftrace(program)
    start = time.monotonic()
    try:
        if wait_attached(tracer, probes):
            print("ready", flush=True)
            start = time.monotonic()
            watch(tracer, args, stages)
    finally:
        seconds = time.monotonic() - start
        tracer.stop()
    summarize(args, stages, tracer.maps, seconds)


if __name__ == "__main__":
    try:
        main()
    except ToolError as error:
        sys.exit(f"{os.path.basename(__file__)}: {error}")
