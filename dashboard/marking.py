"""The handling marking: free text on one line, drawn as it was typed and never read as markup."""

LONGEST_MARKING = 80


def checked_marking(marking: str) -> str:
    """A marking as typed, without the space around it.

    Raises
    ------
    ValueError
        If it is too long or holds what cannot be printed: line breaks, control and direction marks. The text says
        what was found and what is allowed.
    """
    if len(marking) > LONGEST_MARKING:
        raise ValueError(f"found {len(marking)} characters; allowed: at most {LONGEST_MARKING}")
    hidden = next((letter for letter in marking if not letter.isprintable()), None)
    if hidden:
        raise ValueError(f"found U+{ord(hidden):04X}; allowed: printable characters on one line")
    return marking.strip()
