"""Where the query of an address becomes a view, and what is said of what is not understood.

Bad values never break the page: each falls back to its default and is named in a notice.
"""

from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, field, replace

from dashboard.asked.edition import read_edition
from dashboard.asked.link import pairs, readings
from dashboard.asked.marking import MarkingError
from dashboard.asked.notes_written import LONGEST_IN_ADDRESS
from dashboard.asked.parameters import FREE, PARAMETERS, Parameter, one_of, said_by, write_set
from dashboard.asked.refusal import Refusal
from dashboard.asked.state import DEFAULT, ViewState
from dashboard.text import Text
from geodata.letters import told
from geodata.period import Period
from geodata.record import Record
from geodata.selection import regions_of

LONGEST_VALUE = 200
"""Longer values are refused unread, but for a choice of all that the record has: what can be chosen can be sent."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A value of the address that was not understood, and what is shown instead."""

    parameter: str
    found: str
    allowed: str
    """In the language of the view."""
    is_turned: bool = False
    """Whether it was understood, but stood the wrong way round."""

    def refused(self, text: Text) -> str:
        """What is said where nothing is shown instead."""
        return text(
            "{parameter}: found '{found}'; allowed: {allowed}",
            parameter=self.parameter,
            found=self.found,
            allowed=self.allowed,
        )


class NotUnderstoodError(Refusal, ValueError):
    """A question that is not understood, or cannot be; it says what was found and what is allowed."""


@dataclass(frozen=True, slots=True)
class ReadView:
    """A view read from an address, with a notice for each value that was not understood."""

    state: ViewState
    notices: tuple[Notice, ...] = field(default=())


def read_view(query: str, record: Record, default: ViewState = DEFAULT) -> ReadView:
    """Read a view from the query of an address, with or without its question mark.

    Parameters
    ----------
    query
        Anything at all; what is not understood falls back to the default and is named.
    record
        What exists: places, actors and regions that a view may name.
    default
        What is shown where the query says nothing.
    """
    found: dict[str, object] = {}
    missed: list[tuple[str, str, Callable[[Text, Period], str]]] = []
    for name, written in pairs(query, PARAMETERS, FREE):
        parameter = PARAMETERS.get(name)
        if parameter is None:
            missed.append((name, written, one_of(PARAMETERS)))
            continue
        try:
            found[parameter.part] = _read(parameter, written, record)
        except MarkingError as fault:
            missed.append((name, written, said_by(fault.allowed)))
        except (ValueError, KeyError):
            missed.append((name, written, parameter.allowed))
    state = replace(default.within(record.period), **found)
    text = Text(state.lang)
    notices = [Notice(_short(name), _short(written), allowed(text, record.period)) for name, written, allowed in missed]
    if state.until < state.after:
        notices.append(Notice("from", str(state.after), f"… {state.until}", is_turned=True))
        state = state.but(after=state.until, until=state.after)
    return ReadView(state, tuple(notices))


def edition_in(query: str) -> str | None:
    """The edition that the query of an address asks for, kept here or not; None where it asks for none.

    Whoever answers takes the record of that edition, if it has one, and reads the view with it.
    """
    asked = [written for name, written in pairs(query, PARAMETERS, FREE) if name == "edition"]
    for text in readings(asked[-1]) if asked else ():
        with suppress(ValueError):
            return read_edition(text)
    return None


def read_exactly(query: str, record: Record, default: ViewState = DEFAULT) -> ViewState:
    """Read a view of which a file or an answer is made, which must not silently show something else.

    Raises
    ------
    NotUnderstoodError
        For the first value that is not understood.
    """
    read = read_view(query, record, default)
    for notice in read.notices:
        raise NotUnderstoodError(notice.refused)
    return read.state


def _read(parameter: Parameter, written: str, record: Record) -> object:
    exists = {"place": record.places, "actors": record.actors, "edition": (record.digest,)}
    exists |= dict.fromkeys(("assessor", "before_assessor"), record.assessors)
    known = regions_of(record) if parameter.part == "regions" else exists.get(parameter.part)
    longest = LONGEST_IN_ADDRESS if parameter.part == "notes" else len(write_set(known or ()))
    if len(written) > max(LONGEST_VALUE, longest):
        raise ValueError(written)
    if parameter.part in FREE:
        return parameter.read(written, record.period)
    for text in readings(written):
        with suppress(ValueError, KeyError):
            return _value(parameter, text, record.period, known)
    raise ValueError(written)


def _value(parameter: Parameter, text: str, period: Period, known: Collection[str] | None) -> object:
    value = parameter.read(text, period)
    asked = {value} if isinstance(value, str) else value
    if known is not None and not all(item in known for item in asked):
        raise ValueError(text)
    return value


def _short(text: str) -> str:
    plain = told(text)
    return plain if len(plain) <= 40 else plain[:39] + "…"
