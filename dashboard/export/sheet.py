"""What a sheet says besides its picture: the order it answers, its notes with every source, its stamp, its name."""

import base64
import json
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import plotly.graph_objects as go

from dashboard import __version__
from dashboard.config import LONGEST_MARKING
from dashboard.figures.map import points
from dashboard.figures.sheet import map_window, sheet_figure
from dashboard.frames import Drawn
from dashboard.situation import day_in_words
from dashboard.state import Layer, View, ViewState
from dashboard.text import Text
from dashboard.words import state_in_words
from geodata.dates import PartialDate
from geodata.entities import Claim, Source
from geodata.record import Record
from geodata.timeline import Because, State, Timeline


class OrderError(ValueError):
    """An order that cannot be carried out; the text says what was found and what is allowed."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for: a view, a handling marking, and where the view can be opened again."""

    state: ViewState
    marking: str = ""
    address: str = ""
    """Address of the app, to which the query is added; empty where there is none to lead back to."""

    @property
    def link(self) -> str:
        """Address of the view itself, or nothing."""
        return f"{self.address}?{self.state.but(brief=False).query()}" if self.address else ""


def checked_marking(marking: str) -> str:
    """A marking as typed by a briefer, if it can stand on a sheet.

    Raises
    ------
    OrderError
        If it is too long or holds what cannot be printed: line breaks, control and direction marks.
    """
    if len(marking) > LONGEST_MARKING:
        raise OrderError(f"marking: found {len(marking)} characters; allowed: at most {LONGEST_MARKING}")
    hidden = [letter for letter in marking if not letter.isprintable()]
    if hidden:
        found = f"U+{ord(hidden[0]):04X}"
        raise OrderError(f"marking: found {found}; allowed: printable characters on one line")
    return marking.strip()


class Sheet:
    """One day of the record as a sheet: its figure, its words and its sources."""

    def __init__(self, record: Record, order: Order, timeline: Timeline | None = None) -> None:
        self.record = record
        self.order = order
        self.state = order.state
        self.text = Text(order.state.lang)
        self.timeline = timeline or Timeline(record, order.state.lens)

    def figure(self, *, ground: bool = True) -> go.Figure:
        """The finished figure; the relief is part of it, so that nothing need be fetched."""
        return sheet_figure(
            self.record,
            self.state,
            self.text,
            relief=relief_data(self.record.folder / "layers/relief.jpg", self.record.digest),
            marking=self.order.marking,
            timeline=self.timeline,
            ground=ground,
        )

    def shown(self) -> list[State]:
        """The states that the map draws, as markers or as areas, in the order of the places table."""
        window, layers = map_window(self.state), self.state.layers
        drawn = {
            point.place.id
            for point in points(self.record)
            if point.layer in layers and window.shows(point.place.lon, point.place.lat)
        }
        follows = dict(Drawn.of(self.record).communes)
        regions = self.record.layers["communes"].set_index("commune_id")["region"]
        for area, place in follows.items():
            layer = Layer.TIGHARGHAR if area == "massif" else LAYER_OF_REGION[regions[area]]
            if place and layer in layers:
                drawn.add(place)
        states = self.timeline.states(self.state.on)
        return [states[place] for place in self.record.places if place in drawn and self._keeps(states[place])]

    def _keeps(self, state: State) -> bool:
        return self.state.filter.keeps_state(state, self.record)

    def claims(self) -> list[Claim]:
        """The claims behind what is drawn."""
        return [state.claim for state in self.shown() if state.claim and state.because not in HIDDEN]

    def sources(self) -> list[Source]:
        """The sources of those claims, each once, in the order in which they are first named."""
        found = dict.fromkeys(source for claim in self.claims() for source in claim.source_ids)
        return [self.record.sources[source] for source in found]

    def notes(self) -> list[str]:
        """What the speaker needs: the situation in words, every claim with its grade, and every source in full."""
        text, sources = self.text, self.sources()
        number = {source.id: index for index, source in enumerate(sources, 1)}
        lines = [*day_in_words(self.timeline, self.state.on, self.state.filter, text), "", text("Claims shown")]
        for state in self.shown():
            said = state_in_words(state, self.record, text)
            if state.claim is None or state.because in HIDDEN:
                lines.append(f"{said}.")
                continue
            marks = "".join(f"[{number[source]}]" for source in state.claim.source_ids)
            lines.append(f"{said}. {text.of(state.claim.text)} {marks}".rstrip())
        lines += ["", text("Sources")]
        lines += [f"[{number[source.id]}] {source_in_full(source, text)}" for source in sources]
        return [*lines, "", *self.provenance()]

    @property
    def title(self) -> str:
        """What the sheet is called."""
        return f"{self.text('Northern Mali: who held what')}, {self.text.day(self.state.on)}"

    def provenance(self) -> list[str]:
        """Where the sheet comes from: version of the record and of the product, the view, the link."""
        text, digest = self.text, self.record.digest
        lines = [
            text("Record {digest}, Northern Mali Control Map {version}.", digest=digest, version=__version__),
            text("View: {query}", query=self.state.but(brief=False).query()),
        ]
        return [*lines, self.order.link] if self.order.link else lines

    def says(self) -> str:
        """Sixteen hex digits that change with anything the sheet says of the record, but not with its version."""
        lines = []
        for state in self.shown():
            claim = None if state.because in HIDDEN else state.claim
            facts = (state.place.id, *state.picture, state.held_since, claim and self.record.grades[claim.id])
            lines += [repr(tuple(map(str, facts))), self.text.of(claim.text) if claim else ""]
        lines += [source_in_full(source, self.text) for source in self.sources()]
        return sha256("\n".join(lines).encode()).hexdigest()[:16]


