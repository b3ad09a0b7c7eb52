"""What a sheet says besides its picture, whatever it shows: words, claims, sources, and where it comes from."""

import base64
from abc import ABC, abstractmethod
from functools import lru_cache
from hashlib import sha256

import plotly.graph_objects as go

from dashboard import __version__
from dashboard.export.order import Order
from dashboard.text import PREMIER, Text
from dashboard.told.words import change_in_words, state_in_words
from geodata.entities import Claim, Source
from geodata.files import RELIEF
from geodata.knowing import later
from geodata.record import Record
from geodata.timeline import Change, State, Timeline


class Sheet(ABC):
    """One picture, and what stands behind it."""

    def __init__(self, record: Record, order: Order, timeline: Timeline | None = None) -> None:
        self.order = order
        self.state = order.state
        self.text = Text(order.state.lang)
        self.timeline = timeline or Timeline(record, order.state.lens)
        self.record = self.timeline.record

    @property
    @abstractmethod
    def name(self) -> str:
        """What the stamp calls it: unlike any other sheet of the same file."""

    @property
    @abstractmethod
    def title(self) -> str:
        """What it is called."""

    @abstractmethod
    def figure(self) -> go.Figure:
        """The finished figure; the relief is part of it, so that nothing need be fetched."""

    @abstractmethod
    def shown(self) -> list[State]:
        """The states that the picture draws."""

    @abstractmethod
    def words(self) -> list[str]:
        """What the picture says, in sentences."""

    def places(self) -> set[str]:
        """The places that the picture draws."""
        return {state.place.id for state in self.shown()}

    def claims(self) -> list[Claim]:
        """The claims behind what is drawn."""
        return [state.shown for state in self.shown() if state.shown]

    def sources(self) -> list[Source]:
        """The sources of those claims, each once, in the order in which they are first named."""
        found = dict.fromkeys(source for claim in self.claims() for source in claim.source_ids)
        return [self.record.sources[source] for source in found]

    def notes(self) -> list[str]:
        """What the speaker needs: the picture in words, every claim with its sources, and every source in full."""
        text, sources = self.text, self.sources()
        number = {source.id: index for index, source in enumerate(sources, 1)}
        claims = dict.fromkeys(self._claim_line(state, number) for state in self.shown())
        cited = [f"[{number[source.id]}] {source_in_full(source, text)}" for source in sources]
        lines = [*self.words(), *self.written()]
        if claims:
            lines += ["", text("Claims shown"), *claims]
        if others := self.dissent():
            lines += ["", text("Others say otherwise"), *others]
        if cited:
            lines += ["", text("Sources"), *cited]
        if credited := self.credits():
            lines += ["", text("Incidents of other data sets"), *credited]
        if left_out := self._published_later():
            lines += ["", text("Left out, as published later or undated: {count} sources.", count=left_out)]
        return [*lines, "", *self.provenance()]

    def written(self) -> list[str]:
        """What the reader has written on the view, told apart from what the record says."""
        written, text = self.state.notes, self.text
        said = [self.order.message, *(note.words for note in written.notes)]
        told = [text("Note of the reader, not of the record: {said}", said=each) for each in said if each]
        return ["", *told] if told else []

    def dissent(self) -> list[str]:
        """Who says otherwise of what the picture shows; nobody where it is not a day's."""
        return []

    def credits(self) -> list[str]:
        """The lines that the licences of other data sets ask for; none where nothing of them is drawn."""
        return []

    def _published_later(self) -> int:
        """How many sources of those claims were not out by the day asked for."""
        return len({source.id for claim in self.claims() for source in later(claim, self.record).sources})

    def _claim_line(self, state: State, number: dict[str, int]) -> str:
        said = self.state_line(state)
        if state.shown is None:
            return f"{said}."
        marks = "".join(f"[{number[source]}]" for source in state.claim.source_ids)
        return f"{said}. {self.text.of(state.claim.text)} {marks}".rstrip()

    def state_line(self, state: State) -> str:
        """A state as the notes say it; where a sheet shows more than one day, with its date."""
        claim, said = state.claim, state_in_words(state, self.record, self.text)
        when = self.text.when(claim.valid_from, claim.precision) if claim else self.text.day(state.since)
        return self.text("{when}: {said}", when=when, said=said)

    def provenance(self) -> list[str]:
        """Where the sheet comes from: version of the record and of the product, the view, the link."""
        text, digest = self.text, self.record.digest
        lines = [
            text("Record {digest}, Northern Mali Control Map {version}.", digest=digest, version=__version__),
            text("View: {query}", query=self.state.but(brief=False).query()),
        ]
        return [*lines, self.order.link] if self.order.link else lines

    def says(self) -> str:
        """Sixteen hex digits that change with anything the sheet says of the record, but not with its version.

        Of the record as written by an earlier day, places that it did not have yet say nothing.
        """
        lines = []
        for state in self.shown():
            claim = state.shown
            if self.timeline.lens.recorded_by and state.claim is None:
                continue
            facts = (state.place.id, *state.picture, state.held_since, claim and self.record.grade_of(claim))
            lines += [repr(tuple(map(str, facts))), self.text.of(claim.text) if claim else ""]
        lines += [source_in_full(source, self.text) for source in self.sources()]
        said = "\n".join(lines).replace(PREMIER, "1er")  # as in files from before its letters were raised
        return sha256(said.encode()).hexdigest()[:16]

    @property
    def relief(self) -> str:
        """The relief as a data address."""
        return relief_data(self.record)


def change_line(change: Change, record: Record, text: Text) -> str:
    """A change with its day."""
    claim = change.after.claim
    when = text.when(change.date, claim.precision) if claim else text.day(change.date)
    return text("{when}: {said}", when=when, said=change_in_words(change, record, text))


@lru_cache(maxsize=2)
def relief_data(record: Record) -> str:
    """The relief of a record as a data address."""
    return "data:image/jpeg;base64," + base64.b64encode(record.files[RELIEF]).decode()


def source_in_full(source: Source, text: Text) -> str:
    """A source in one line: publisher, title, date, address, reliability."""
    published = text.partial(source.published) if source.published else text("undated")
    parts = [source.publisher, text("“{title}”", title=source.title), published, source.url]
    return f"{', '.join(part for part in parts if part)} ({source.reliability})"
