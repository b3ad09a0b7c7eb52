"""A record is refused in words, or all that readers ask for can be made from it: nothing in between."""

import json
import random
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from damaging import change, rows_of, write_rows
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from dashboard.hosting.live import LiveRecord, Undecided
from dashboard.hosting.state_folder import StateFolder
from dashboard.web import trial
from dashboard.web.admission import Admission
from dashboard.web.trial import try_out
from geodata import record as recording
from geodata.faults import RecordError
from geodata.files import Files, read_files
from geodata.layer_reading import read_layers
from geodata.layer_schema import LAYERS
from geodata.reading import read_tables
from geodata.record import HOME, Record, from_files, load

MARKUP = "<script>alert(1)</script> & \"quoted\" 'so' {actor} %s ]]> =1+1"
LONG = "Aménokal " * 60
SIGNS = "Ⰰ𐤀 ⵜⴰⵎⴰⵛⴻⵇ العربية 中文 a\u0301 \u202f«\u00a0x\u00a0»"


# Strange, and sound


def strange_texts(folder: Path) -> None:
    """Texts that a drawing might take for something else, in every table."""
    columns = {
        "actors": ("name_en", "name_fr", "short_en", "short_fr", "note_en", "note_fr"),
        "places": ("name_en", "name_fr", "region", "cercle", "position_source"),
        "sources": ("title", "note"),
        "claims": ("claim_en", "claim_fr", "note_en", "note_fr"),
        "events": ("title_en", "title_fr", "summary_en", "summary_fr"),
        "bases": ("name", "note_en", "note_fr"),
    }
    chance = random.Random(7)
    for table, names in columns.items():
        head, *rows = rows_of(folder, table)
        for row in chance.sample(rows, len(rows) // 2):
            for name in names:
                if row[head.index(name)]:
                    row[head.index(name)] = chance.choice([MARKUP, LONG.strip(), SIGNS, "x", "0", "null", "nan"])
        write_rows(folder, table, [head, *rows])


def strange_ground(folder: Path) -> None:
    """Few neighbours under other names, regions in parts and with holes, one track, a tiny grey image."""

    def edited(layer: str, edit: Callable[[list[dict]], list[dict]]) -> None:
        path = folder / f"layers/{layer}.geojson"
        whole = json.loads(path.read_text("utf-8"))
        path.write_text(json.dumps(whole | {"features": edit(whole["features"])}), encoding="utf-8")

    def one_elsewhere(features: list[dict]) -> list[dict]:
        features[0]["properties"] |= {"name_en": MARKUP, "name_fr": SIGNS}
        return features[:1]

    def in_parts(features: list[dict]) -> list[dict]:
        for feature in features:
            if feature["geometry"]["type"] == "Polygon":
                feature["geometry"] = {"type": "MultiPolygon", "coordinates": [feature["geometry"]["coordinates"]]}
        return features

    def unfollowed(features: list[dict]) -> list[dict]:
        for feature in in_parts(features):
            feature["properties"] |= {"follows": None, "name": LONG.strip(), "area_km2": 0.0001, "cercle": "x"}
        return features

    def with_hole(features: list[dict]) -> list[dict]:
        hole = [[1.2, 19.5], [1.25, 19.5], [1.25, 19.55], [1.2, 19.5]]
        features[0]["geometry"]["coordinates"].append(hole)
        features[0]["properties"] = {"place_id": "adrar-tigharghar", "name": "x", "more": {"a": [1]}}
        return features

    edited("neighbours", one_elsewhere)
    edited("regions", in_parts)
    edited("communes", unfollowed)
    edited("massif", with_hole)
    edited("tracks", lambda features: features[:1])
    edited("rural", lambda features: features[:1])
    Image.new("L", (1, 1)).save(folder / "layers/relief.jpg", "JPEG")
    for companion in ("README.md", "SOURCES.json", "recipe.toml"):
        (folder / "layers" / companion).unlink()


@pytest.mark.long
@pytest.mark.parametrize("make", [strange_texts, strange_ground])
def test_a_record_that_is_strange_and_sound_is_served_whole(folder, make):
    make(folder)
    try_out(load(folder))


# Whatever stands in a layer


@pytest.fixture(scope="module")
def sound() -> Files:
    return read_files(HOME)


@pytest.fixture(scope="module")
def as_it_is(sound):
    """The tables and layers of the sound record."""
    return read_tables(sound)[0], read_layers(sound)[0]


@contextmanager
def only_the_ground_read_again(sound: Files, as_it_is) -> Iterator[None]:
    """Spares reading the tables, and the layers that are as they were."""
    tables, layers = as_it_is

    def read_again(files: Files):
        same = {name for name in LAYERS if files[f"layers/{name}.geojson"] == sound[f"layers/{name}.geojson"]}
        few = Files({name: data for name, data in files.contents.items() if name.partition(".")[0][7:] not in same}, "")
        read, faults = read_layers(few)
        return layers | read, faults

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(recording, "read_tables", lambda _: ({**tables}, []))
        patch.setattr(recording, "read_layers", read_again)
        yield


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**7), 10**7),
    st.floats(allow_nan=False),
    st.sampled_from(
        ["", " ", "x", MARKUP, "Kidal", "Point", "GeometryCollection", [], {}, [[]], [[[]]], [0, 0], "kidal"]
    ),
)


