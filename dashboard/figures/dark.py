"""What each colour of a figure is on a dark ground: the one place that says so.

A figure is drawn in the colours of paper. On a dark ground whoever shows it looks up, for each colour, its other one
here, so that whatever has one colour on paper has one on the dark ground too, and no legend parts from its drawing.
The full hues of forces stay as they are. What is mixed with white on paper, the weaker the claim, is mixed with the
dark ground.
"""

import re
from collections.abc import Iterator

from dashboard.figures.map.compare import CONTESTED, MUTED, PALE
from dashboard.figures.map.held import SHADES
from dashboard.figures.style import (
    AREA_OPACITY,
    BARE,
    EDGES,
    FADED,
    HIGHLIGHT,
    INK,
    PAPER,
    PLAIN_HALO,
    QUIET_INK,
    SHEET,
    STRENGTH,
    STRENGTH_KEY,
    UNASSESSED,
    UNKNOWN,
    UNKNOWN_COLOUR,
    UNKNOWN_DOTS,
    VEILED_GROUND,
    contrast,
    legible,
    mixed,
    rgb_of,
    translucent,
)
from dashboard.figures.timeline.strip_key import EXAMPLE, SOFT_STEPS
from dashboard.figures.trends.charts import CONTESTED_LINE, STALE_LINE, UNKNOWN_LINE
from dashboard.figures.trends.stacks import WEAKER
from geodata.record import Record

GROUND = "#12171c"
"""Of the page, and of maps."""
RAISED = "#1a2027"
"""Of panels and charts."""
NEUTRALS = {
    INK: "#e6e3dc",
    QUIET_INK: "#a9b0b8",
    HIGHLIGHT: "#ffffff",
    PAPER: GROUND,
    VEILED_GROUND: GROUND,
    BARE: "#0d1115",
    UNKNOWN_COLOUR: "#282f37",
    UNKNOWN_DOTS: "#78828c",
    MUTED.colour: "#1e242b",
    str(FADED.rival): "#98928a",
    # sheets, veils and panels
    "#fdfcf9": RAISED,
    "#faf8f3": GROUND,
    "#fcfaf6": RAISED,
    "#ece5d6": "#2a323b",
    "#e6ddca": "#2a323b",
    "#e2dccf": "#39424c",
    # lines of the ground and of charts
    "#282420": "#d8d4cb",
    "#322e2a": "#c9c5bc",
    "#464038": "#b3afa7",
    "#6e6860": "#7d858e",
    "#5a4632": "#b59c7c",
    "#6f9fc4": "#41708f",
    "#7fa8c6": "#4d7893",
    "#5a544c": "#9aa3ad",
    "#d9d3c7": "#3a434d",
    "#cfc8ba": "#3a434d",
    "#9a3324": "#e58a76",
    # names
    "#504c46": "#b5b8bb",
    "#2d2a26": "#d2d2ce",
    "#46423c": "#b5b8ba",
    # keys
    "#b9b5ab": "#8b919a",
    "#5f5f5f": "#666d76",
    "#c3c8cd": "#4a525b",
    # lines of trends that are no force
    STRENGTH_KEY: "#b4b9bf",
    CONTESTED_LINE: "#a8b0b9",
    STALE_LINE: "#b495c4",
    # what a reader writes on a map
    "#5b2a86": "#c9a6f0",
    "#fffbe3": "#2b2719",
}
"""What is no hue of a force, by its colour on paper without its opacity, which it keeps."""
TRANSLUCENT = (
    PLAIN_HALO,
    SHEET,
    *(str(edge["color"]) for edge in EDGES.values() if str(edge.get("color", "")).startswith("rgba")),
    *(colour for look in (UNKNOWN, FADED, UNASSESSED, MUTED) for colour in (look.area, look.area_rival) if colour),
    *(translucent(INK, AREA_OPACITY * strength) for strength in STRENGTH.values()),
)
"""Those that scripts write with their opacity."""
LESSER = {*STRENGTH.values(), WEAKER, PALE} - {1.0}
"""How strongly hues are mixed with their ground, the weaker the claim."""
LINES = (CONTESTED_LINE, UNKNOWN_LINE, STALE_LINE)
LEGIBLE = 4.9
"""The least contrast of type with its ground: WCAG asks for 4.5, of luminances that are worked out more finely."""
SEEN = 3.0
"""The least contrast of a line that needs no rim to be seen."""
STEP = 0.02
"""How much nearer to white a hue comes at each step until type in it is legible."""
NUMBERS = re.compile(r"[\d.]+")


