#!/usr/bin/env bash
# Installs a lock file into .venv, every file checked against its hash; --self installs this project, editable.
# uv does it fast; pip steps in while uv is not there yet, and where only pip is set up for the network.
set -euo pipefail
cd "$(dirname "$0")/.."

if [[ $1 == --self ]]; then
    arguments=(--no-deps --no-build-isolation --editable .)
else
    arguments=(--require-hashes --requirement "$1")
fi
echo "installing ${1#--} into .venv" >&2
if [[ -x .venv/bin/uv ]]; then
    .venv/bin/uv pip install --quiet --python .venv/bin/python "${arguments[@]}" && exit 0
    echo "uv could not; trying pip" >&2
fi
.venv/bin/python -m pip install --quiet --disable-pip-version-check "${arguments[@]}"