def spots(found: object, at: tuple = ()) -> list[tuple]:
    """The way to every value in a JSON text, but to those in the middle of long lists."""
    pairs = found.items() if isinstance(found, dict) else enumerate(found[:3]) if isinstance(found, list) else ()
    return [at, *(way for key, one in pairs for way in spots(one, (*at, key)))]


def put(whole: object, way: tuple, value: object) -> object:
    if not way:
        return value
    at = whole
    for key in way[:-1]:
        at = at[key]
    at[way[-1]] = value
    return whole


def drawn(record: Record) -> None:
    """What of a trial shows the ground, and is quick."""
    for name, work in trial.works(record):
        if name in ("view map", "view compare", "/api/at", f"/frames/{record.digest}.json"):
            work()


@pytest.mark.long
@settings(max_examples=120)
@given(layer=st.sampled_from([*LAYERS]), number=st.integers(0, 10**6), value=VALUES)
def test_whatever_stands_in_a_layer_is_refused_or_can_be_drawn(sound, as_it_is, layer, number, value):
    file = f"layers/{layer}.geojson"
    whole = json.loads(sound[file])
    ways = spots(whole)
    changed = put(whole, ways[number % len(ways)], value)
    try:
        with only_the_ground_read_again(sound, as_it_is):
            record = from_files(sound.with_file(file, json.dumps(changed).encode()))
    except RecordError as error:
        refused, record = error, None
    else:
        refused = None
        drawn(record)
    assert not refused or {fault.file.partition("/")[0] for fault in refused.faults} == {"layers"}


# The trial


def test_what_cannot_be_made_is_named(folder, monkeypatch):
    def broken(_: Record) -> None:
        raise KeyError("kidal")

    monkeypatch.setattr(trial, "works", lambda record: [("view map", lambda: broken(record)), ("cards", lambda: None)])
    with pytest.raises(RecordError, match="view map: found KeyError: 'kidal'; allowed: a record from which"):
        try_out(load(folder))


def test_a_record_that_cannot_be_made_into_all_is_refused_and_the_one_before_served(folder, tmp_path):
    tried = []

    def trial_of(record: Record) -> None:
        tried.append(record.digest)
        if record.places["kidal"].name.en == "Nowhere":
            raise RecordError([trial.Fault(".", 0, "view map", "KeyError: 'kidal'", trial.ALLOWED)])

    live = LiveRecord(folder, StateFolder(tmp_path / "state"), trial_of)
    before = live.record.digest
    change("places", "kidal", name_en="Nowhere", name_fr="Nulle part")(folder)
    for _ in range(4):
        live.look()
    assert live.record.digest == before
    assert "view map" in str(live.health.faults[0])
    assert len(tried) == 1
    assert tried[0] != before
    change("places", "kidal", name_en="Somewhere", name_fr="Quelque part")(folder)
    for _ in range(2):
        live.look()
    assert live.record.places["kidal"].name.en == "Somewhere"
    assert live.health.is_well


def test_a_trial_that_ends_without_a_verdict_is_told_and_tried_again_later(folder, tmp_path, monkeypatch):
    verdicts = [Undecided("its process was killed"), None]

    def trial_of(_: Record) -> None:
        if verdict := verdicts.pop(0):
            raise verdict

    live = LiveRecord(folder, StateFolder(tmp_path / "state"), trial_of)
    change("places", "kidal", name_en="Somewhere", name_fr="Quelque part")(folder)
    for _ in range(3):
        live.look()
    assert "its process was killed" in live.health.troubles[0]
    assert not live.health.faults
    monkeypatch.setattr("dashboard.hosting.live.time.monotonic", lambda clock=live._not_before: clock + 1)
    live.look()
    assert live.record.places["kidal"].name.en == "Somewhere"
    assert not live.health.troubles


def test_of_the_record_with_which_a_server_began_it_is_told_what_cannot_be_made_and_it_is_served(folder, tmp_path):
    verdicts = [Undecided("no memory"), RecordError([trial.Fault(".", 0, "view map", "x", trial.ALLOWED)]), None]

    def trial_of(_: Record) -> None:
        if verdict := verdicts.pop(0):
            raise verdict

    live = LiveRecord(folder, StateFolder(tmp_path / "state"), trial_of)
    assert not live.try_served()
    assert "no memory" in live.health.troubles[0]
    assert live.try_served()
    assert "view map: found x" in live.health.troubles[0]
    assert live.try_served()
    assert live.health.is_well


def test_a_process_of_its_own_tries_a_record_and_what_passed_is_not_tried_again(tmp_path, monkeypatch):
    state = StateFolder(tmp_path)
    first = Admission(state)
    record = load()
    first(record)
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: pytest.fail("tried again"))
    Admission(state)(record)


@pytest.mark.parametrize(
    ("status", "said"),
    [(-signal.SIGSEGV, "ended with -11"), (1, "ended with 1 out of memory"), (0, "said b'nothing to read'")],
)
def test_a_process_that_dies_over_a_record_decides_nothing(tmp_path, monkeypatch, status, said):
    done = subprocess.CompletedProcess([], status, b"", b"" if status < 0 else b"x\nout of memory")
    done.stdout = b"nothing to read"
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: done)
    with pytest.raises(Undecided, match=said):
        Admission(StateFolder(tmp_path))(load())
