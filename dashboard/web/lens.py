"""The lens as an address of the API asks for it, ``known``, ``grade``, ``fresh``, ``as``; and how one value is read."""

from collections.abc import Callable, Collection
from typing import TypeVar

from flask import request

from dashboard.web.parameters import BadQuestion
from geodata.dates import parse_any_day
from geodata.grades import Grade
from geodata.record import Record
from geodata.timeline import Lens

LENS = ("known", "grade", "fresh", "as")
"""The parameters of the lens, which every answer takes."""
Value = TypeVar("Value")


def asked_lens(record: Record) -> Lens:
    """Read the lens from the query: ``known``, ``grade``, ``fresh`` and ``as``."""
    return Lens(
        known_on=asked("known", parse_any_day),
        min_grade=asked("grade", Grade.parse),
        fresh=asked_key("fresh", ("1", "0")) == "1",
        assessor=asked_key("as", record.assessors),
    )


def asked_key(name: str, allowed: Collection[str]) -> str | None:
    """Read an id from the query that must be among those allowed."""
    value = request.args.get(name)
    return None if value is None else asked_one(name, value, allowed)


def asked_one(name: str, value: str, allowed: Collection[str]) -> str:
    """An id that must be among those allowed, or a complaint in words."""
    if value not in allowed:
        raise BadQuestion(f"{name}='{value[:60]}' is unknown; allowed: {', '.join(allowed)}")
    return value


def asked(name: str, read: Callable[[str], Value], *, required: bool = False) -> Value | None:
    """Read one value from the query, or complain in words."""
    value = request.args.get(name, "")
    if not value:
        if required:
            raise BadQuestion(f"no {name}; allowed: {name}=YYYY-MM-DD")
        return None
    try:
        return read(value[:60])
    except ValueError as fault:
        raise BadQuestion(f"{name}: {fault}") from fault
