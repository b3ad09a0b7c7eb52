#!/usr/bin/env bash
# On a machine without internet, from the unpacked archive of pack.sh: install the app, or a newer one beside it.
#   northern-mali/install.sh [FOLDER]            (default /opt/northern-mali)
# Each archive gets a folder of its own, FOLDER/releases/DAY-DIGEST. It is built beside the others and takes its name
# when it is whole; only then, and only if it takes the settings and the record that will be served for sound, does the
# link FOLDER/current lead to it. Installing the same archive again changes nothing. Going back: FOLDER/roll-back.
set -euo pipefail
cd "$(dirname "$0")"
PYTHON="${PYTHON:-python3}"
SETTINGS="${SETTINGS:-/etc/northern-mali.env}"
folder="${1:-/opt/northern-mali}"

say() { echo "$*" >&2; }

sha256sum --quiet -c SHA256SUMS || { say "the archive is damaged; copy it again"; exit 1; }
here="$("$PYTHON" -c 'import sys, sysconfig; print(f"{sys.version_info[0]}.{sys.version_info[1]} {sysconfig.get_platform()}")')"
[ "$here" = "$(cat made-for)" ] || {
    say "the archive is for Python $(cat made-for), this is $here; set PYTHON, or pack on a machine like this one"
    exit 1
}

name="$(cat made-on)-$(sha256sum SHA256SUMS | cut -c1-12)"
release="$folder/releases/$name"
mkdir -p "$folder/releases"
exec 9>>"$folder/releases/.lock"
flock -n 9 || { say "another installation into $folder is under way; wait for it"; exit 1; }

if [ ! -d "$release" ]; then
    building="$folder/releases/.building"
    rm -rf "$building"
    trap 'rm -rf "$building"' EXIT
    mkdir "$building"
    cp -r app "$building/app"
    cp nginx.conf northern-mali.env northern-mali.service roll-back take-over made-for sbom.cdx.json "$building/"
    "$PYTHON" -m venv "$building/venv"
    "$building/venv/bin/python" -m pip install -q --no-index --find-links wheels --require-hashes -r app/requirements.lock
    (cd "$building/app" && ../venv/bin/python -m compileall -q geodata dashboard && ../venv/bin/python -m geodata check)
    mv -T "$building" "$release"
fi
SETTINGS="$SETTINGS" "$release/take-over" "$folder" "$name"
