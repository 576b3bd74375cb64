#!/usr/bin/env bash
# Puts one program of a Debian package into .venv/bin, unless it is there or on the PATH already. The package itself is
# not installed, so no service starts and nothing outside the project changes.
# Never fails the build: the tests that need the program say that they were skipped.
set -euo pipefail
cd "$(dirname "$0")/.."
package=$1 program=$2

command -v "$program" >/dev/null && exit 0

by_hand() {
    echo "$program is missing ($1): install it by hand (Debian, Ubuntu: apt-get install $package; macOS: brew install $package)" >&2
    exit 0
}

command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || by_hand "no apt-get here"
root=()
if ((EUID != 0)); then
    sudo -n true 2>/dev/null && root=(sudo -n)
fi
there=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work" # apt downloads as a user of its own
cd "$work"
fetch() { apt-get download -qq "$package" >log 2>&1; }
echo "fetching $program from the Debian package $package" >&2
if ! fetch; then
    ((EUID == 0)) || ((${#root[@]})) || by_hand "apt-get download: $(tail -n 1 log)"
    "${root[@]}" apt-get update -qq >log 2>&1 || by_hand "apt-get update: $(tail -n 1 log)"
    fetch || by_hand "apt-get download: $(tail -n 1 log)"
fi
dpkg-deb --fsys-tarfile ./*.deb | tar -x "./usr/bin/$program"
"./usr/bin/$program" --version >/dev/null 2>&1 || by_hand "the one in the package does not run here"
install -m 755 "./usr/bin/$program" "$there/.venv/bin/$program"
