# remove PATH PARENT: deletes the file or folder PATH, which lies below PARENT, and nothing else. In place of a link it deletes the link, and it
# refuses, with status 75 and the reason, when something is mounted at PATH or below it: rm would delete the content of the mount too, and its
# --one-file-system (which busybox lacks) does not see a bind mount of the same file system.
remove() (
  refuse() { printf '%s\n' "perftests: $1" >&2; exit 75; }
  path=$1
  while [ "$path" != "${path%/}" ]; do path=${path%/}; done
  case ${path##*/} in '' | . | ..) refuse "'$1' is not a folder to delete" ;; esac
  case $path in */*) folder=${path%/*}/ ;; *) folder=./ ;; esac
  [ -d "$folder" ] || exit 0
  parent=$(CDPATH='' cd -P -- "$2" 2>/dev/null && pwd -P) || refuse "$2 cannot be entered, so '$1' is not deleted"
  folder=$(CDPATH='' cd -P -- "$folder" && pwd -P) || exit 75
  at=${folder%/}/${path##*/}
  case $at in "${parent%/}"/?*) ;; *) refuse "$at is outside of $parent, so it is not deleted" ;; esac
  if [ -L "$at" ]; then rm -f -- "$at"; exit; fi
  [ -e "$at" ] || exit 0
  mounts=$(REMOVED_PATH=$at awk '
    {
      point = $5
      gsub(/\\040/, " ", point); gsub(/\\011/, "\t", point); gsub(/\\012/, "\n", point); gsub(/\\134/, "\\", point)
      if (point == ENVIRON["REMOVED_PATH"] || index(point, ENVIRON["REMOVED_PATH"] "/") == 1) print point
    }' /proc/self/mountinfo) || refuse "$at is not deleted: the mounts of this host cannot be read (awk, /proc/self/mountinfo)"
  [ -z "$mounts" ] || refuse "$at stays where it is, because something is mounted there ($(printf '%s' "$mounts" | tr '\n' ' ')) and its content would be deleted too: unmount it, then delete the folder"
  same=''
  rm -f --one-file-system 2>/dev/null && same=--one-file-system
  rm -rf $same -- "$at"
)
