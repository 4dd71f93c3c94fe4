#!/bin/bash
# Installs the .deb in bare roots of old and new Debian, starts it, upgrades, removes and purges it there.
#
#     installer/linux/try_in_roots.sh FOLDER PACKAGE.deb [SUITE...]
#
# Roots are made in FOLDER with debootstrap where they are not there yet, and are copied for each trial, so that every
# trial starts bare. Needs root and the network. Ends with exit 1 at the first thing that is not as it should be.
# Pictures and logs of a trial are left in FOLDER/SUITE-seen.
set -euo pipefail

folder=$(realpath "$1")
package=$(realpath "$2")
shift 2
suites=("$@")
[ ${#suites[@]} -gt 0 ] || suites=(bullseye bookworm)
clerk=clerk

say() { printf '%s: %s\n' "$suite" "$*"; }
fail() { say "FAILED: $*" >&2; exit 1; }
inside() { chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }
as_clerk() { inside setpriv --reuid=$clerk --regid=$clerk --init-groups env HOME=/home/$clerk "$@"; }

leave() { umount "$root/proc" "$root/dev/pts" "$root/dev" 2>/dev/null || true; }
trap leave EXIT

make_root() {
    [ -e "$folder/$suite/etc/debian_version" ] || debootstrap --variant=minbase "$suite" "$folder/$suite" >/dev/null
    rm -rf "$root"
    cp -a "$folder/$suite" "$root"
    mount -t proc proc "$root/proc"
    mount -t tmpfs tmpfs "$root/dev"
    mknod -m 666 "$root/dev/null" c 1 3; mknod -m 666 "$root/dev/zero" c 1 5; mknod -m 444 "$root/dev/urandom" c 1 9; mknod -m 444 "$root/dev/random" c 1 8
    ln -s /proc/self/fd "$root/dev/fd"
    mkdir "$root/dev/shm"; chmod 1777 "$root/dev/shm"
    inside useradd -m $clerk
    inside apt-get -qq update
}

# The same files as a version before this one, with one file that has gone since.
make_older() {
    rm -rf "$root-older"
    dpkg-deb -R "$package" "$root-older"
    sed -i 's/^Version: .*/Version: 0.0.1/' "$root-older/DEBIAN/control"
    echo old > "$root-older/usr/lib/petition-desk/lib/gone.pyc"
    dpkg-deb --root-owner-group -Znone -b "$root-older" "$root/tmp/older.deb" >/dev/null
    rm -rf "$root-older"
}

install_package() { inside apt-get -qq install -y --no-install-recommends "$1" >>"$seen/apt.log" 2>&1 || fail "$1 cannot be installed; see $seen/apt.log"; }

# What the packages of a bare system left before and after, without what apt and dpkg keep for themselves.
everything() { (cd "$root" && find . -xdev \( -path ./proc -o -path ./dev -o -path ./tmp -o -path ./var/lib/dpkg -o -path ./var/lib/apt -o -path ./var/cache -o -path ./var/log -o -path ./home \) -prune -o -print | sort); }

start_without_screen() {
    as_clerk QT_QPA_PLATFORM=offscreen petition-desk-window --self-test >"$seen/self-test.txt" 2>&1 || fail "the self-test failed: $(tail -3 "$seen/self-test.txt")"
    as_clerk petition-desk --version >"$seen/version.txt" || fail "petition-desk does not start"
    as_clerk petition-desk --self-test >"$seen/self-test-command.txt" 2>&1 || fail "petition-desk --self-test failed"
    say "$(cat "$seen/version.txt"); $(cat "$seen/self-test.txt")"
}

# A practice office in a window, as a clerk sees it; the picture is for a person to look at.
start_on_a_screen() {
    as_clerk Xvfb :77 -screen 0 1366x768x24 >/dev/null 2>&1 &
    local screen=$!
    sleep 3
    as_clerk DISPLAY=:77 petition-desk-window --practice >"$seen/window.txt" 2>&1 &
    local window=$!
    sleep 25
    as_clerk DISPLAY=:77 xwd -root -silent >"$seen/window.xwd" || fail "no picture of the window"
    as_clerk DISPLAY=:77 xprop -root _NET_CLIENT_LIST >/dev/null 2>&1 || true
    kill -0 $window 2>/dev/null || fail "the window has gone: $(tail -3 "$seen/window.txt")"
    inside sh -c 'for process in /proc/[0-9]*; do case "$(readlink $process/exe)" in /usr/lib/petition-desk/*) echo "${process#/proc/}";; esac; done' >"$seen/running.txt"
    [ -s "$seen/running.txt" ] || fail "nothing runs from /usr/lib/petition-desk"
    refuses_while_open
    xargs kill <"$seen/running.txt" || true
    wait $window 2>/dev/null || true
    kill $screen 2>/dev/null || true
    wait $screen 2>/dev/null || true
}

# The package of this version over the older one, while the window is open.
refuses_while_open() {
    if inside dpkg -i /tmp/package.deb >"$seen/refused.txt" 2>&1; then fail "upgraded a program that was open"; fi
    grep -q 正在运行 "$seen/refused.txt" || fail "no sentence about the open program"
    inside dpkg -s petition-desk | grep -q '^Version: 0.0.1$' || fail "the older version has gone"
}

is_known_to_the_desktop() {
    inside xdg-mime query filetype /home/$clerk/包.xfb >"$seen/filetype.txt" 2>/dev/null || true
    grep -q application/x-petition-desk-bundle "$seen/filetype.txt" || fail ".xfb is not known: $(cat "$seen/filetype.txt")"
    inside desktop-file-validate /usr/share/applications/petition-desk.desktop || fail "the desktop entry is not valid"
    as_clerk xdg-mime query default application/x-petition-desk-bundle | grep -q petition-desk.desktop || fail "no program for .xfb"
}

try() {
    root=$folder/$suite-trial seen=$folder/$suite-seen
    rm -rf "$seen"; mkdir -p "$seen"
    make_root
    cp "$package" "$root/tmp/package.deb"
    make_older
    everything >"$seen/bare.txt"

    install_package /tmp/package.deb   # alone: what it asks for must be enough
    say "installed on glibc $(inside ldd --version | sed -n '1s/.* //p'), $(inside dpkg-query -W -f '${Status}\n' | grep -c '^install ok') packages"
    inside sh -c 'for file in $(find /usr/lib/petition-desk -name "*.so*" -type f) /usr/lib/petition-desk/petition-desk; do ldd $file 2>/dev/null | grep "not found" | sed "s|^|$file|"; done' >"$seen/not-found.txt"
    [ ! -s "$seen/not-found.txt" ] || fail "libraries are missing: $(head -3 "$seen/not-found.txt")"
    start_without_screen
    inside dpkg --purge petition-desk >/dev/null
    inside apt-get -qq autoremove --purge -y >/dev/null 2>&1
    everything >"$seen/after-purge.txt"
    diff "$seen/bare.txt" "$seen/after-purge.txt" >"$seen/changed.txt" || true
    ! grep -E '^<|petition' "$seen/changed.txt" || fail "something of ours is left, or something of others has gone"
    say "purged; of ours nothing is left, of others nothing has gone; libraries of the system left $(wc -l <"$seen/changed.txt") lines"

    install_package /tmp/older.deb
    inside apt-get -qq install -y --no-install-recommends xvfb x11-apps x11-utils xdg-utils desktop-file-utils shared-mime-info libfile-mimeinfo-perl >>"$seen/apt.log" 2>&1
    as_clerk sh -c 'mkdir -p ~/.local/share/petition-desk; echo kept > ~/.local/share/petition-desk/kept; touch ~/包.xfb'
    start_on_a_screen
    install_package /tmp/package.deb
    [ ! -e "$root/usr/lib/petition-desk/lib/gone.pyc" ] || fail "a file of the older version is left"
    start_without_screen
    is_known_to_the_desktop
    say "upgraded from 0.0.1, refused while open, known to the desktop"
    inside apt-get -qq remove -y petition-desk >/dev/null 2>&1
    inside apt-get -qq purge -y petition-desk >/dev/null 2>&1
    [ ! -e "$root/usr/lib/petition-desk" ] && [ ! -e "$root/usr/bin/petition-desk" ] || fail "files of the program are left"
    [ "$(cat "$root/home/$clerk/.local/share/petition-desk/kept")" = kept ] || fail "the clerk's data has gone"
    say "removed and purged; the clerk's data is where it was"
    leave
    rm -rf "$root"
}

for suite in "${suites[@]}"; do try; done
