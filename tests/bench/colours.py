"""Whether all contestants tell the same: the colours of every area and place, as drawn, on a few days."""

from playwright.sync_api import Page

from tests.bench.session import DAYS, Session

CHECKED = (0, 25, 70, 138, 142, 155)
"""Months compared: the beginning, each of the great changes of hands, the end."""
NEAR = 2
"""How much of 255 two channels may differ: some libraries round."""
READ = """(colours) => {
  const pen = document.createElement('canvas').getContext('2d');
  const channels = (colour) => {
    pen.fillStyle = '#010203';
    pen.fillStyle = colour;
    const said = pen.fillStyle;
    if (said[0] === '#') return [1, 3, 5].map((at) => parseInt(said.slice(at, at + 2), 16)).concat(255);
    const found = said.match(/[\\d.]+/g).map(Number);
    return [...found.slice(0, 3), Math.round(found[3] * 255)];
  };
  return [...colours.areas, ...colours.places].map(channels);
}"""
Colours = list[list[int]]


class TellsOtherwise(AssertionError):
    """A contestant that shows other colours than the product must not be measured against it."""


def colours(session: Session) -> dict[str, Colours]:
    """The colours of areas and places as red, green, blue and opacity, by day."""
    page = session.open()
    found = {DAYS[month]: _on(session, page, DAYS[month]) for month in CHECKED}
    page.close()
    return found


def compare(name: str, told: dict[str, Colours], ours: dict[str, Colours]) -> None:
    """Raise TellsOtherwise where a contestant's colours are not the product's."""
    for day, colours_ in ours.items():
        if len(told[day]) != len(colours_):
            raise TellsOtherwise(f"{name} draws {len(told[day])} things on {day}, the product {len(colours_)}")
        for number, (one, other) in enumerate(zip(told[day], colours_, strict=True)):
            if not _same(one, other):
                raise TellsOtherwise(f"{name} draws thing {number} on {day} in {one}, the product in {other}")


def _same(one: list[int], other: list[int]) -> bool:
    return one[3] == other[3] == 0 or all(abs(a - b) <= NEAR for a, b in zip(one, other, strict=True))


def _on(session: Session, page: Page, day: str) -> Colours:
    session.go(page, day)
    return page.evaluate(READ, page.evaluate(f"() => bench.handles.{session.contestant.key}.colours()"))
