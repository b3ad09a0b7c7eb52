"""One declared schema per table: columns, what each may hold, and what it points to.

The reader, the data dictionary and the error messages all come from here.
"""

import re

from geodata import vocabulary as v
from geodata.columns import (
    ACTOR_ID,
    SLUG,
    Table,
    between,
    column,
    day,
    flag,
    is_plain,
    matches,
    one_of,
    partial,
    refers,
    text,
    written_on,
)

AGENCY = re.compile(r"agency:[a-z0-9-]+")
WEB_ADDRESS = re.compile(r"https?://\S+")
COLOUR = re.compile(r"#[0-9a-f]{6}")
WRITTEN = ("recorded_on", "withdrawn_on")
"""Columns that say when a row was written and withdrawn."""
MALI_LATITUDES = (10.0, 25.1)
MALI_LONGITUDES = (-12.4, 4.4)

ACTORS = Table(
    "actors",
    "Who may hold a place, be present in it or contest it.",
    {
        "actor_id": matches("Key.", ACTOR_ID, "capital letters, digits and underscores"),
        "name_en": text("Full name in English."),
        "name_fr": text("Full name in French."),
        "short_en": text("Name for legends and labels, English."),
        "short_fr": text("Name for legends and labels, French."),
        "said_en": text("Name inside a sentence, with its article, English."),
        "said_fr": text("Name inside a sentence, with its article, French."),
        "camp": one_of("The side the actor stands on.", v.Camp),
        "from": partial("When it began under this name.", optional=True),
        "until": partial("When it ended under this name.", optional=True),
        "successor_of": refers(
            "The actors whose fighters it carries on under a new name.", "actors", many=True, optional=True
        ),
        "colour": matches("Colour of what it holds; one hue for all names of one lineage.", COLOUR, "#rrggbb"),
        "symbol": one_of("Sign inside the markers of what it holds; one for each camp.", v.Symbol),
        "note_en": text("Who they are, English.", optional=True),
        "note_fr": text("Who they are, French.", optional=True),
    },
)

SOURCES = Table(
    "sources",
    "Where a claim or an event comes from.",
    {
        "source_id": matches("Key.", SLUG, "lower-case letters, digits and hyphens"),
        "publisher": text("Who published it."),
        "title": text("Its title; in square brackets where the title was not seen and this describes it."),
        "published": partial("When it was published, as exactly as known.", optional=True),
        "url": matches(
            "Where it was found; empty for a data set known by its name only.",
            WEB_ADDRESS,
            "an address starting with http:// or https://",
            optional=True,
        ),
        "language": matches("Language of the text, ISO 639-1.", re.compile("[a-z]{2}"), "two lower-case letters"),
        "reliability": one_of("Admiralty grade of the source, by the rule of the method page.", v.Reliability),
        "party": refers("The actor whose word the whole text is, if it is one.", "actors", optional=True),
        "origin": column(
            "The source it reprints or mirrors, or agency:NAME when that text is not in the table.",
            lambda cell: bool(SLUG.fullmatch(cell) or AGENCY.fullmatch(cell)),
            "an id of the table sources, or agency:NAME",
            optional=True,
        ),
        "note": text("What a reader should know about it.", optional=True),
    },
)

PLACES = Table(
    "places",
    "Places people can name; claims are about these.",
    {
        "place_id": matches("Key.", SLUG, "lower-case letters, digits and hyphens"),
        "name_en": text("Name in English."),
        "name_fr": text("Name in French."),
        "aliases": column(
            "Other spellings, and what else people call it.", is_plain, "a spelling", many=True, optional=True
        ),
        "kind": one_of("What sort of place it is.", v.PlaceKind),
        "region": text("Region it lies in.", optional=True),
        "cercle": text("Cercle it lies in, as of 2016.", optional=True),
        "lat": between("Latitude, WGS 84; empty where it was never located.", *MALI_LATITUDES, "degrees north"),
        "lon": between("Longitude, WGS 84.", *MALI_LONGITUDES, "degrees east"),
        "position_precision_m": between("How far the place may be from the point, metres.", 1, 50_000, "metres"),
        "position_source": text("Where the position is from, or why there is none.", optional=True),
        "geonames_id": matches("Id in GeoNames.", re.compile("[0-9]+"), "digits", optional=True),
    },
)

