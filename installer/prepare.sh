#!/bin/sh
# Makes .venv from requirements.lock, and installs the Debian libraries Qt needs when it may.
# Run by `make`; safe to run again. POSIX shell, because a bare machine has nothing else.
set -eu
cd "$(dirname "$0")/.."

NEEDED="libatomic1 libcups2 libdbus-1-3 libegl1 libfontconfig1 libfreetype6 libgl1 libglib2.0-0 libgssapi-krb5-2 libx11-6 libx11-xcb1 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0 libxkbcommon0"

find_python() {
    for name in python3.13 python3.12 python3.11 python3; do
        if command -v "$name" >/dev/null 2>&1 && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    echo "Petition Desk needs Python 3.11 or newer. On Debian 12: apt install python3 python3-venv" >&2
    exit 1
}

missing_packages() {
    for package in $NEEDED; do
        # Debian 13 renamed some of them for 64-bit time; either name will do.
        dpkg -s "$package" >/dev/null 2>&1 || dpkg -s "${package}t64" >/dev/null 2>&1 || echo "$package"
    done
    "$1" -c 'import ensurepip' 2>/dev/null || "$1" -c 'import sys; print(f"python{sys.version_info[0]}.{sys.version_info[1]}-venv")'
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; elif sudo -n true 2>/dev/null; then sudo "$@"; else return 1; fi
}

install_system_packages() {
    command -v dpkg >/dev/null 2>&1 || return 0
    missing=$(missing_packages "$1" | tr '\n' ' ')
    [ -n "$missing" ] || return 0
    echo "Installing system libraries: $missing"
    if ! { as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null; }; then
        echo "Could not install them without your help. Please run: sudo apt install $missing" >&2
    fi
}

python=$(find_python)
install_system_packages "$python"
[ -x .venv/bin/python ] || "$python" -m venv .venv
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.lock

# The command line under its own name, from this very tree.
cat > .venv/bin/petition-desk <<EOF
#!$PWD/.venv/bin/python
import sys
sys.path.insert(0, "$PWD")
from app.cli import main
main()
EOF
chmod +x .venv/bin/petition-desk
touch .venv/ready