def name_of(colour: str) -> str:
    """The CSS variable that has what a colour is on a dark ground, and is not there on a light one.

    >>> name_of("rgba(255,255,255,0.9)")
    '--dark-rgba-255-255-255-0-9'
    """
    return "--dark-" + re.sub(r"\W+", "-", colour).strip("-")


def on_page(colour: str) -> str:
    """A colour as a page writes it, so that it is the other one where the ground is dark.

    >>> on_page("#1d232b")
    'var(--dark-1d232b, #1d232b)'
    """
    return f"var({name_of(colour)}, {colour})"


def hues_of(record: Record) -> frozenset[str]:
    """The full hues of the forces of a record: they are the same on every ground."""
    return frozenset(actor.colour for actor in record.actors.values())


def solid(hues: frozenset[str]) -> dict[str, str]:
    """By its colour on paper, what has another colour on a dark ground; ``hues`` are those of the forces."""
    lesser = dict.fromkeys((*hues, CONTESTED, STRENGTH_KEY, INK, str(FADED.rival)), LESSER)
    lesser[INK] = (LESSER | {*SHADES}) - {1}
    lesser[EXAMPLE] = (LESSER | {*SOFT_STEPS}) - {1}
    weaker = {
        mixed(paper, strength): mixed(NEUTRALS.get(paper, paper), strength, GROUND)
        for paper, strengths in sorted(lesser.items())
        for strength in sorted(strengths)
    }
    return weaker | NEUTRALS


def _translucent(hues: frozenset[str]) -> dict[str, str]:
    """The same of colours with an opacity, as scripts write them."""
    calm = {translucent(mixed(hue, PALE), AREA_OPACITY): mixed(hue, PALE, GROUND) for hue in sorted(hues)}
    of_paper = {colour: NEUTRALS[_without_opacity(colour)] for colour in TRANSLUCENT}
    return {paper: translucent(dark, _opacity(paper)) for paper, dark in (of_paper | calm).items()}


def letters(hue: str) -> str:
    """A hue as light as type in it must be on a dark sheet: as it is, or mixed with white until it is legible."""
    strength = 1.0
    while contrast(mixed(hue, strength), RAISED) < LEGIBLE:
        strength -= STEP
    return mixed(hue, strength)


def rules(record: Record) -> Iterator[str]:
    """The rules of a style sheet that show the figures and swatches of a record on a dark ground.

    Plotly, the painter of days and our own pens each write a colour in their way: each way is asked for.
    """
    hues = hues_of(record)
    whole, sheer = solid(hues), _translucent(hues)
    yield f":root{{{''.join(f'{name_of(paper)}:{dark};' for paper, dark in (whole | sheer).items())}}}"
    for paper, dark in whole.items():
        plotly = f"rgb{rgb_of(paper)}"
        yield from _painted((f'[style*="{{}}: {plotly}"]', f'[{{}}="{plotly}"]', f'[{{}}="{paper}"]'), dark)
    for paper, dark in sheer.items():
        yield from _painted((f'[style*="{{}}: {paper.replace(",", ", ")}"]', f'[{{}}="{paper}"]'), dark)
    for hue in sorted({*hues, *LINES}):
        yield f'svg text[style*="fill: rgb{rgb_of(legible(hue))}"]{{fill:{letters(NEUTRALS.get(hue, hue))}!important}}'
    for hue in sorted(hues):
        if contrast(hue, RAISED) < SEEN:
            yield f'[data-charts] .js-line[style*="stroke: rgb{rgb_of(hue)}"]{{filter:var(--rim)}}'


def _painted(ways: tuple[str, ...], colour: str) -> Iterator[str]:
    for part in ("fill", "stroke"):
        chosen = ",".join(f"svg {way.format(part)}" for way in ways)
        yield f"{chosen}{{{part}:{colour}!important}}"


def _without_opacity(colour: str) -> str:
    """A ``rgba`` colour as ``#rrggbb``."""
    red, green, blue, _ = NUMBERS.findall(colour)
    return f"#{int(red):02x}{int(green):02x}{int(blue):02x}"


def _opacity(colour: str) -> float:
    return float(NUMBERS.findall(colour)[3])
