"""Clips: the sheets of a deck one after the other as a film, lingering where something changed, and its captions.

Every frame is a whole sheet: date, legend, scale, sources, marking. H.264 in MP4, which offices play. It is drawn by
the same pens as an image; no browser takes part.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

import av
import numpy as np
from av.container import OutputContainer
from PIL import Image

from dashboard.asked.size import WIDTH, Size
from dashboard.drawing import paper
from dashboard.export.deck import Progress, Series, no_progress
from dashboard.export.drawer import Drawer
from dashboard.export.sheet import Sheet, change_line
from dashboard.export.sheets import DaySheet
from dashboard.export.stamp import Stamp, stamp_of
from dashboard.text import Text
from dashboard.told import latest
from geodata.selection import told_changes
from geodata.timeline import Change

HEIGHT = 1080
"""Pixels of the height of every clip."""
RATE = 5
"""Frames a second: nothing moves within a sheet."""
STILL, LINGER = 5, 15
"""Frames that a sheet stands on which nothing changed, and one on which something did: a second, and three."""
READ = 40
"""Frames that a sheet of a story stands."""
QUALITY = "20"
"""Of x264: letters of the smallest print stay whole."""
MOST_CHANGES, MOST_BURNT = 3, 4
"""Changes that a caption beside a clip names, and one within its pictures; of more it says how many."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A sheet of a clip: its day, and from which frame to which it stands."""

    day: date
    start: int
    end: int


def frame_size(size: Size) -> tuple[int, int]:
    """Width and height of a clip of such sheets in pixels, both even, as its format wants them."""
    return round(HEIGHT * WIDTH / size.height / 2) * 2, HEIGHT


def scenes(series: Series) -> list[Scene]:
    """The sheets in time; a day on which something is told to change stands longer."""
    found, at = [], 0
    changed = {one.date for one in _changes(series, series.days[0], series.days[-1])}
    for day in series.days:
        frames = LINGER if day in changed else STILL
        found.append(Scene(day, at, at + frames))
        at += frames
    return found


def clip_file(series: Series, progress: Progress = no_progress) -> bytes:
    """A series as MP4; each change is a chapter. The stamp is its comment."""
    sheets = captioned(series)
    return _film(sheets, scenes(series), series.title, stamp_of(sheets), progress)


def film_of(sheets: Sequence[Sheet], title: str, stamp: Stamp, progress: Progress = no_progress) -> bytes:
    """Sheets of any views as MP4, each for as long as it takes to read."""
    shown = [Scene(sheet.state.on, number * READ, (number + 1) * READ) for number, sheet in enumerate(sheets)]
    return _film(sheets, shown, title, stamp, progress)


def _film(sheets: Sequence[Sheet], shown: Sequence[Scene], title: str, stamp: Stamp, progress: Progress) -> bytes:
    with TemporaryDirectory() as folder:  # what is to play while it comes is put in order once it is whole
        path = Path(folder, "clip.mp4")
        with av.open(str(path), "w", format="mp4", options={"movflags": "+faststart", "fflags": "+bitexact"}) as film:
            film.metadata["title"], film.metadata["comment"] = title, stamp.written()
            film.set_chapters([_chapter(number, scene, sheets[0].text) for number, scene in enumerate(shown)])
            _shoot(film, shown, _pictures(sheets), frame_size(sheets[0].order.size), progress)
        return path.read_bytes()


def _shoot(
    film: OutputContainer,
    shown: Sequence[Scene],
    pictures: Iterator[np.ndarray],
    size: tuple[int, int],
    progress: Progress,
) -> None:
    """Write every picture for as long as its scene lasts."""
    stream = film.add_stream("libx264", rate=RATE, options={"crf": QUALITY, "preset": "veryfast", "threads": "1"})
    (stream.width, stream.height), stream.pix_fmt = size, "yuv420p"
    for number, (scene, picture) in enumerate(zip(shown, pictures, strict=True), 1):
        for index in range(scene.start, scene.end):
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts = index
            film.mux(stream.encode(frame))
        progress(number, len(shown))
    film.mux(stream.encode(None))


def _pictures(sheets: Sequence[Sheet]) -> Iterator[np.ndarray]:
    drawer = Drawer(sheets[0].record, sheets[0].text)
    for sheet in sheets:
        [pixels] = paper.pixels([drawer.draw(sheet)])
        yield np.asarray(Image.fromarray(pixels).resize(frame_size(sheet.order.size), Image.Resampling.LANCZOS))


def _chapter(number: int, scene: Scene, text: Text) -> dict[str, object]:
    return {
        "id": number,
        "start": scene.start,
        "end": scene.end,
        "time_base": Fraction(1, RATE),
        "metadata": {"title": text.day(scene.day)},
    }


def _changes(series: Series, first: date, last: date) -> list[Change]:
    return told_changes(series.timeline, first, last, series.order.state.filter)


def captions(series: Series, text: Text) -> str:
    """What happens from sheet to sheet, in words, as WebVTT."""
    cues, before = ["WEBVTT"], None
    for scene in scenes(series):
        said = [text.weekday(scene.day)]
        if before is not None:
            found = [change_line(one, series.record, text) for one in _changes(series, before, scene.day)]
            said += [*found[:MOST_CHANGES], *_more(len(found) - MOST_CHANGES, text)]
        lines = "\n".join(line.replace("-->", "→").replace("&", "&amp;").replace("<", "&lt;") for line in said)
        cues.append(f"{_clock(scene.start)} --> {_clock(scene.end)}\n{lines}")
        before = scene.day
    return "\n\n".join(cues) + "\n"


def captioned(series: Series) -> list[DaySheet]:
    """The sheets of a clip; where it is to bear its captions, each with that of its moment."""
    sheets = series.sheets()
    if series.order.caption is None:
        return sheets
    said = [_caption(sheet, before) for sheet, before in zip(sheets, (None, *series.days), strict=False)]
    orders = [replace(sheet.order, caption=each) for sheet, each in zip(sheets, said, strict=True)]
    return [DaySheet(series.record, order, series.timeline) for order in orders]


def _caption(sheet: DaySheet, before: date | None) -> str:
    """The day of a sheet, and the weightiest of what changed on its ground since the one before, in short words."""
    text, day, said = sheet.text, sheet.state.on, [sheet.text.weekday(sheet.state.on)]
    if before is not None:
        asked = (sheet.timeline, before, day, sheet.state.filter, text, sheet.places())
        for when, what, *_ in latest.between(*asked, MOST_BURNT):
            said.append(what if when == text.short_day(day) else f"{when}, {what}")
        said += _more(len(latest.between(*asked, len(sheet.record.places))) - MOST_BURNT, text)
    return " · ".join(said)


def _more(count: int, text: Text) -> list[str]:
    return [text("and {count} more", count=count)] if count > 0 else []


def _clock(frame: int) -> str:
    seconds = frame / RATE
    return f"{int(seconds // 3600):02}:{int(seconds // 60 % 60):02}:{seconds % 60:06.3f}"
