"""The tables of the method view that are counted from the record: coverage, sources, and the disagreements kept."""

from collections import Counter

from dash import html

from dashboard.text import Text
from dashboard.told.names import kind_name, region_name
from dashboard.told.words import named
from dashboard.views.context import Context
from dashboard.views.method_text import table
from geodata.entities import Claim, Place
from geodata.grades import Grade
from geodata.record import Record
from geodata.statistics import Coverage, coverage, graded, on_the_diagonal
from geodata.vocabulary import Credibility, Reliability

Parts = list[object]
BANDS = ("good", "fair", "weak", "unjudged", "unknown")


def covered(context: Context) -> Parts:
    """How well each place is known: shares of its days by grade, on one source, unknown; last confirmed."""
    text = context.text
    rows = [row for row in coverage(context.record) if context.state.filter.keeps_place(row.place)]
    head = [
        text("Place"),
        text("Days by grade"),
        *_band_names(text).values(),
        text("one source"),
        text("last confirmed"),
    ]
    key = [html.Span([html.I(className=f"band band-{band}"), name]) for band, name in _band_names(text).items()]
    return [
        html.P(
            text(
                "Share of the record’s days on which the place’s state is graded good (1 or 2), fair (3), "
                "weak (4 or 5) or unjudged (6), or is unknown; the share that rests on one origin; and the last day a "
                "source bears out. The whole record is counted; only regions and kinds of place are filtered here."
            )
        ),
        html.P(key, className="band-key"),
        table(head, [_coverage_row(row, context) for row in rows], "coverage"),
    ]


def _band_names(text: Text) -> dict[str, str]:
    return {
        "good": text("good"),
        "fair": text("fair"),
        "weak": text("weak"),
        "unjudged": text("unjudged"),
        "unknown": text("unknown"),
    }


def _coverage_row(row: Coverage, context: Context) -> list[object]:
    text = context.text
    shares = [getattr(row, band) for band in BANDS]
    view = context.state.but(place=row.place.id)
    name = html.A(
        text.of(row.place.name),
        href=f"?{view.query().replace('view=method', 'view=map')}",
        title=_whereabouts(row.place, context),
        **{"data-view": f"view=map&place={row.place.id}"},
    )
    bar = html.Div(
        [
            html.I(className=f"band-{band}", style={"width": f"{100 * share:.2f}%"})
            for band, share in zip(BANDS, shares, strict=True)
            if share
        ],
        className="bar",
        **{"aria-hidden": "true"},
    )
    confirmed = row.last_confirmed.isoformat() if row.last_confirmed else text("never")
    return [name, bar, *(_percent(share, text) for share in shares), _percent(row.single_origin, text), confirmed]


def _whereabouts(place: Place, context: Context) -> str:
    region = region_name(place.region, context.record, context.text) if place.region else ""
    return ", ".join(part for part in (kind_name(place.kind, context.text), region) if part)


def _percent(share: float, text: Text) -> str:
    """A share in whole per cent; a share that is there but rounds to nothing is said to be less than one."""
    if not share:
        return "–"
    return text.share(share) if share >= 0.005 else "< " + text.share(0.01)


DIAGONAL_ELSEWHERE = 0.87
"""Share of graded field reports on the diagonal that Baker, McKendry and Mace found (1968), as :data:`CITED` has it."""
CITED = "https://www.blockint.nl/intel-analysis/critical-review-of-the-admiralty-code/"


def judged_apart(context: Context) -> Parts:
    """How often the letter of a grade and its digit differ: whether they are two judgements or one."""
    text, grades = context.text, graded(context.record)
    same, count = on_the_diagonal(grades), grades.total()
    said = text(
        "Letter and digit are judged apart: {same} of {count} claims ({share}) lie on the diagonal A1, B2 to F6. Of "
        "the field reports of an army that were studied in 1968, {elsewhere} did: there one mark had become the other.",
        same=text.number(same),
        count=text.number(count),
        share=_percent(same / count, text),
        elsewhere=_percent(DIAGONAL_ELSEWHERE, text),
    )
    source = html.A("Baker, McKendry, Mace 1968", href=CITED, rel="noopener noreferrer", target="_blank")
    body = [
        [letter, *(grades[Grade(letter, digit)] or "" for digit in Credibility), text.number(_of(letter, grades))]
        for letter in Reliability
    ]
    return [html.P([said, " ", source]), table([text("Claims"), *Credibility, text("In all")], body, "publishers")]


def _of(letter: Reliability, grades: Counter[Grade]) -> int:
    return sum(count for grade, count in grades.items() if grade.reliability is letter)


def published(context: Context) -> Parts:
    """Sources by publisher and grade, the most cited publishers first."""
    record, text = context.record, context.text
    letters: dict[str, Counter[Reliability]] = {}
    for source in record.sources.values():
        letters.setdefault(source.publisher, Counter())[source.reliability] += 1
    order = sorted(letters, key=lambda publisher: (-letters[publisher].total(), publisher.casefold()))
    parties = sum(source.party is not None for source in record.sources.values())
    reprints = sum(source.origin is not None for source in record.sources.values())
    head = [text("Publisher"), *map(str, Reliability), text("Texts")]
    body = [[name, *(letters[name][letter] or "" for letter in Reliability), letters[name].total()] for name in order]
    said = text(
        "{count} texts of {publishers} publishers; {reprints} are reprints, mirrors or pages of a common origin, and "
        "{parties} speak for a party.",
        count=len(record.sources),
        publishers=len(order),
        reprints=reprints,
        parties=parties,
    )
    fold = html.Details(
        [html.Summary(text("All publishers, by number of texts and grade")), table(head, body, "publishers")],
        className="fold",
    )
    return [html.P(said), fold]


def disagreements(context: Context) -> Parts:
    """The claims with a note, by place: what sources disagree about, and what was chosen."""
    record, text = context.record, context.text
    noted = [claim for claim in record.claims.values() if claim.note.en and claim.in_force(None)]
    places = [
        (place, [claim for claim in noted if claim.place_id == place.id])
        for place in record.places.values()
        if context.state.filter.keeps_place(place)
    ]
    folds = [_fold(place, claims, record, text) for place, claims in places if claims]
    count = sum(len(claims) for _, claims in places)
    return [
        html.P(
            text(
                "Both sides of a disagreement stay in the record. {count} claims carry a note that says what is "
                "doubted, what else was written, and why the choice was made.",
                count=count,
            )
        ),
        *folds,
    ]


def _fold(place: Place, claims: list[Claim], record: Record, text: Text) -> html.Details:
    items = [
        html.Li(
            [
                html.A(
                    text.when(claim.valid_from, claim.precision),
                    href=f"?view=map&on={claim.valid_from}&place={place.id}",
                    **{"data-view": f"view=map&on={claim.valid_from}&place={place.id}"},
                ),
                html.Span(f" {text.of(claim.text)} "),
                html.Span(named(text.of(claim.note), record, text), className="doubt"),
            ]
        )
        for claim in sorted(claims, key=lambda claim: claim.valid_from)
    ]
    return html.Details([html.Summary(f"{text.of(place.name)} ({len(claims)})"), html.Ul(items)], className="fold")
