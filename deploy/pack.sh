#!/usr/bin/env bash
# On a machine with internet: put the app and every package it needs into one archive.
#   deploy/pack.sh [ARCHIVE]
# The machine must have the same Python version and kind of processor as the one it is for; install.sh checks. Packages
# are taken by the versions and hashes of requirements.lock and nothing else; what was packed stands in sbom.cdx.json.
set -euo pipefail
cd "$(dirname "$0")/.."
PYTHON="${PYTHON:-python3}"
archive="$(realpath -m "${1:-northern-mali.tar.gz}")"
box="$(mktemp -d)"
trap 'rm -rf "$box"' EXIT

parcel="$box/northern-mali"
mkdir -p "$parcel/app" "$parcel/wheels"
cp -r geodata dashboard assets docs requirements.txt requirements.lock ATTRIBUTION.md LICENSE "$parcel/app/"
find "$parcel/app" -name __pycache__ -prune -exec rm -rf {} +
cp deploy/install.sh deploy/take-over deploy/roll-back deploy/nginx.conf deploy/northern-mali.env \
    deploy/northern-mali.service "$parcel/"
"$PYTHON" -m pip download -q --only-binary :all: --require-hashes -d "$parcel/wheels" -r requirements.lock
"$PYTHON" -c 'import sys, sysconfig; print(f"{sys.version_info[0]}.{sys.version_info[1]} {sysconfig.get_platform()}")' \
    >"$parcel/made-for"
date -u +%Y-%m-%d >"$parcel/made-on"

# What the archive holds is listed from the packages as they are installed from it.
"$PYTHON" -m venv "$box/venv"
"$box/venv/bin/python" -m pip install -q --no-index --find-links "$parcel/wheels" --require-hashes -r requirements.lock
"$PYTHON" -m venv "$box/bill"
"$box/bill/bin/python" -m pip install -q cyclonedx-bom==7.5.0
"$box/bill/bin/python" deploy/sbom.py "$box/venv/bin/python" "$parcel/sbom.cdx.json"

(cd "$parcel" && find . -type f ! -name SHA256SUMS -print0 | sort -z | xargs -0 sha256sum >SHA256SUMS)
tar -C "$box" --sort=name --owner=0 --group=0 -czf "$archive" northern-mali
echo "$archive: $(du -h "$archive" | cut -f1), $(ls "$parcel/wheels" | wc -l) packages, for Python $(cat "$parcel/made-for")"
