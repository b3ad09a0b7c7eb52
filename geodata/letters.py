"""Text as people type and paste it, brought to one form at every door: one way to write a letter, one kind of space.

French typing and Word put no-break and narrow spaces before high punctuation, copied pages bring soft hyphens and
marks without width; a reader sees none of it and cannot be asked to take it out.
"""

import re
import unicodedata

HYPHENS = str.maketrans({"\N{HYPHEN}": "-", "\N{NON-BREAKING HYPHEN}": "-"})
JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
"""Without width, but in Persian, Arabic and Indian writing they decide the shape of the letters beside them."""
JOINING = 0x0590
"""From this code on stand the scripts whose letters join."""
OVERRIDES = "\N{LEFT-TO-RIGHT OVERRIDE}\N{RIGHT-TO-LEFT OVERRIDE}"
"""They turn the letters after them round: what is read is then not what was typed."""
FILLERS = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0"
"""Signs that count as letters or accents and draw nothing."""
WHOLE = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i"}
    | dict.fromkeys("’‘ʼ`´", "'")
    | dict.fromkeys("\N{FIGURE DASH}\N{EN DASH}", "-")
)
"""Letters without an accent that is apart from them, and apostrophes, as they are compared."""
SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u2800]")
"""Every space of Unicode but the plain one (category Zs), and the Braille blank, which is drawn as one."""
LOST = "\N{REPLACEMENT CHARACTER}"
"""What stands for a letter that was lost on the way."""


def one_line(text: str) -> str:
    r"""Text on one line in its one form: composed letters, plain spaces, nothing that is only invisible.

    Line breaks, control signs and marks that turn letters round are left where they are, for the reader of the text
    to refuse: see :func:`hidden_sign`.

    >>> one_line(" SECRET\u202f:\u00a0 X ")
    'SECRET : X'
    """
    plain = unicodedata.normalize("NFC", text).translate(HYPHENS)
    spaced = plainly_spaced(plain)
    seen = "".join(letter for place, letter in enumerate(spaced) if not _is_dropped(spaced, place))
    return unicodedata.normalize("NFC", " ".join(part for part in seen.strip().split(" ") if part))


def plainly_spaced(text: str) -> str:
    """Text with every kind of space made the plain one."""
    return SPACE.sub(" ", text)


def folded(text: str) -> str:
    """Text as it is compared: on one line, without accents, capitals and typographic apostrophes.

    >>> folded("L’Œuvre à Ménaka")
    "l'oeuvre a menaka"
    """
    plain = unicodedata.normalize("NFKD", one_line(text))
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).lower().translate(WHOLE).strip()


def hidden_sign(text: str) -> str | None:
    """The first sign that cannot stand on a line, if there is one.

    Such are control signs, line breaks, marks that turn letters round, signs without a meaning of their own, and
    what stands for a letter that was lost on the way.
    """
    if text.isprintable() and LOST not in text:  # nearly every text, and records have hundreds of thousands of letters
        return None
    return next((letter for letter in text if _cannot_stand(letter)), None)


def sign_name(sign: str) -> str:
    """A sign by its number and name, for those who cannot see it: ``U+202E right-to-left override``."""
    names = {"Cc": "control sign", "Co": "sign of a private font", "Cn": "unassigned sign", "Cs": "half a sign"}
    name = unicodedata.name(sign, "") or names.get(unicodedata.category(sign), "sign without a name")
    return f"U+{ord(sign):04X} {name.lower()}"


def told(text: str) -> str:
    r"""Text as it can be shown to whoever wrote it: a sign that cannot be seen stands there by its number.

    >>> told("a\u200bb")
    'a⟨U+200B⟩b'
    """
    return "".join(letter if letter.isprintable() else f"⟨U+{ord(letter):04X}⟩" for letter in text)


def says_something(text: str) -> bool:
    """Whether there is anything to read: a letter, a number or a picture, and not punctuation alone."""
    return any(unicodedata.category(letter)[0] in "LN" or unicodedata.category(letter) == "So" for letter in text)


def _is_dropped(text: str, place: int) -> bool:
    letter = text[place]
    if letter in JOINERS:
        beside = text[place - 1 : place] + text[place + 1 : place + 2]
        return not (len(beside) == 2 and all(ord(one) >= JOINING and one.isalpha() for one in beside))
    is_selector = "\ufe00" <= letter <= "\ufe0f" or "\U000e0100" <= letter <= "\U000e01ef"
    is_format = unicodedata.category(letter) == "Cf" and letter not in OVERRIDES
    return is_format or is_selector or letter in FILLERS


def _cannot_stand(letter: str) -> bool:
    if letter in JOINERS:
        return False  # between letters that join; elsewhere :func:`one_line` has taken it out
    return not letter.isprintable() or letter == LOST
