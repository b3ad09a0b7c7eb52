"""What is asked for as one file, checked as far as can be told without making it: kind, view, steps and their number.

The server looks at this before it has a file made by another process, and needs none of what draws for it.
"""

from dataclasses import dataclass, replace
from datetime import date

from dashboard.asked.reading import Notice
from dashboard.asked.size import WIDE
from dashboard.asked.state import ViewState
from dashboard.asked.view import SHEETED
from dashboard.export.order import KINDS, Order, OrderError, file_name
from geodata.record import Record
from geodata.selection import told_changes
from geodata.timeline import Timeline

EVERY = ("month", "change", "day")
"""The steps of a deck."""
FOR_SEVERAL = ("pptx", "pdf", "html", "mp4")
"""The kinds of file that hold several days."""
BURNT = "burnt"
"""How captions are asked for that stand in the pictures of a clip."""
MOST_STEPS = 200
"""Sheets in one deck: every month of sixteen years fits."""


@dataclass(frozen=True, slots=True)
class Request:
    """An order, the kind of file, and the steps of a deck (empty: a single sheet)."""

    order: Order
    kind: str
    every: str = ""

    @classmethod
    def of(cls, order: Order, kind: str, every: str = "") -> "Request":
        """Check that there is such a file; it has its legend, whether the page that asks has it or not.

        Raises
        ------
        OrderError
            With what was found and what is allowed.
        """
        view = order.state.view
        if kind not in KINDS:
            raise OrderError(Notice("kind", kind[:20], ", ".join(KINDS)).refused)
        if view not in SHEETED:
            raise OrderError(Notice("view", view, ", ".join(SHEETED)).refused)
        if every and kind not in FOR_SEVERAL:
            allowed = ", ".join(FOR_SEVERAL)
            raise OrderError(
                lambda text: text(
                    "{kind}: one file holds one sheet; allowed for several days: {allowed}", kind=kind, allowed=allowed
                )
            )
        if every and every not in EVERY:
            raise OrderError(Notice("every", every[:40], ", ".join(EVERY)).refused)
        can_be_sized(kind, order)
        if order.caption is not None and kind != "mp4":
            raise OrderError(Notice("captions", f"{BURNT} ({kind})", f"{BURNT} (mp4)").refused)
        order = replace(order, state=order.state.but(legend=True))
        return cls(order, kind, every or ("change" if kind == "mp4" else ""))

    def days(self, record: Record) -> list[date]:
        """The days of the sheets: those of a deck, or of the one view.

        Raises
        ------
        OrderError
            If there are more than one file may hold.
        """
        if not self.every:
            return [self.order.state.on]
        return steps(record, self.order.state, self.every)

    def steps(self, record: Record) -> list[date]:
        """The days between which a file leads that holds all of them: of a deck or of several days, else none."""
        return self.days(record) if self.every else list(self.order.state.several)

    def name(self, record: Record) -> str:
        """The name of the file: area, date, language and version."""
        return file_name(record, self.order, self.kind, is_deck=bool(self.every))


def can_be_sized(kind: str, order: Order) -> None:
    """Refuse a size for what has no sheets.

    Raises
    ------
    OrderError
        With what was found and what is allowed.
    """
    if kind == "html" and order.size != WIDE:
        raise OrderError(Notice("size", f"{order.size.name} (HTML)", WIDE.name).refused)


def steps(record: Record, state: ViewState, every: str) -> list[date]:
    """The days of a deck between the two compared days of a view.

    Parameters
    ----------
    every
        ``month``: the first day, and the first of every month after it, and the last day; ``change``: the same with
        every day on which something is told to change; ``day``: the two days alone.

    Raises
    ------
    OrderError
        If there would be more than :data:`MOST_STEPS`.
    """
    first, last = state.after, state.until
    match every:
        case "month":
            months = (date(year, month, 1) for year in range(first.year, last.year + 1) for month in range(1, 13))
            days = {first, last, *(day for day in months if first < day < last)}
        case "change":
            days = {
                first,
                last,
                *(change.date for change in told_changes(Timeline(record, state.lens), first, last, state.filter)),
            }
        case "day":
            days = {first, last}
        case _:
            raise OrderError(Notice("every", every[:40], ", ".join(EVERY)).refused)
    if len(days) > MOST_STEPS:
        raise OrderError(
            lambda text: text(
                "{first} to {last}: {count} sheets; allowed: at most {most}",
                first=text.day(first),
                last=text.day(last),
                count=len(days),
                most=MOST_STEPS,
            )
        )
    return sorted(days)
