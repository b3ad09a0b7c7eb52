#!/usr/bin/env bash
# Make an empty machine of this one, for the command that follows: its own /opt, /srv, /run and changes to /etc, which are
# gone with it, and no network but loopback. Run below `unshare --mount --net`.
set -euo pipefail
ip link set lo up
mkdir -p /opt /srv
mount -t tmpfs none /srv
for part in opt etc var; do
    mkdir -p "/srv/.$part/upper" "/srv/.$part/work"
done
mount -t overlay etc -o "lowerdir=/etc,upperdir=/srv/.etc/upper,workdir=/srv/.etc/work" /etc
mount -t tmpfs none /opt
mount -t tmpfs none /run
rm -f /etc/northern-mali.env /etc/nginx/sites-enabled/* /etc/nginx/conf.d/*
exec "$@"
