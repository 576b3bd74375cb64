#!/usr/bin/env bash
# Resolves what pyproject.toml asks for into the lock files: for every system and Python that we support, with hashes,
# and without a word of where the files come from, so that any mirror serves. `scripts/lock.sh --upgrade` takes the newest.
set -euo pipefail
cd "$(dirname "$0")/.."

lock() {
    .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" "$@"
}

lock scripts/requirements-build.in --output-file requirements-build.lock "${@}"
lock pyproject.toml --output-file requirements.lock --constraint requirements-build.lock "${@}"
lock pyproject.toml --extra dev --output-file requirements-dev.lock \
    --constraint requirements-build.lock --constraint requirements.lock "${@}"
