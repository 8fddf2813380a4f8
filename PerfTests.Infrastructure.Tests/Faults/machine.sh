# Makes the mount and network namespaces that this script runs in a machine for one fault, with nothing in it but what a session
# leaves there. It stands until standard input ends.
set -eu
checkout=$1
# The checkout stays visible, also where it lies below a folder that is emptied.
mount --bind "$checkout" /mnt
# /sys shows the network interfaces of the namespace that it was mounted in; what is mounted below it comes along.
mount --rbind /sys /media
mount -t sysfs sysfs /sys
mount -t bpf bpf /sys/fs/bpf
for folder in fs/cgroup kernel/tracing kernel/debug; do
  if mountpoint -q "/media/$folder"; then mount --rbind "/media/$folder" "/sys/$folder"; fi
done
umount --recursive /media
for folder in /run /tmp /var/lib; do mount -t tmpfs -o mode=755,size=256m tmpfs "$folder"; done
chmod 1777 /tmp
mkdir -p "$checkout" /run/sshd /run/lock /run/fault
mount --move /mnt "$checkout"
ip link set lo up
echo ready
exec cat
