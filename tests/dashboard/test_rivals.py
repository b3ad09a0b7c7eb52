"""What the benchmark lets the rivals tell is the record, so that all are measured at the same work."""

from geodata.record import Record
from tests.bench.rivals.story import Story


def test_the_rivals_tell_every_month_of_the_record_in_its_colours(record: Record) -> None:
    story = Story(record)
    assert len(story.colours) == len(story.days) == 12 * len(record.period.years)
    assert {len(month) for month in story.colours} == {len(story.areas["features"]) + 2 * len(story.places)}
    assert len({tuple(month) for month in story.colours}) > 100
    assert {actor.colour for actor in record.actors.values()} & {colour for month in story.colours for colour in month}
