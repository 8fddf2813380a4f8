# On which cores the suite's processes and the interrupts of test interfaces may run, as facts (function fact).
# $@ the interfaces
fact 'suite cores' "$(sed -n 's/^Cpus_allowed_list:[[:space:]]*//p' /proc/self/status)"
fact 'isolated cores' "$(cat /sys/devices/system/cpu/isolated 2>/dev/null)"
for name do
  # A virtual function's or virtio's interrupts belong to the device below.
  for irq in "/sys/class/net/$name/device/msi_irqs/"* "/sys/class/net/$name/device/../msi_irqs/"*; do
    irq=/proc/irq/${irq##*/}
    cat "$irq/effective_affinity_list" 2>/dev/null || cat "$irq/smp_affinity_list" 2>/dev/null
  done | sort -n | uniq | tr '\n' ' ' | { read -r cores; fact "interrupt cores of $name" "$cores"; }
  cat "/sys/class/net/$name/queues/"rx-*/rps_cpus 2>/dev/null | grep -v '^[0,]*$' | sort -u | tr '\n' ' ' | { read -r mask; fact "packet steering of $name" "$mask"; }
done
