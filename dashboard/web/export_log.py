"""Who took what away: one line of the log for each file that leaves, beside the line of its request."""

import logging

from flask import g

from dashboard.hosting.auth import user

log = logging.getLogger("dashboard.exports")


def tell(kind: str, record: str, size: int, view: str = "", every: str = "") -> None:
    """Say that a file was handed out.

    Parameters
    ----------
    kind
        The ending of the file.
    record
        Digest of the record of which it was made.
    size
        In bytes.
    view
        The query of the view, whole; empty for the whole record.
    every
        The steps of a deck; empty for a single sheet.
    """
    fields = {"request_id": g.get("request_id"), "user": user(), "kind": kind, "view": view, "record": record}
    steps = {"every": every} if every else {}
    log.info("exported", extra={"fields": {**fields, **steps, "bytes": size}})