HIDDEN = (Because.GRADE, Because.NOT_YET_KNOWN)
"""Why a claim is not shown although there is one."""
LAYER_OF_REGION = {"Kidal": Layer.KIDAL, "Ménaka": Layer.MENAKA}


@lru_cache(maxsize=2)
def relief_data(path: Path, digest: str) -> str:
    """The relief as a data address; ``digest`` is that of the record it belongs to."""
    return "data:image/jpeg;base64," + base64.b64encode(path.read_bytes()).decode()


def source_in_full(source: Source, text: Text) -> str:
    """A source in one line: publisher, title, date, address, reliability."""
    parts = [source.publisher, f"“{source.title}”", partial_date(source.published, text), source.url]
    return f"{', '.join(part for part in parts if part)} ({source.reliability})"


def partial_date(partial: PartialDate | None, text: Text) -> str:
    """A date said no more exactly than it is known."""
    if partial is None:
        return text("undated")
    if partial.first == partial.last:
        return text.day(partial.first)
    return text.month(partial.first) if partial.text.count("-") else str(partial.first.year)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a file says of itself, so that it can be checked against the record later."""

    record: str
    query: str
    days: tuple[tuple[str, str], ...]
    """Every day shown, with what its sheet says."""

    def written(self) -> str:
        """As it stands in a file."""
        return "mali:" + json.dumps(
            {"version": __version__, "record": self.record, "view": self.query, "days": dict(self.days)},
            separators=(",", ":"),
        )

    @classmethod
    def read(cls, written: str) -> "Stamp":
        """Read a stamp back.

        Raises
        ------
        ValueError
            If it is none.
        """
        if not written.startswith("mali:"):
            raise ValueError("no stamp of this product")
        parts = json.loads(written.removeprefix("mali:"))
        return cls(str(parts["record"]), str(parts["view"]), tuple(parts["days"].items()))


def stamp_of(sheets: Iterable[Sheet]) -> Stamp:
    """The stamp of a file that holds these sheets."""
    sheets = list(sheets)
    first = sheets[0]
    days = tuple((sheet.state.on.isoformat(), sheet.says()) for sheet in sheets)
    return Stamp(first.record.digest, first.state.but(brief=False).query(), days)


def file_name(record: Record, state: ViewState, kind: str, *, is_deck: bool = False) -> str:
    """A name that says area, date and version: ``northern-mali_2023-11-14_fr_0ec8aad405e1.pptx``."""
    between = is_deck or state.view is View.COMPARE
    when = f"{state.after}_{state.until}" if between else state.on.isoformat()
    place = record.places.get(state.place or "")
    area = slug(Text(state.lang).of(place.name)) if place else "northern-mali"
    view = "" if state.view is View.MAP else f"_{state.view}"
    return f"{area}{view}_{when}_{state.lang}_{record.digest}.{kind}"


def slug(said: str) -> str:
    """A text in letters that any file system takes."""
    plain = unicodedata.normalize("NFKD", said).encode("ascii", "ignore").decode().lower()
    return "-".join("".join(letter if letter.isalnum() else " " for letter in plain).split())
