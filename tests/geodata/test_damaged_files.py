"""Every kind of damage to whole files, their lines and their shapes is refused, saying what is allowed."""

import pytest
from damaging import (
    CLAIMS,
    EVENTS,
    PLACES,
    TAKEN,
    Case,
    as_whole,
    bytes_of,
    on_line,
    reported_at,
    rows_of,
    without,
)

MASSIF, COMMUNES, MALI = "layers/massif.geojson", "layers/communes.geojson", "layers/mali.geojson"
FEATURE = '{"type":"Feature"'


def text_of_row(pattern, replacement):
    return on_line(CLAIMS, f"{TAKEN},", pattern, replacement)


def header(pattern, replacement):
    return on_line(PLACES, "place_id,", pattern, replacement)


FILES = {
    "a missing table": Case(without(CLAIMS), CLAIMS, "file", "No such file", "a readable UTF-8 file"),
    "a table in Latin-1": Case(
        bytes_of(PLACES, "Ménaka".encode(), "Ménaka".encode("latin-1")), PLACES, "encoding", "byte 0xe9", "UTF-8 text"
    ),
    "a missing column": Case(header(",geonames_id$", ""), PLACES, "header", "position_source$", "geonames_id$"),
    "an extra column": Case(header("$", ",colour"), PLACES, "header", "geonames_id,colour$", "geonames_id$"),
    "columns in another order": Case(header("lat,lon", "lon,lat"), PLACES, "header", "lon,lat", "lat,lon"),
    "a file without a byte": Case(reported_at(1, as_whole(EVENTS, "")), EVENTS, "header", "nothing", "event_id,date,"),
    "a table without rows": Case(
        reported_at(1, lambda folder: as_whole(EVENTS, ",".join(rows_of(folder, "events")[0]) + "\n")(folder)),
        EVENTS,
        "file",
        "no rows",
        "a header and at least one row",
    ),
    "one cell too many": Case(text_of_row("$", ",more"), CLAIMS, "row", "19 cells", "18 cells"),
    "one cell too few": Case(text_of_row(",GOV,", "GOV,"), CLAIMS, "row", "17 cells", "18 cells"),
    "a blank line": Case(text_of_row("^", "\n"), CLAIMS, "row", "0 cells", "18 cells"),
    "a quote inside a quoted cell": Case(
        text_of_row(",GOV,", ',"G"OV,'), CLAIMS, "row", "broken quoting", "a well-formed CSV row"
    ),
    "a quote never closed": Case(
        text_of_row(",GOV,", ',"GOV,'), CLAIMS, "row", "broken quoting", "a well-formed CSV row"
    ),
}

LAYERS = {
    "a polygon that crosses itself": Case(
        on_line(MASSIF, FEATURE, r'"coordinates":.*\]', '"coordinates":[[[1,19],[2,20],[2,19],[1,20],[1,19]]]'),
        MASSIF,
        "geometry",
        "Self-intersection",
        "a valid geometry",
    ),
    "a feature without a geometry": Case(
        on_line(COMMUNES, FEATURE, r'"geometry":.*\}(?=\})', '"geometry":null'),
        COMMUNES,
        "geometry",
        "no geometry",
        "a geometry in each feature",
    ),
    "another coordinate system": Case(
        reported_at(0, on_line(MALI, "{", "{", '{"crs": {"type": "name", "properties": {"name": "EPSG:3857"}},')),
        MALI,
        "crs",
        "EPSG:3857",
        "EPSG:4326",
    ),
    "a missing layer": Case(without(COMMUNES), COMMUNES, "file", "No such file", "a readable UTF-8 file"),
    "a layer that is not GeoJSON": Case(
        reported_at(1, as_whole(MALI, "not a map")), MALI, "file", ".+", "a readable GeoJSON file"
    ),
    "a layer in Latin-1": Case(
        bytes_of(COMMUNES, "Ménaka".encode(), "Ménaka".encode("latin-1")),
        COMMUNES,
        "encoding",
        "byte 0xe9",
        "UTF-8 text",
    ),
    "a layer without features": Case(
        as_whole(MALI, '{"type": "FeatureCollection", "features": []}'), MALI, ".+", ".+", "at least one|readable"
    ),
    "a layer without a column it needs": Case(
        lambda folder: as_whole(COMMUNES, (folder / COMMUNES).read_text("utf-8").replace('"follows"', '"leads"'))(
            folder
        ),
        COMMUNES,
        "properties",
        "no follows",
        "area_km2, cercle, commune_id, follows, name, region",
    ),
    "a commune that follows an unknown place": Case(
        reported_at(0, on_line(COMMUNES, FEATURE, '"follows":"kidal"', '"follows":"nowhere"')),
        COMMUNES,
        "follows",
        "'nowhere' at Kidal",
        r"an id in tables/places\.csv, or null",
    ),
    "no relief": Case(
        without("layers/relief.jpg"), "layers/relief.jpg", "file", "no file", r"relief\.jpg and its corners"
    ),
    "a relief without one corner": Case(
        reported_at(0, on_line("layers/relief.json", "", '"west"', '"left"')),
        "layers/relief.json",
        "corners",
        "not all four",
        "west, south, east, north",
    ),
    "corners that are not JSON": Case(
        reported_at(1, as_whole("layers/relief.json", "{")), "layers/relief.json", "file", ".+", "corners"
    ),
}


CASES = FILES | LAYERS


@pytest.mark.parametrize("name", CASES)
def test_damage_is_refused_where_it_is_and_the_fault_says_what_is_allowed(folder, name):
    [fault] = CASES[name].fitting(folder)
    assert str(fault).startswith(f"{fault.file}:{fault.line}:{fault.column}: found ")
