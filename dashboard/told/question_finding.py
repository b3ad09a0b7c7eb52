"""What the answer to a question about a stretch of days comes to, in one sentence counted from its rows."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.asked.stretch import Stretch
from dashboard.text import Text
from dashboard.told.finding import names, sentence_case
from dashboard.told.words import actors_in_words
from geodata.record import Record
from geodata.selection import Filter
from geodata.tally import Answer

MOST_ACTORS = 3
"""Actors that a sentence names; more are the chosen forces."""
PLACES = 1
"""Of a share, behind its point."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Rows, and what they were counted for."""

    rows: Sequence[Answer]
    record: Record
    days: Stretch
    seen: Filter
    text: Text

    @property
    def who(self) -> str:
        """Who is asked about, in words, with the line that is counted with them; empty where nobody is chosen."""
        chosen = tuple(name for name in self.record.actors if name in self.seen.actors)
        if self.seen.camps or len(chosen) > MOST_ACTORS:
            return self.text("the chosen forces")
        said = actors_in_words(chosen, self.record, self.text)
        if not chosen or self.seen.alone or all(self.record.lines[name] <= self.seen.actors for name in chosen):
            return said
        if len(chosen) == 1:
            return self.text("{who} and its line", who=said)
        return self.text("{who} and their lines", who=said)

    @property
    def when(self) -> dict[str, str]:
        """The first and the last day in words."""
        return {"first": self.text.day(self.days.first), "last": self.text.day(self.days.last)}

    def foremost(self, by: str) -> tuple[str, int]:
        """The places of the rows with the highest number in some column, in words, and that number."""
        numbered = [row for row in self.rows if row[by] is not None]
        most = max(row[by] for row in numbered)
        places = [self.record.places[row["place"]] for row in numbered if row[by] == most]
        return names(places, self.text)[1], most

    def most_named(self, by: str) -> tuple[str, int] | None:
        """Which actor a column names most often, in words, and how often; None where it names none."""
        named = Counter(row[by] for row in self.rows if row[by]).most_common(1)
        return (actors_in_words((named[0][0],), self.record, self.text), named[0][1]) if named else None


def of_ever_held(found: Counted) -> str:
    """How many places were held, and which of them the longest."""
    text, who = found.text, found.who
    all_places = sum(found.seen.keeps_place(place) for place in found.record.places.values())
    said = found.when | {"count": len(found.rows), "all": all_places}
    if not found.rows and who:
        return text("Between {first} and {last} {who} held none of {all} places", who=who, **said)
    if not found.rows:
        return text("Between {first} and {last} nobody is known to have held any of {all} places", **said)
    places, days = found.foremost("days")
    said |= {"places": places, "days": days_in_words(days, text)}
    if who:
        return text(
            "Between {first} and {last} {who} ever held {count} of {all} places; longest: {places}, {days}",
            who=who,
            **said,
        )
    return text(
        "Between {first} and {last} a holder is known at some time of {count} of {all} places; longest: {places}, "
        "{days}",
        **said,
    )


def of_days_held(found: Counted) -> str:
    """Who held most, and how much nobody alone is known to have held; the names of an actor are counted apart."""
    text, shares = found.text, Counter()
    for row in found.rows:
        shares[row["actor"]] += row["share"]
    nobody = text.share(shares.pop(None, 0), PLACES)
    if not shares:
        return text("Between {first} and {last} nobody who is asked for held any place", **found.when)
    [(most, share)] = shares.most_common(1)
    return text(
        "Between {first} and {last} most was held by {holder}: {share} of all place-days; no single holder is known "
        "for {nobody}",
        holder=actors_in_words((most,), found.record, text),
        share=text.share(share, PLACES),
        nobody=nobody,
        **found.when,
    )


def of_changes_of_hands(found: Counted) -> str:
    """How many places changed hands, how often in all, and which most often."""
    text = found.text
    if not found.rows:
        return text("After {first}, up to {last}, no place changed hands", **found.when)
    places, most = found.foremost("changes")
    return text(
        "Places that changed hands after {first}, up to {last}: {count}, {times} in all; most often: {places}, {most}",
        count=len(found.rows),
        times=times_in_words(sum(row["changes"] for row in found.rows), text),
        places=places,
        most=times_in_words(most, text),
        **found.when,
    )


def of_bases(found: Counted) -> str:
    """How many bases were left, how many of them others are told to hold since, and which of these waited longest."""
    text = found.text
    taken = sum(row["days"] is not None for row in found.rows)
    said = found.when | {"count": len(found.rows), "taken": taken}
    if not found.rows:
        return text("Between {first} and {last} no base was left", **found.when)
    if not taken:
        return text("Bases left between {first} and {last}: {count}; who held the sites after is told of none", **said)
    places, days = found.foremost("days")
    return text(
        "Bases left between {first} and {last}: {count}; held by others since: {taken}; longest between: {places}, "
        "{days}",
        places=places,
        days=days_in_words(days, text),
        **said,
    )


def of_losses(found: Counted) -> str:
    """How often something was lost, and to whom or by whom most often."""
    text, who, said = found.text, found.who, found.when | {"count": len(found.rows)}
    if not found.rows:
        none = text("After {first}, up to {last}, no place was lost by {who}", who=who or text("anybody"), **found.when)
        return sentence_case(none)
    if not who:
        loser, most = found.most_named("lost_by")
        return text(
            "Losses after {first}, up to {last}: {count}; most often by {loser}: {most}", loser=loser, most=most, **said
        )
    winner = found.most_named("to")
    if winner is None:
        return text("Losses of {who} after {first}, up to {last}: {count}, none to a known holder", who=who, **said)
    return text(
        "Losses of {who} after {first}, up to {last}: {count}, of which {most} to {winner}",
        who=who,
        winner=winner[0],
        most=winner[1],
        **said,
    )


def days_in_words(count: int, text: Text) -> str:
    """So many days."""
    return text("1 day") if count == 1 else text("{number} days", number=text.number(count))


def times_in_words(count: int, text: Text) -> str:
    """So many times."""
    return text("once") if count == 1 else text("{number} times", number=text.number(count))