CLAIMS = Table(
    "claims",
    "Who held a place from a day on, and how we know. It holds until the place's next claim.",
    {
        "claim_id": matches("Key.", SLUG, "lower-case letters, digits and hyphens"),
        "place_id": refers("The place.", "places"),
        "valid_from": day("The first day on which it holds."),
        "precision": one_of("How exactly that day is known.", v.Precision),
        "controller": refers("Who holds the place; empty when nobody is named as its holder.", "actors", optional=True),
        "status": one_of("How it is held.", v.Status),
        "contested_by": refers("The forces that contest it, the main one first.", "actors", many=True, optional=True),
        "present": refers("Other forces in the place, rivals included.", "actors", many=True, optional=True),
        "around": refers(
            "Forces around it: they ring it, or hold or stop its approaches.", "actors", many=True, optional=True
        ),
        "label_change": flag("The same fighters under a new name: no capture."),
        "credibility": one_of("Admiralty grade of the claim, never better than its sources allow.", v.Credibility),
        "claim_en": text("What is claimed, in our words, English."),
        "claim_fr": text("What is claimed, in our words, French.", optional=True),
        "note_en": text("Doubts, and the other side of a disagreement, English.", optional=True),
        "note_fr": text("Doubts, and the other side of a disagreement, French.", optional=True),
        "source_ids": refers("The sources.", "sources", many=True, optional=True),
        "recorded_on": written_on("The day the row was written."),
        "withdrawn_on": written_on("The day the row was withdrawn by a correction.", optional=True),
    },
)

BASES = Table(
    "bases",
    "The life of a military site: opened, left, handed over.",
    {
        "place_id": refers("The place.", "places"),
        "name": text("What the site is called."),
        "town": refers("The place of the record in or at which it lies, if it has rows.", "places", optional=True),
        "contributors": matches(
            "Countries whose troops served there, ISO 3166-1.",
            re.compile("[A-Z]{2}"),
            "two capital letters",
            many=True,
            optional=True,
        ),
        "opened": partial("When it was opened.", optional=True),
        "opened_precision": one_of("How exactly the opening is known.", v.OpeningPrecision, optional=True),
        "departed": partial("When its last troops left.", optional=True),
        "handed_over": partial("When it was handed over; empty when it was abandoned or taken.", optional=True),
        "handed_to_en": text("To whom, English.", optional=True),
        "handed_to_fr": text("To whom, French.", optional=True),
        "counted_in_thirteen": flag("One of the thirteen sites closed in the drawdown of 2023."),
        "note_en": text("What a reader should know, English.", optional=True),
        "note_fr": text("What a reader should know, French.", optional=True),
        "source_ids": refers("The sources.", "sources", many=True),
    },
)

EVENTS = Table(
    "events",
    "What happened; context for the claims, never the ground for one.",
    {
        "event_id": matches("Key.", SLUG, "lower-case letters, digits and hyphens"),
        "date": day("The day, or the first of several."),
        "precision": one_of("How exactly the day is known.", v.Precision),
        "until": day("The last day, if there are several.", optional=True),
        "category": one_of("What sort of event it is.", v.EventCategory),
        "title_en": text("Title in English."),
        "title_fr": text("Title in French.", optional=True),
        "summary_en": text("One or two sentences, English."),
        "summary_fr": text("One or two sentences, French.", optional=True),
        "place_ids": refers("Places of the record where it happened.", "places", many=True, optional=True),
        "actor_ids": refers("Actors of the record that took part.", "actors", many=True, optional=True),
        "source_ids": refers("The sources.", "sources", many=True),
        "credibility": one_of("Admiralty grade of the event, never better than its sources allow.", v.Credibility),
    },
)

EVIDENCE = Table(
    "evidence",
    "What each source of a claim bears out, judged by reading it. A claim without rows here was not yet read.",
    {
        "claim_id": refers("The claim.", "claims"),
        "source_id": refers("One of its sources.", "sources"),
        "bears_out": column(
            "What the text says of it.", set(v.Support).__contains__, "one of " + ", ".join(v.Support), many=True
        ),
        "near": one_of("How near in time that is to the first day of the claim.", v.Nearness),
        "where": text("Where in the text: page, paragraph or minute, where known.", optional=True),
        "read": one_of("How much of the text was seen.", v.Reading),
        "note_en": text("What it says, in our words, English.", optional=True),
        "note_fr": text("What it says, in our words, French.", optional=True),
    },
    key_columns=2,
)

