#!/bin/sh
# A PostgreSQL for the tests of the county's store, from Debian's package, without starting a server of the system's own.
# Safe to run again. Where it cannot be installed those tests are skipped and say so.
set -eu
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 && exit 0
command -v apt-get >/dev/null 2>&1 || exit 0
as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; elif sudo -n true 2>/dev/null; then sudo "$@"; else return 1; fi
}
install() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}
echo "Installing PostgreSQL for the tests"
{
    as_root apt-get update -qq && install postgresql-common &&
        as_root sed -ri 's/^#?(create_main_cluster) .*/\1 = false/' /etc/postgresql-common/createcluster.conf &&
        install postgresql
} || echo "Could not install it without your help; its tests are skipped. For them: sudo apt install postgresql" >&2
