"""What the record does not know, and whose work it stands on."""

from dash import html

from dashboard.text import Text

Parts = list[object]


def limits(text: Text) -> Parts:
    """The known limits, each with its name."""
    return [html.Dl([part for name, said in _limits(text) for part in (html.Dt(name), html.Dd(said))])]


def _limits(text: Text) -> list[tuple[str, str]]:
    return [
        (
            text("How it was read"),
            text(
                "The evidence was gathered from stored public pages, most of them seen as excerpts and not in full. "
                "Reports of the UN Secretary-General could only be read in part; no event data set (UCDP, ACLED) was "
                "at hand."
            ),
        ),
        (
            text("The two reports this product began with"),
            text(
                "The International Viewpoint article of 30 November 2023 was read whole; it puts Kidal in the "
                "north-west, which is a slip. Of the Crisis Group report of 20 February 2024 only the summary was seen."
            ),
        ),
        (
            text("Places without evidence"),
            text(
                "Achibogho, Essouk and Timtaghène are unknown throughout. Tin Fadimata, Talahandak, Foïta, "
                "Bintagoungou, Akabar and Araouane are known for some days or weeks only; Tin-Essako, Boughessa, "
                "Abeïbara, In-Khalil, Tidermène and the villages of Ménaka region are unknown for most of the time. No "
                "holder is shown there, however likely one is."
            ),
        ),
        (
            text("Absence"),
            text(
                "“No garrison reported” is absence of evidence, in the villages north of Kidal in 2024 above all. "
                "Where the last holder is carried forward, that no loss was reported is not proof: after a year and a "
                "half the state is stale."
            ),
        ),
        (
            text("Positions"),
            text(
                "No camp was surveyed. Each position says how far off it may be; some places were never located and "
                "are on no map. Openings of UN bases are mostly “no later than” dates."
            ),
        ),
        (
            text("Boundaries"),
            text(
                "Communes are those of 2017; the regions and cercles of the law of 2023 have no open outlines. Tracks "
                "and the massif are drawn by hand. No line is an endorsement of any border."
            ),
        ),
        (
            text("Independence"),
            text(
                "Much of what the world read was AFP, RFI or a UN text, printed again elsewhere. Reprints are marked "
                "where seen; some will have been missed."
            ),
        ),
    ]


def licences(text: Text) -> Parts:
    """Licences of the data and of what is shipped with the page."""
    lines = [
        text(
            "The record (claims, events, grades, places): CC BY 4.0; name “Northern Mali Control Map” and its digest."
        ),
        text("Boundaries of Mali, its regions and communes: geoBoundaries gbOpen (Runfola et al. 2020), CC BY 4.0."),
        text("Neighbouring countries and the Niger: made with Natural Earth, public domain."),
        text(
            "Positions: GeoNames, CC BY 4.0; single ones UCDP GED, Geo-PKO, OurAirports or Wikipedia, as its card says."
        ),
        text("Relief: T. Patterson, shadedrelief.com. Massif, tracks and wadi: own work, indicative, CC BY 4.0."),
        text("Typeface: Source Sans 3, SIL OFL 1.1. Code: MIT; plotly.js: MIT, Plotly, Inc."),
    ]
    return [html.Ul([html.Li(line) for line in lines])]
