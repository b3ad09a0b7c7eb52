"""The facts of the two reports this product began with: each is a claim or an event that a reader can find.

Both are sources of the record and are cited where they bear something out. Every statement of them that can be checked
is held here: by a claim, by an event, or by the note that keeps a disagreement.
"""

import pytest

from geodata.record import HOME, Record

FACTS = [
    ("Kidal rebel-held since 2012", "kidal-2012-03-30", "town falls"),
    ("Kidal rebel-held since 2012", "2012-03-30-kidal-falls", "rebels enter Kidal"),
    ("Kidal rebel-held again from 2014", "kidal-2014-05-21", "army leaves Kidal"),
    ("retaken in mid-November 2023, with Wagner", "kidal-2023-11-14", "army and Wagner enter Kidal"),
    (
        "retaken in mid-November 2023, with Wagner",
        "2023-11-14-army-and-wagner-capture-kidal",
        "rebels or jihadists since 2012",
    ),
    ("after air and drone strikes", "2023-11-14-army-and-wagner-capture-kidal", "air and drone strikes"),
    ("Bayraktar drones", "2023-11-14-army-and-wagner-capture-kidal", "Bayraktar"),
    ("civilians, children among them, killed", "2023-11-07-drone-strikes-on-kidal", "civilians; children"),
    ("town largely empty", "2023-11-14-army-and-wagner-capture-kidal", "largely deserted"),
    ("town largely empty", "2023-11-26-looting-in-kidal", "deserted"),
    ("withdrawal to the Adrar Tigharghar", "2023-11-15-rebels-regroup-in-the-mountains", "Tigharghar"),
    (
        "withdrawal to the Adrar Tigharghar",
        "adrar-tigharghar-2023-11-14",
        "Tigharghar; fall back; most of the CSP’s fighters; a part of them",
    ),
    ("CSP formed in 2021 of the signatory groups", "2021-05-06-csp-founded-in-rome", "CMA and Platform; framework"),
    ("Algiers accord of 2015", "2015-05-15-algiers-accord-signed-in-bamako", "Algiers accord signed"),
    ("Algiers accord of 2015", "2015-06-20-cma-signs-the-algiers-accord", "CMA signs"),
    ("its impasse", "2022-12-22-signatory-groups-suspend-their-part-in-the-accord", "leave the follow-up bodies"),
    ("its impasse", "2023-09-10-csp-takes-up-arms", "ceasefire"),
    (
        "never really applied, held up over powers and integration",
        "2024-01-25-algiers-accord-declared-over",
        "never really applied; powers of the regions; integration of fighters",
    ),
    ("its end in January 2024", "2024-01-25-algiers-accord-declared-over", "end the 2015 deal"),
    (
        "Islamic State taking root in Ménaka",
        "2022-03-08-islamic-state-offensive-in-menaka-region",
        "Islamic State; Ménaka",
    ),
    ("Islamic State taking root in Ménaka", "menaka-rural-2023-04-10", "under Islamic State"),
    ("the GSIM and Iyad Ag Ghali", "2017-03-02-jnim-gsim-formed", "GSIM; Iyad Ag Ghali"),
    (
        "feared convergence of CSP and GSIM",
        "2023-01-25-ag-ghaly-meets-northern-groups",
        "JNIM; signatory groups; alliance",
    ),
    ("feared convergence of CSP and GSIM", "2023-12-12-iyad-ag-ghaly-speaks", "recruit among disappointed rebels"),
    ("coup of August 2020", "2020-08-18-coup-against-president-keita", "coup"),
    ("coup of May 2021", "2021-05-24-second-coup", "second coup"),
    ("the first transition wanted to keep the accord", "2021-05-24-second-coup", "first transition; keep the accord"),
    ("opponents of the accord in government, sovereignty by arms", "2021-05-24-second-coup", "opponents; sovereignty"),
    (
        "the accord followed up at Kidal in 2021",
        "2021-02-11-follow-up-committee-meets-in-kidal",
        "Kidal; first transition",
    ),
    (
        "the minister and the head of the CMA, August 2022",
        "2022-08-01-decision-level-meeting-in-bamako",
        "head of the CMA",
    ),
    ("interim authorities", "2017-02-28-interim-authorities-in-kidal-gao-and-menaka", "interim authorities"),
    ("interim authorities", "2017-04-20-interim-authorities-in-timbuktu-and-taoudenit", "interim authorities"),
    ("joint mechanism", "2016-12-05-joint-mechanism-set-up-at-gao", "joint mechanism"),
    ("joint mechanism", "2018-05-05-soldiers-for-the-joint-mechanism-in-kidal", "joint mechanism"),
    ("defence accords denounced", "2022-05-02-defence-accords-denounced", "denounces its defence accords"),
    ("severe humanitarian consequences", "2023-11-08-displacement-in-the-kidal-region", "32,394 displaced"),
    ("severe humanitarian consequences", "2023-04-21-displaced-of-menaka-reach-kidal", "flee to Kidal and Gao"),
    ("wounded civilians, of whom Bamako does not speak", "2023-11-07-drone-strikes-on-kidal", "wounded; gives no toll"),
    ("recently acquired drones", "2023-11-07-drone-strikes-on-kidal", "within a year"),
    ("Kidal in the north-west: a slip", "kidal-2023-11-14", "north-west; it lies in the north-east"),
    (
        "most fighters back in the Tigharghar",
        "2023-11-15-rebels-regroup-in-the-mountains",
        "most of its fighters; a part of them",
    ),
    ("a guerrilla war to come", "2023-11-15-rebels-regroup-in-the-mountains", "guerrilla"),
    (
        "Ag Ghali an early fighter for the Tuareg cause",
        "2023-12-12-iyad-ag-ghaly-speaks",
        "fought early for the Tuareg cause",
    ),
    ("attacks by both as in 2012", "kidal-2012-03-26", "rebels ring the town"),
    ("jihadists extend over the countryside", "ansongo-rural-2023-05-15", "occupied"),
    ("part of the CSP wants Azawad", "2012-04-06-independence-of-azawad-declared", "independent state"),
    ("departure of Barkhane", "2022-08-15-last-french-troops-leave-mali", "last French troops leave"),
    ("departure of Barkhane", "2022-11-09-barkhane-formally-ended", "Barkhane"),
    ("departure of Takuba", "2022-06-30-takuba-ends", "Takuba ends"),
    ("departure of MINUSMA", "2023-06-16-mali-asks-minusma-to-leave", "MINUSMA to leave"),
    ("departure of MINUSMA", "2023-12-31-minusma-withdrawal-completed", "withdrawal completed"),
    ("Mali leaves the G5 Sahel", "2022-05-15-mali-quits-the-g5-sahel", "quits the G5 Sahel"),
    ("Alliance of Sahel States", "2023-09-16-alliance-of-sahel-states", "Alliance of Sahel States"),
    ("occupation of the UN bases as the spark", "2023-08-13-race-for-the-un-camps", "camps the UN leaves; open war"),
    ("occupation of the UN bases as the spark", "un-ber-2023-08-13", "take the camp as the UN leaves"),
    ("fighting ebbs after Kidal", "2023-12-20-fighting-ebbs", "ebbs after Kidal; Crisis Group"),
    (
        "inter-Malian dialogue announced",
        "2023-12-31-inter-malian-dialogue-announced",
        "inter-Malian dialogue announced",
    ),
]


