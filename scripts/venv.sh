#!/usr/bin/env bash
# Makes .venv with the first Python found that is new enough; PYTHON=... chooses one.
set -euo pipefail
cd "$(dirname "$0")/.."

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

if [[ -x .venv/bin/python ]] && new_enough .venv/bin/python; then
    exit 0
fi
for python in ${PYTHON:-python3.11 python3.12 python3.13 python3.14 python3 python}; do
    if new_enough "$python"; then
        "$python" -m venv --clear .venv && exit 0
        echo "$python cannot make virtual environments; on Debian and Ubuntu: apt-get install python3-venv" >&2
        exit 1
    fi
done
echo "Python 3.11 or newer is needed and was not found; set PYTHON=/path/to/python3.11" >&2
exit 1
