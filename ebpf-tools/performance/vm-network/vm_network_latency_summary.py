#!/usr/bin/env python3
"""Time that a VM's packets spend inside the hypervisor, between arriving on one port and leaving through another.

  rx   towards the VM: arrives on the physical interface, leaves through the VM's
  tx   from the VM:    arrives on the VM's interface, leaves through the physical one

An arrival is netif_receive_skb, a departure net_dev_start_xmit of the same packet buffer, so queueing is included and the
driver is not. One packet in --sample is timed, chosen at random so that periodic traffic is not favoured; the others cost
little more than the tracepoints themselves. Minimum, mean and maximum are aggregated in the kernel.

Ready: the line "ready" appears when the kernel itself reports every probe as attached. A program can be loaded before it
is attached, and bpftrace announces its probes before it attaches them, so neither is asked. Each perf event that
bpftrace holds is queried for the program behind it (BPF_TASK_FD_QUERY); newer versions hold BPF links, which
/proc/PID/fdinfo shows.

Stop: SIGINT, SIGTERM or SIGHUP, to the process group or to this process alone. The summary follows, its last line is JSON,
and the exit code is 0. bpftrace is a child in the same process group, and the kernel ends it should this process be killed.

Limits: tracepoints are global to the kernel, so packets are matched by the interface's index and network namespace, both
taken when the tool starts. IPv4 only where a protocol or an address is asked for. A packet that is copied or segmented on
its way has no departure of its own and is not timed. A packet that is dropped leaves its arrival behind, and the kernel
may reuse its buffer: delays over 100 ms are counted as discarded instead. Needs root, bpftrace, tracefs and a kernel with BTF.
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
MAX_DELAY_NANOSECONDS = 100_000_000
IP_PROTOCOLS = {"tcp": 6, "udp": 17, "icmp": 1}


class ToolError(Exception):
    """A failure that the user can act upon."""


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--vm-interface", metavar="NAME", required=True, help="port of the VM, such as vnet0")
    parser.add_argument("--phy-interface", metavar="NAME", required=True, help="port towards the network")
    parser.add_argument("--direction", choices=["rx", "tx"], required=True, help="packets to the VM or packets from it")
    parser.add_argument("--src-ip", type=ipaddress.IPv4Address, metavar="A", help="one end of the flow; --direction tells the ways apart")
    parser.add_argument("--dst-ip", type=ipaddress.IPv4Address, metavar="B", help="the other end; the order does not matter")
    parser.add_argument("--protocol", choices=sorted(IP_PROTOCOLS), help="time only this protocol")
    parser.add_argument("--sample", type=positive, default=16, metavar="N", help="time one packet in N, 1 times all (default 16)")
    parser.add_argument("--interval", type=float, default=1, metavar="SECONDS", help="between lines of figures; 0 prints only the summary (default 1)")
    return parser.parse_args()


def positive(text):
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return value


def interface_index(name):
    try:
        return socket.if_nametoindex(name)
    except OSError:
        raise ToolError(f"no interface {name!r} in this network namespace: see `ip link`") from None


def address_word(address):
    return int.from_bytes(address.packed, sys.byteorder)


def packet_filter(args):
    """bpftrace statements and condition on $skb for protocol and addresses, the likeliest mismatch first."""
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
    # The network header is not set yet at netif_receive_skb, but the data already starts with it.
    return "$ip = (struct iphdr *)$skb->data;", " && ".join([f"$skb->protocol == {socket.htons(0x0800)}"] + wanted)


def build_program(args):
    """The bpftrace program and its number of probes."""
    vm, phy = interface_index(args.vm_interface), interface_index(args.phy_interface)
    arrival, departure = (phy, vm) if args.direction == "rx" else (vm, phy)
    namespace = os.stat("/proc/self/ns/net").st_ino
    load_header, condition = packet_filter(args)
    # The random number comes first: it is cheaper than the reads that tell a packet's device.
    sampled = f"rand % {args.sample} == 0" if args.sample > 1 else "1"
    return f"""tracepoint:net:netif_receive_skb
/{sampled}/
{{
  $skb = (struct sk_buff *)args->skbaddr;
  $dev = $skb->dev;
  if ($dev->ifindex == {arrival} && $dev->nd_net.net->ns.inum == {namespace}) {{
    {load_header}
    if ({condition}) {{ @arrived[args->skbaddr] = nsecs; }}
  }}
}}
tracepoint:net:net_dev_start_xmit {{
  if (((struct sk_buff *)args->skbaddr)->dev->ifindex == {departure}) {{
    $arrived = @arrived[args->skbaddr];
    if ($arrived != 0) {{
      $delay = nsecs - $arrived;
      if ($delay > {MAX_DELAY_NANOSECONDS}) {{ @discarded = count(); }}
      else {{ @delay = stats($delay); @min = min($delay); @max = max($delay); }}
      delete(@arrived[args->skbaddr]);
    }}
  }}
}}""", 2


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


def figures(maps):
    """Packets timed, the sum of their delays and the extremes, in nanoseconds."""
    delay = maps.get("@delay", {})
    return delay.get("count", 0), delay.get("total", 0), maps.get("@min"), maps.get("@max")


def watch(tracer, args):
    """Prints the mean delay of each interval until a stop signal arrives."""
    packets_before = total_before = 0
    while not stop_requested(args.interval or 3600):
        tracer.check()
        if not args.interval:
            continue
        tracer.request_maps()
        if stop_requested(0.15):
            return
        packets, total, _, _ = figures(tracer.maps)
        timed = packets - packets_before
        mean = f", mean {(total - total_before) / timed / 1000:.2f} us" if timed else ""
        print(f"{args.direction} {timed} packets timed{mean}", flush=True)
        packets_before, total_before = packets, total


def microseconds(nanoseconds):
    return None if nanoseconds is None else round(nanoseconds / 1000, 3)


def summarize(args, maps, seconds):
    packets, total, shortest, longest = figures(maps)
    mean = total / packets if packets else None
    print(f"{args.direction} {args.protocol or 'all protocols'}, {seconds:.1f} s, one packet in {args.sample} timed")
    if packets:
        print(f"  {packets} packets: min {microseconds(shortest)} us, mean {microseconds(mean)} us, max {microseconds(longest)} us")
    else:
        print("  no packet passed from one interface to the other")
    print(json.dumps({
        "tool": "vm_network_latency_summary", "direction": args.direction, "protocol": args.protocol, "sample": args.sample,
        "seconds": round(seconds, 3), "packets": packets, "min_us": microseconds(shortest), "mean_us": microseconds(mean),
        "max_us": microseconds(longest), "discarded": maps.get("@discarded", 0)}), flush=True)


def main():
    args = options()
    signal.pthread_sigmask(signal.SIG_BLOCK, STOP_SIGNALS)
    program, probes = build_program(args)
    tracer = Bpftrace(program)
    start = time.monotonic()
    try:
        if wait_attached(tracer, probes):
            print("ready", flush=True)
            start = time.monotonic()
            watch(tracer, args)
    finally:
        seconds = time.monotonic() - start
        tracer.stop()
    summarize(args, tracer.maps, seconds)


if __name__ == "__main__":
    try:
        main()
    except ToolError as error:
        sys.exit(f"{os.path.basename(__file__)}: {error}")