def told(record: Record, name: str) -> str:
    """What the claim in force or the event of that id says in English; a corrected claim counts as the same."""
    if name in record.events:
        event = record.events[name]
        return f"{event.title.en}. {event.summary.en}"
    (claim,) = [
        one
        for one in record.claims.values()
        if one.in_force(None) and (one.id == name or one.id.startswith(f"{name}-r"))
    ]
    return f"{claim.text.en} {claim.note.en}"


@pytest.mark.parametrize(("fact", "name", "words"), FACTS)
def test_each_fact_is_a_claim_or_an_event_that_says_it(record, fact, name, words):
    text = told(record, name).casefold()
    for word in words.split("; "):
        assert word.casefold() in text, f"{fact}: {name} does not say '{word}'"


@pytest.mark.parametrize("name", sorted({name for _, name, _ in FACTS}))
def test_each_fact_has_sources(record, name):
    holder = record.events.get(name) or record.claims[name]
    assert holder.source_ids


def test_the_facts_are_told_at_the_time_they_happened(record):
    for _, name, _ in FACTS:
        if name in record.events:
            assert name.startswith(record.events[name].date.isoformat())


def test_the_crisis_group_report_is_a_source_in_use(record):
    report = record.sources["international-crisis-group-202402"]
    assert (report.publisher, report.published.text) == ("International Crisis Group", "2024-02-20")
    assert report.id in record.claims["kidal-2023-11-14-r2"].source_ids


def test_the_article_is_cited_from_its_own_address_where_it_bears_something_out(record):
    article = record.sources["international-viewpoint-20231130"]
    assert (article.published.text, article.reliability) == ("2023-12-01", "C")
    assert article.url == "https://internationalviewpoint.org/spip.php?article8331"
    claims = [claim for claim in record.claims.values() if article.id in claim.source_ids]
    assert {claim.place_id for claim in claims} == {"kidal", "adrar-tigharghar", "menaka-rural"}
    for claim in claims:
        judged = record.evidence[claim.id][article.id]
        assert (judged.read, bool(judged.bears_out)) == ("full", True)
    assert article.id in record.events["2023-11-14-army-and-wagner-capture-kidal"].source_ids
    method = (HOME.parent / "docs" / "method.md").read_text(encoding="utf-8")
    assert "International Viewpoint" in method
