"""Whom the event data sets name, as actors of the record: their spellings, and those that no pattern knows.

The patterns are of the names that UCDP and ACLED give the forces of this war; they are looked for in a name without
accents, in small letters. A name of several (``GATIA, MSA``) is each of them.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from geodata.letters import folded

PATTERNS: Mapping[str, str] = {
    "JNIM": r"\bjnim\b|support of islam and muslims|soutien a l.islam",
    "ISSP": r"islamic state sahel|\bissp\b|is sahel",
    "ISGS": r"greater sahara|\bisgs\b|^is$|^islamic state$|islamic state \(west africa",
    "AL_MOURABITOUN": r"mourabit|murabit",
    "MUJAO": r"\bmujao\b|\bmujwa\b|oneness and jihad|unity and jihad",
    "ANSAR_DINE": r"ansar (al-?)?(dine|din|eddine)|ancar dine",
    "AQIM": r"\baqim\b|islamic maghreb",
    "CSP": r"\bcsp\b|permanent strategic framework|cadre strategique permanent",
    "FLA": r"\bfla\b|azawad liberation front|front (for|de) (the )?liberation (of|de l).?azawad",
    "CMA": r"\bcma\b|coordination (of|des) movements? of (the )?azawad|coordination des mouvements",
    "MNLA": r"\bmnla\b|national movement for the liberation of (the )?azawad",
    "HCUA": r"\bhcua\b|high council for the unity",
    "MAA": r"\bmaa\b|arab movement of (the )?azawad",
    "CPA": r"\bcpa\b|coalition (of|for) the people (of|for) azawad",
    "CJA": r"\bcja\b|congress for justice in (the )?azawad",
    "MIA": r"\bmia\b|islamic movement of azawad",
    "FNLA": r"\bfnla\b|national front for the liberation of azawad",
    "PLATFORM": r"\bgatia\b|imghad|\bplatform\b|plateforme",
    "MSA": r"\bmsa(-d)?\b|movement for the salvation of (the )?azawad",
    "GANDA_IZO": r"ganda (izo|iso|koy)",
    "WAGNER": r"\bwagner\b|africa corps",
    "MINUSMA": r"\bminusma\b|multidimensional integrated stabilization",
    "FRANCE": r"forces of france|government of france|\bserval\b|barkhane",
    "CHAD": r"forces of chad|government of chad",
    "TAKUBA": r"takuba",
    "G5": r"g5 sahel",
    "AFISMA": r"\bafisma\b|african-led international support",
    "GOV": r"government of mali\b|(military|police) forces of mali\b|\bfama\b|malian armed forces|gendarmerie of mali",
}
STATES = ("GOV",)
"""The actors that ACLED calls a government when it regains territory."""
UNARMED = re.compile(r"civilian|protesters|rioters", re.IGNORECASE)
"""Sides that are no force."""
COMPILED = {actor: re.compile(pattern) for actor, pattern in PATTERNS.items()}


@lru_cache(maxsize=4096)
def actors_of(name: str) -> tuple[str, ...]:
    """The actors that a name stands for, in the order of the patterns; none where no pattern knows it.

    >>> actors_of("GATIA, MSA")
    ('PLATFORM', 'MSA')
    >>> actors_of("JNIM: Group for Support of Islam and Muslims")
    ('JNIM',)
    """
    plain = folded(name).strip()
    return tuple(actor for actor, pattern in COMPILED.items() if pattern.search(plain))
