"""Small claims, sources and actors made by hand, each with only what a test cares about."""

from collections.abc import Mapping
from datetime import date

from geodata.dates import PartialDate
from geodata.entities import Actor, Bilingual, Claim, Source
from geodata.vocabulary import Camp, Credibility, Precision, Reliability, Status, Symbol

NOTHING = Bilingual("", "")


def an_actor(name: str, *, carries_on: tuple[str, ...] = ()) -> Actor:
    """An armed movement that may carry on others."""
    return Actor(
        id=name,
        name=NOTHING,
        short=NOTHING,
        said=NOTHING,
        camp=Camp.ARMED_MOVEMENT,
        start=None,
        end=None,
        successor_of=carries_on,
        colour="#000000",
        symbol=Symbol.NONE,
        note=NOTHING,
    )


def a_source(
    name: str,
    reliability: str = "B",
    *,
    publisher: str | None = None,
    party: str | None = None,
    origin: str | None = None,
    published: str | None = None,
) -> Source:
    """A source of its own publisher unless told otherwise."""
    return Source(
        id=name,
        publisher=publisher or f"Publisher of {name}",
        title="",
        published=PartialDate.parse(published) if published else None,
        url="",
        language="fr",
        reliability=Reliability(reliability),
        party=party,
        origin=origin,
        note="",
    )


def a_claim(
    *source_ids: str,
    controller: str | None = "CSP",
    credibility: str = "2",
    valid_from: date = date(2020, 1, 1),
    precision: Precision = Precision.DAY,
) -> Claim:
    """A claim that Kidal is held, by the CSP unless told otherwise."""
    return Claim(
        id="kidal-made",
        place_id="kidal",
        valid_from=valid_from,
        precision=precision,
        controller=controller,
        status=Status.HELD if controller else Status.UNKNOWN,
        contested_by=(),
        present=(),
        around=(),
        label_change=False,
        credibility=Credibility(credibility),
        text=NOTHING,
        note=NOTHING,
        source_ids=source_ids,
        recorded_on=date(2026, 11, 20),
        withdrawn_on=None,
    )


def by_id(*entities: Actor | Source) -> Mapping[str, Actor | Source]:
    """The entities as the record keeps them."""
    return {entity.id: entity for entity in entities}
