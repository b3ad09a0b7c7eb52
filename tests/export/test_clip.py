"""A clip is whole sheets that office programs play, lingering where something changed, with captions and chapters."""

import io
from datetime import date

import av
import numpy as np
import pytest
from period import FIRST, LAST

from dashboard.__main__ import main
from dashboard.asked.size import SIZES, WIDE, WIDTH
from dashboard.asked.state import ViewState
from dashboard.export.checking import compared, stamp_in
from dashboard.export.clip import (
    HEIGHT,
    LINGER,
    RATE,
    STILL,
    captioned,
    captions,
    clip_file,
    film_of,
    frame_size,
    scenes,
)
from dashboard.export.deck import Series
from dashboard.export.files import make
from dashboard.export.order import Order, OrderError
from dashboard.export.request import Request, steps
from dashboard.export.stamp import stamp_of
from dashboard.export.story import turning_points
from dashboard.export.story_file import story_file
from dashboard.figures.sheets import margins
from dashboard.figures.sheets.map_sheet import map_window
from dashboard.text import LANGUAGES, Text

DAYS = (date(2023, 11, 13), date(2023, 11, 14))


@pytest.fixture(scope="module")
def series(record):
    return Series.of(record, Order(ViewState(after=DAYS[0], until=DAYS[1]), "RESTRICTED"), DAYS)


@pytest.fixture(scope="module")
def clip(series):
    return clip_file(series)


def test_a_clip_is_h264_of_whole_sheets_with_a_chapter_a_day(clip, record):
    with av.open(io.BytesIO(clip)) as film:
        [stream] = film.streams.video
        assert (stream.codec_context.name, stream.width, stream.height) == ("h264", *frame_size(WIDE))
        assert stream.codec_context.pix_fmt == "yuv420p", "what offices play"
        titles = [chapter["metadata"]["title"] for chapter in film.chapters()]
        pictures = [frame.to_ndarray(format="rgb24") for frame in film.decode(video=0)]
    assert titles == ["13 November 2023", "14 November 2023"]
    assert len(pictures) == STILL + LINGER, "it lingers on the day on which Kidal changes hands"
    first, last = pictures[STILL - 1].astype(int), pictures[-1].astype(int)
    kidal, larger = record.places["kidal"], frame_size(WIDE)[0] / WIDTH
    x, y = (round(larger * at) for at in map_window(ViewState(on=DAYS[1])).pixels(kidal.lon, kidal.lat))
    kidal = np.s_[y - 50 : y + 50, x - 75 : x + 75]
    assert np.abs(first - last)[kidal].mean() > 10, "the second sheet is another one"
    assert np.abs(pictures[0].astype(int) - first).mean() < 2, "nothing moves within a sheet"
    assert len(np.unique(first.reshape(-1, 3)[::97], axis=0)) > 40, "no blank frame"


def test_captions_say_in_both_languages_what_changed(series):
    for lang in LANGUAGES:
        said = captions(series, Text(lang))
        assert said.startswith("WEBVTT\n\n00:00:00.000 --> 00:00:01.000")
        assert "Kidal" in said
        assert f"--> 00:00:0{(STILL + LINGER) // RATE}.000" in said
    assert [scene.end for scene in scenes(series)] == [STILL, STILL + LINGER]


def _last_frame(film):
    with av.open(io.BytesIO(film)) as read:
        *_, last = read.decode(video=0)
        return last.to_ndarray(format="rgb24").astype(np.int16)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_captions_within_a_clip_stand_below_the_map_of_their_moment_and_change_nothing_else(record, size, lang):
    state = ViewState(after=DAYS[0], until=DAYS[1], lang=lang)
    series = Series.of(record, Order(state, "RESTRICTED", size=size, caption=""), DAYS)
    mute, told = series.sheets(), captioned(series)
    assert [sheet.order.caption for sheet in mute] == ["", ""]
    stamp = stamp_of(told)
    scale = HEIGHT / size.height
    window = told[1].window
    top, right = window.top + window.height, window.left + window.width
    rows, columns = (
        slice(*(round(y * scale) for y in (top + 1, top + 61))),
        slice(round(24 * scale), round(right * scale)),
    )
    without, within = (_last_frame(film_of(sheets[1:], "Clip", stamp)) for sheets in (mute, told))
    apart = np.abs(without - within).max(axis=2)
    assert (apart[rows, columns] > 100).sum() > 300, "a line of letters"
    apart[rows, columns] = 0
    assert (apart > 60).sum() == 0, "and nothing else"
    assert Text(lang).weekday(DAYS[1]) in told[1].order.caption
    assert "Kidal" in told[1].order.caption
    [note] = [each for each in told[1].picture().notes if each["name"] == "caption"]
    assert "…" not in note["text"]
    assert note["font"]["size"] >= 12.5


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_caption_of_the_record_has_room_within_a_clip(record, lang):
    state = ViewState(after=FIRST, until=LAST, lang=lang)
    series = Series.of(record, Order(state, caption=""), steps(record, state, "month"))
    for sheet in captioned(series):
        [note] = margins.caption(sheet.order.caption, 0, 0, sheet.window.width)[0]
        assert note["font"]["size"] >= 12.5, sheet.order.caption
        assert len(note["text"].split("<br>")) * note["font"]["size"] * 1.3 <= margins.CAPTION_ROOM


def test_a_captioned_clip_is_checked_by_the_ground_that_it_shows(record, tmp_path):
    order = Order(ViewState(after=DAYS[0], until=DAYS[1]), caption="")
    path = tmp_path / "clip.mp4"
    asked = Request.of(order, "mp4", "day")
    assert "_captions_en_" in asked.name(record)
    path.write_bytes(make(record, asked))
    stamp = stamp_in(path)
    assert stamp.is_captioned
    assert compared(stamp, record)[0]


def test_captions_are_refused_for_what_is_no_clip(record):
    with pytest.raises(OrderError, match=r"captions: found 'burnt \(pptx\)'; allowed: burnt \(mp4\)"):
        Request.of(Order(ViewState(), caption=""), "pptx", "day")
    story = turning_points(record, Text("en"))
    with pytest.raises(OrderError, match="sentences of a story stand on its sheets"):
        story_file(record, story, Order(ViewState(), caption=""), "mp4")


def test_the_command_writes_captions_within_or_beside(tmp_path, capsys):
    path = tmp_path / "clip.mp4"
    days = ["--from", str(DAYS[0]), "--to", str(DAYS[1]), "--every", "day"]
    assert main(["brief", *days, "--captions", "burnt", str(path)]) == 0
    assert sorted(each.name for each in tmp_path.iterdir()) == ["clip.mp4"]
    assert main(["brief", "--captions", "burnt", *days, str(tmp_path / "deck.pptx")]) == 1
    assert "burnt (mp4)" in capsys.readouterr().err


def test_a_clip_is_checked_against_the_record(clip, record, tmp_path):
    path = tmp_path / "clip.mp4"
    path.write_bytes(clip)
    stamp = stamp_in(path)
    assert [name for name, _ in stamp.sheets] == [day.isoformat() for day in DAYS]
    assert compared(stamp, record)[0]
