"""The sizes of windows at which the page is laid out otherwise: said once, for figures, style sheets and scripts.

All are pixels at the usual size of letters, 16 pixels; a reader who asks for larger ones has that much less room.
"""

NARROW = 700
"""Windows narrower than this get figures with shorter notes; in pixels as they are, for so are the notes."""
STACKED, SMALL = 760, 1100
"""The widest window that has its panel below the figure, and the widest that has a slim one beside it."""
LOW = 560
"""The highest window in which the page scrolls, so that figures keep their height."""
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
    """The sizes as the page's script reads them: ``stacked:760 small:1100 low:560``."""
    return f"stacked:{STACKED} small:{SMALL} low:{LOW}"
