#!/usr/bin/env bash
# On a machine with internet: put the app and every package it needs into one archive.
#   deploy/pack.sh [ARCHIVE]
# The machine must have the same Python version and kind of processor as the one it is for; install.sh checks.
set -euo pipefail
cd "$(dirname "$0")/.."
PYTHON="${PYTHON:-python3}"
archive="$(realpath -m "${1:-northern-mali.tar.gz}")"
box="$(mktemp -d)"
trap 'rm -rf "$box"' EXIT

parcel="$box/northern-mali"
mkdir -p "$parcel/app" "$parcel/wheels"
cp -r geodata dashboard assets docs requirements.txt ATTRIBUTION.md "$parcel/app/"
find "$parcel/app" -name __pycache__ -prune -exec rm -rf {} +
cp deploy/install.sh deploy/nginx.conf deploy/northern-mali.env deploy/northern-mali.service "$parcel/"
"$PYTHON" -m pip wheel -q --wheel-dir "$parcel/wheels" -r requirements.txt
"$PYTHON" -c 'import sys, sysconfig; print(f"{sys.version_info[0]}.{sys.version_info[1]} {sysconfig.get_platform()}")' \
    >"$parcel/made-for"
(cd "$parcel" && find . -type f ! -name SHA256SUMS -print0 | sort -z | xargs -0 sha256sum >SHA256SUMS)
tar -C "$box" --sort=name --owner=0 --group=0 -czf "$archive" northern-mali
echo "$archive: $(du -h "$archive" | cut -f1), $(ls "$parcel/wheels" | wc -l) packages, for Python $(cat "$parcel/made-for")"
