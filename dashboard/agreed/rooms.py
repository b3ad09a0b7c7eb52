"""The sizes of windows at which the page is laid out otherwise: said once, for figures, style sheets and scripts.

All are pixels at the usual size of letters, 16 pixels; a reader who asks for larger ones has that much less room.
"""

import re

NARROW = 700
"""Windows narrower than this get figures with shorter notes; in pixels as they are, for so are the notes."""
PHONE, STACKED, SMALL = 760, 960, 1100
"""The widest window that has two maps below each other, its panel below the figure, and a slim panel beside it."""
LOW = 560
"""The highest window in which the page scrolls, so that figures keep their height."""
SHORT = 800
"""The highest window in which the names of the turning points leave their room above the line of time to the figure."""
SIDES = {
    "phone": ("width", PHONE),
    "stacked": ("width", STACKED),
    "small": ("width", SMALL),
    "short": ("height", SHORT),
    "low": ("height", LOW),
}
"""Which side of a window a size is of, by its name in style sheets and scripts."""
USUAL_LETTERS = 16
"""Pixels."""
PANEL, SLIM_PANEL = 380, 320
"""The widest panel beside a figure, as the style sheets have it."""


def room(window: int, letters: float = 1) -> int:
    """Pixels of width that a figure has at least in a window.

    Parameters
    ----------
    window
        Its width in pixels.
    letters
        How much larger than usual the reader has letters.
    """
    if window <= STACKED * letters:
        return window
    return window - round((SLIM_PANEL if window <= SMALL * letters else PANEL) * letters)


def said() -> str:
    """The sizes as the page's script reads them: ``phone:760 stacked:960 small:1100 short:800 low:560``."""
    return " ".join(f"{name}:{most}" for name, (_, most) in SIDES.items())


def without_script(style: str) -> str:
    """A style sheet whose rules for some room hold before a script has measured the window, and where none does.

    Those rules stand in a block ``:where([data-room~="stacked"]) {…}``; each is followed by the same as a question to
    the browser, for pages whose window nobody has measured.
    """
    return BLOCK.sub(
        lambda block: f"{block[0]}{_asked(block[1])} {{\n:where(:root:not([data-room])) {{\n{block[2]}}}\n}}\n", style
    )


BLOCK = re.compile(r"^:where\(((?:\[data-room~=|:not)[^{]*)\) \{\n(.*?)^\}\n", re.MULTILINE | re.DOTALL)
NAMED = re.compile(r'(:not\()?\[data-room~="(\w+)"\]')


def _asked(rooms: str) -> str:
    questions = []
    for negation, name in NAMED.findall(rooms):
        side, most = SIDES[name]
        question = f"(max-{side}: {most / USUAL_LETTERS:g}em)"
        questions.append(f"(not {question})" if negation else question)
    return f"@media screen and {' and '.join(questions)}"
