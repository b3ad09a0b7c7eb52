"""Which edition of the program makes what a browser keeps for a year: another address for every other code or word."""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]
MADE_OF = ("dashboard/**/*.py", "dashboard/**/*.po", "dashboard/**/*.csv", "geodata/**/*.py")
"""Code, catalogues and look: all of which a payload is made, but for the record."""
MADE = "made"
"""Parameter of what a browser keeps for a year: which edition made it."""
PROGRAM = "X-Program"
"""Header by which a page says which edition sent it, and a server which it is."""


def edition_of(checkout: Path) -> str:
    """Twelve hex digits that change with any of that in a checkout."""
    total = sha256()
    for path in sorted(path for pattern in MADE_OF for path in checkout.glob(pattern)):
        total.update(f"{path.relative_to(checkout)}\0".encode())
        total.update(path.read_bytes())
    return total.hexdigest()[:12]


@lru_cache(maxsize=1)
def edition() -> str:
    """Those of the program that runs."""
    return edition_of(CHECKOUT)
