"""A clip is whole sheets that office programs play, lingering where something changed, with captions and chapters."""

import io
from datetime import date

import av
import numpy as np
import pytest

from dashboard.asked.size import WIDE
from dashboard.asked.state import ViewState
from dashboard.export.checking import compared, stamp_in
from dashboard.export.clip import LINGER, RATE, STILL, captions, clip_file, frame_size, scenes
from dashboard.export.deck import Series
from dashboard.export.order import Order
from dashboard.text import LANGUAGES, Text

DAYS = (date(2023, 11, 13), date(2023, 11, 14))


@pytest.fixture(scope="module")
def series(record):
    return Series.of(record, Order(ViewState(after=DAYS[0], until=DAYS[1]), "RESTRICTED"), DAYS)


@pytest.fixture(scope="module")
def clip(series):
    return clip_file(series)


def test_a_clip_is_h264_of_whole_sheets_with_a_chapter_a_day(clip):
    with av.open(io.BytesIO(clip)) as film:
        [stream] = film.streams.video
        assert (stream.codec_context.name, stream.width, stream.height) == ("h264", *frame_size(WIDE))
        assert stream.codec_context.pix_fmt == "yuv420p", "what offices play"
        titles = [chapter["metadata"]["title"] for chapter in film.chapters()]
        pictures = [frame.to_ndarray(format="rgb24") for frame in film.decode(video=0)]
    assert titles == ["13 November 2023", "14 November 2023"]
    assert len(pictures) == STILL + LINGER, "it lingers on the day on which Kidal changes hands"
    first, last = pictures[STILL - 1].astype(int), pictures[-1].astype(int)
    kidal = np.s_[550:650, 800:950]
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


def test_a_clip_is_checked_against_the_record(clip, record, tmp_path):
    path = tmp_path / "clip.mp4"
    path.write_bytes(clip)
    stamp = stamp_in(path)
    assert [name for name, _ in stamp.sheets] == [day.isoformat() for day in DAYS]
    assert compared(stamp, record)[0]
