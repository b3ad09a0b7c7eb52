"""A link as people's systems hand it on: what mail, chat and other pages do to an address is undone before it is read.

They write ``&`` as an entity or encode it, break long lines, take the full stop behind a link for part of it, encode
what was encoded already, and hang marks on it that follow readers about.
"""

import re
from collections.abc import Collection, Iterator
from urllib.parse import parse_qsl, unquote

SEPARATOR = re.compile(r"^(?:amp;|#0*38;|#x0*26;|\s)+", re.IGNORECASE)
"""What is left of an ``&`` that was written as an entity, once or more than once, before the name that follows it."""
REGISTERED = re.compile(r"(?:%C2%AE|\N{REGISTERED SIGN})(?=ions=)", re.IGNORECASE)
NEGATED = re.compile(r"(?:%C2%AC|\N{NOT SIGN})(?=es=)", re.IGNORECASE)
"""What HTML makes of the beginning of ``&regions`` and ``&notes``."""
BREAK = re.compile(r"=?[ \t]*[\r\n]+[ \t]*")
"""A line that mail has broken; its sign for it is an equals sign at the end."""
UNSEEN = re.compile("[\r\n\t\u00ad\u200b-\u200f\u2028\u2029\u2060\ufeff]")
DASHES = dict.fromkeys([*range(0x2010, 0x2016), 0x2212, 0xFE58, 0xFE63, 0xFF0D], "-")
"""What word processors make of a hyphen."""
BEFORE, AFTER = " \t<([{\"'«“„‘*_", " \t.,;:!?)]}>\"'»”“’*_|\\"
"""Signs that stand around a link in a text and are no part of any value."""
TRACKING = re.compile(
    r"(?:utm|mtm|pk|piwik|matomo|hsa|oly|vero|at|mc|sc|stm)_\w+|_(?:ga|gl|hsenc|hsmi|openstat|ke)|__\w+(?:\[\d+\])?"
    r"|(?:fb|g|dc|y|tw|tt)clid|gclsrc|wbraid|gbraid|msclkid|li_fat_id|igshid|igsh|mibextid"
    r"|mkt_tok|trk\w*|s_?cid|cmpid|ref|ref_src|ref_url|sdata|data|reserved|sa|ved|ust|usg|si",
    re.IGNORECASE,
)
"""Parameters that follow readers, and what Safe Links and search engines leave behind: no part of a view."""


def pairs(query: str, names: Collection[str], free: Collection[str] = ()) -> list[tuple[str, str]]:
    """The parameters of a query and their values as they were meant, in their order; empty ones are left out.

    Parameters
    ----------
    query
        What stands behind the question mark, or with it.
    names
        The parameters there are, in small letters.
    free
        Those whose value is free text, which is taken as it is.
    """
    whole = _undone(query.strip().removeprefix("?"))
    found: list[tuple[str, str]] = []
    for written, value in parse_qsl(whole, keep_blank_values=False, errors="replace"):
        name = _name(written, names)
        first, *more = [value] if name in free else _parted(value, names)
        found.append((name, first))
        found += [(_name(part.partition("=")[0], names), part.partition("=")[2]) for part in more]
    return [(name, value) for name, value in found if value and (name in names or not TRACKING.fullmatch(name))]


def readings(value: str) -> Iterator[str]:
    """A value as it stands, then as it may have been meant, each once.

    Encoded twice, broken, with signs around it, with a typographer's dashes, in small letters or in capitals.
    """
    seen = {value}
    yield value
    for mend in (unquote, unquote, _unbroken, _unquoted_equals, _bare, _unspaced, _hyphened, str.lower, str.upper):
        value = mend(value)
        if value and value not in seen:
            seen.add(value)
            yield value


def _undone(query: str) -> str:
    """A query with its separators: whole lines, and not encoded as one value."""
    query = BREAK.sub("", query)
    for _ in range(3):
        if "=" in query or "%" not in query:
            break
        query = unquote(query)
    return NEGATED.sub("&not", REGISTERED.sub("&reg", query))


def _name(written: str, names: Collection[str]) -> str:
    name = SEPARATOR.sub("", UNSEEN.sub("", written)).strip().lower()
    return name if name in names or TRACKING.fullmatch(name) else written


def _parted(value: str, names: Collection[str]) -> list[str]:
    """A value that has swallowed the parameters after it, because their separator was encoded: its parts."""
    known = "|".join(map(re.escape, names))
    return re.split(rf"[&;](?:amp;|#0*38;)*(?=(?:{known})=)", value, flags=re.IGNORECASE)


def _unbroken(text: str) -> str:
    return UNSEEN.sub("", BREAK.sub("", text))


def _unquoted_equals(text: str) -> str:
    return text.removeprefix("3D")


def _unspaced(text: str) -> str:
    return "".join(text.split())


def _hyphened(text: str) -> str:
    return text.translate(DASHES)


def _bare(text: str) -> str:
    return text.lstrip(BEFORE).rstrip(AFTER)