RIVALS = Table(
    "rivals",
    "Who is whose rival, and when: a rival in a held place makes it contested, one that rings it besieged.",
    {
        "rivalry_id": matches("Key.", SLUG, "lower-case letters, digits and hyphens"),
        "side_a": refers("The actors of one side.", "actors", many=True),
        "side_b": refers("The actors of the other.", "actors", many=True),
        "from": day("The first day of the rivalry."),
        "until": day("Its last day, that day included; empty while it goes on.", optional=True),
        "only_around": flag("Rivals where one is around the other's places, not where both are in one under a truce."),
        "note_en": text("Why then, English."),
        "note_fr": text("Why then, French."),
    },
)

ASSESSORS = Table(
    "assessors",
    "Who else has published who held what: an organisation, a party to the war, or a desk of one's own.",
    {
        "assessor_id": matches("Key.", SLUG, "lower-case letters, digits and hyphens"),
        "name_en": text("Full name in English."),
        "name_fr": text("Full name in French."),
        "short_en": text("Name for lists and legends, English."),
        "short_fr": text("Name for lists and legends, French."),
        "kind": one_of("What sort of assessor it is.", v.AssessorKind),
        "actor": refers("The actor of the record that it is, if it is a party.", "actors", optional=True),
        "url": matches(
            "Where it publishes.", WEB_ADDRESS, "an address starting with http:// or https://", optional=True
        ),
        "licence": text("Under which licence what it draws may be used, where it says so.", optional=True),
        "note_en": text("What a reader should know of it, and how its days are read, English."),
        "note_fr": text("What a reader should know of it, and how its days are read, French."),
    },
)

ASSESSMENTS = Table(
    "assessments",
    "Who held a place as one assessor sees it: a fact about the assessor, and never the ground for a claim.",
    {
        "assessment_id": matches("Key.", SLUG, "lower-case letters, digits and hyphens"),
        "assessor_id": refers("Who says so.", "assessors"),
        "place_id": refers("The place.", "places"),
        "from": day("The first day of which it speaks."),
        "until": day("The last day of which it speaks, that day included."),
        "precision": one_of("How exactly its first day is known.", v.Precision),
        "holder": refers("Whom it calls the holder; empty where it names none.", "actors", optional=True),
        "status": one_of("How it says that the place is held.", v.Status),
        "contested_by": refers("The forces that contest it, the main one first.", "actors", many=True, optional=True),
        "around": refers("Forces that it says are around the place.", "actors", many=True, optional=True),
        "form": one_of("What it published.", v.AssessmentForm),
        "read": one_of("How much of that was seen.", v.Reading),
        "words_en": text("What it says, in our words, English."),
        "words_fr": text("What it says, in our words, French."),
        "opinion": one_of(
            "What it says of our own claim, where it has said so; else the two are compared by rule.",
            v.Opinion,
            optional=True,
        ),
        "source_id": refers("Where it says so.", "sources"),
        "recorded_on": written_on("The day the row was written."),
        "withdrawn_on": written_on("The day the row was withdrawn by a correction.", optional=True),
    },
)

TABLES = {
    table.name: table
    for table in (ACTORS, SOURCES, PLACES, CLAIMS, EVIDENCE, RIVALS, BASES, EVENTS, ASSESSORS, ASSESSMENTS)
}
"""Every table of the record by name; the file of a table is ``tables/<name>.csv``."""
MAY_BE_MISSING = ("assessors", "assessments")
"""Tables that an edition may be without: nobody else's view is then held against it."""
MOST_ROWS = {
    "actors": 500,
    "sources": 50_000,
    "places": 10_000,
    "claims": 100_000,
    "evidence": 200_000,
    "rivals": 500,
    "bases": 10_000,
    "events": 50_000,
    "assessors": 500,
    "assessments": 50_000,
}
"""What a browser can still open and step through. A larger table is refused before it is read."""
