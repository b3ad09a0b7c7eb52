"""Whether the rows of a base and those of its town say the same of the forces there, day by day.

A place is one truth: who is in a base is in its town, and a mission in the town is in one of its bases there.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from geodata.faults import Fault
from geodata.standing import Book, Standing
from geodata.vocabulary import Camp, PlaceKind, Status

APART = re.compile(r"five kilometres|5 km|outside the town|not in the town itself|town and base", re.IGNORECASE)
"""Words by which a note says why base and town differ."""
MISSIONS = {PlaceKind.UN_BASE: ("MINUSMA", "UN_LIQUIDATION"), PlaceKind.FRENCH_BASE: ("FRANCE",)}
"""Whose bases they are: these are in a town only if they are in a base of it."""


def apart(book: Book) -> Iterator[Fault]:
    """A fault for every claim of a town that disagrees with one of its bases on some day."""
    chains: dict[str, list[Standing]] = defaultdict(list)
    for one in book.claims:
        chains[one.claim.place_id].append(one)
    bases: dict[str, list[str]] = defaultdict(list)
    for base in book.bases.values():
        if base.town:
            bases[base.town].append(base.place_id)
    for town, sites in bases.items():
        starts = sorted({one.claim.valid_from for name in (town, *sites) for one in chains[name]})
        told: set[tuple[str, str]] = set()
        for day in starts:
            there = _on(chains[town], day)
            at_sites = {site: _on(chains[site], day) for site in sites}
            if any(APART.search(one.said[0]) for one in (there, *at_sites.values())):
                continue
            for said in (*_missing(book, there, at_sites), *_unhoused(book, there, at_sites)):
                if (there.claim.id, said) not in told:  # once for a row, however many days it is so
                    told.add((there.claim.id, said))
                    allowed = "forces as the rows of base and town both have them, or why not in the note"
                    yield book.fault(there, "present", allowed, f"{said} on {day}")


def _on(chain: list[Standing], day: date) -> Standing:
    return next(one for one in reversed(chain) if one.claim.valid_from <= day)


def _forces(one: Standing) -> set[str]:
    claim = one.claim
    return {*claim.present, *claim.contested_by, *([claim.controller] if claim.controller else [])}


def _missing(book: Book, there: Standing, at_sites: dict[str, Standing]) -> Iterator[str]:
    """Who is in a base and not in its town; a part stands for the alliance of which it is one."""
    whole = {name for force in _forces(there) for name in (force, *book.actors[force].successor_of)}
    partners = {name for force in _forces(there) for name in _partners(book, force)}
    for site, one in at_sites.items():
        if one.claim.status is not Status.UNKNOWN:
            yield from (f"no '{force}' of {site}" for force in sorted(_forces(one) - whole - partners))


def _partners(book: Book, force: str) -> Iterator[str]:
    """The movements that went into one alliance with a force."""
    if book.actors[force].camp is Camp.ARMED_MOVEMENT:
        for other in book.actors.values():
            if force in other.successor_of:
                yield from other.successor_of


def _unhoused(book: Book, there: Standing, at_sites: dict[str, Standing]) -> Iterator[str]:
    """The missions in a town that has bases of theirs and that are in none of these."""
    for kind, missions in MISSIONS.items():
        theirs = [one for site, one in at_sites.items() if book.places[site].kind is kind]
        housed = {force for one in at_sites.values() for force in _forces(one)}
        if theirs:
            yield from (f"'{force}' in no base" for force in missions if force in _forces(there) - housed)
