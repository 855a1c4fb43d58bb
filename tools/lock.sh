#!/usr/bin/env bash
# Locks every package with its hashes, from pyproject.toml: requirements.lock to run kull, requirements-dev.lock to test it.
set -euo pipefail
cd "$(dirname "$0")/.."

tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
python3 -m venv "$tools"
"$tools/bin/pip" install --quiet pip-tools

lock() {
  CUSTOM_COMPILE_COMMAND="make lock" "$tools/bin/pip-compile" --quiet --generate-hashes --no-strip-extras --allow-unsafe \
    --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --annotation-style=line --build-deps-for=editable \
    --output-file="$1" "${@:2}" pyproject.toml
}
lock requirements.lock --upgrade
cp requirements.lock requirements-dev.lock # so that both hold the same versions
lock requirements-dev.lock --extra=dev --extra=bench
