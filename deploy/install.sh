#!/usr/bin/env bash
# On a machine without internet, from the unpacked archive of pack.sh: install the app, or a newer one beside it.
#   tar xzf northern-mali.tar.gz && northern-mali/install.sh [FOLDER]      (default /opt/northern-mali)
# Each archive gets a folder of its own, FOLDER/releases/NAME; the link FOLDER/current is set once it has checked
# its record. Going back is setting the link to the folder before.
set -euo pipefail
cd "$(dirname "$0")"
PYTHON="${PYTHON:-python3}"
folder="${1:-/opt/northern-mali}"

sha256sum --quiet -c SHA256SUMS || { echo "the archive is damaged; copy it again" >&2; exit 1; }
here="$("$PYTHON" -c 'import sys, sysconfig; print(f"{sys.version_info[0]}.{sys.version_info[1]} {sysconfig.get_platform()}")')"
[ "$here" = "$(cat made-for)" ] || {
    echo "the archive is for Python $(cat made-for), this is $here; set PYTHON, or pack on a machine like this one" >&2
    exit 1
}

release="$folder/releases/$(sha256sum SHA256SUMS | cut -c1-12)"
rm -rf "$release"
mkdir -p "$release"
cp -r app "$release/app"
"$PYTHON" -m venv "$release/venv"
"$release/venv/bin/python" -m pip install -q --no-index --find-links wheels -r app/requirements.txt
(cd "$release/app" && "$release/venv/bin/python" -m geodata check)
ln -sfn "releases/$(basename "$release")" "$folder/current.next"
mv -T "$folder/current.next" "$folder/current"
echo "installed: cd $folder/current/app && ../venv/bin/python -m dashboard"
