# Puts a filter on an interface and exits: what it loads is held by the filter alone.
# $1 interface
set -e
pins=$(mktemp -d)
trap 'umount "$pins"; rmdir "$pins"' EXIT
mount -t bpf bpf "$pins"
python3 tools/loader.py object "$pins/object"
tc qdisc add dev "$1" clsact
tc filter add dev "$1" ingress bpf da object-pinned "$pins/object"
rm "$pins/object"
