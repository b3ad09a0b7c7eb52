"""The method in words: what holding means, grades, dates, clocks, limits. The text follows ``docs/method.md``."""

from dash import html

from dashboard.figures.furniture import control
from dashboard.text import Text
from dashboard.told.words import credibility_in_words, reliability_in_words
from geodata.vocabulary import Credibility, Reliability

Parts = list[object]


def table(head: list[str], body: list[list[object]], name: str = "rules") -> html.Div:
    """A plain table that scrolls sideways by itself where the window is too narrow for it."""
    grid = html.Table(
        [
            html.Thead(html.Tr([html.Th(cell, scope="col") for cell in head])),
            html.Tbody([html.Tr([html.Th(first, scope="row"), *map(html.Td, rest)]) for first, *rest in body]),
        ],
        className=name,
    )
    return html.Div(grid, className="wide", tabIndex=0, role="region", **{"aria-label": head[0]})


def holding(text: Text) -> Parts:
    """What it means to hold a place, and the tests for it."""
    return [
        html.P(html.Strong(control(text))),
        html.P(
            text(
                "A claim is about a place people can name, never about empty desert. Holder, presence, ring and "
                "contest are four things: one controller at most, any number of other forces in the place, any number "
                "around it, and a status. The status is given by these tests, in this order."
            )
        ),
        table([text("Status"), text("All of this must be true")], _tests(text)),
        html.P(
            text(
                "Who is whose rival, and when, is a table of its own: a war begins and ends on a day, and so do "
                "truces. Rivals who live in one place in peace make no contest only where the claim says so: side by "
                "side, by consent, under shelter."
            )
        ),
        html.P(
            text(
                "Shared rule (Kidal from July 2013 to May 2014) is contested; the controller is the force that kept "
                "the streets, and the note says what else could be defended. A force can hold a camp and not the "
                "country around it: a base has its own claims, and the country around Ménaka has others than the town."
            )
        ),
    ]


def _tests(text: Text) -> list[list[object]]:
    return [
        [
            text("held"),
            text(
                "A source says, or a chain of dated sources leaves no other reading, that a force is in the place or "
                "runs it; and no rival force is in the place itself or fights for it at that time. Raids that are "
                "driven off or leave within the day do not count."
            ),
        ],
        [
            text("besieged"),
            text(
                "Held as above, and a rival force rings the place, or stops all or nearly all of its roads, and a "
                "source says so. One road cut, or a rival in the country about, is no siege: the place is held, and "
                "who is there is told as around it."
            ),
        ],
        [
            text("contested"),
            text(
                "At least one rival force is in the place or fights for it. The rivals are named; an ally, "
                "a UN mission or a partner beside the holder is present, not a rival. If one force still has the upper "
                "hand it is the controller; if none has, there is no controller and at least two rivals."
            ),
        ],
        [
            text("unknown"),
            text(
                "No source says who held it, or the sources cannot be reconciled. It is neither control nor its lack. "
                "No row is invented to fill a gap, and nobody is shown as holder."
            ),
        ],
    ]


def colours(text: Text) -> Parts:
    """What an area’s colour means."""
    return [
        html.P(
            text(
                "A commune is coloured only because it follows a named place: in Kidal region its own seat, in Ménaka "
                "region the country around the town. The colour says who held that place, not that every part of the "
                "commune was held: it gives way from 10 to 66 km from the seat, a rule of drawing, for no source says "
                "how far a garrison reaches. The outline of the Adrar Tigharghar is indicative, and its holder is a "
                "judgement about an area of influence."
            )
        ),
        html.Ul(
            [
                html.Li(text("Hue: the holder. Groups that carry one another on share a hue.")),
                html.Li(text("Stripes or a thick rim in a second hue: contested by that force.")),
                html.Li(text("A toothed ring around a marker: besieged, by the force of that hue.")),
                html.Li(text("A dash below a marker: its state has gone a year and a half without confirmation.")),
                html.Li(text("Fainter: weaker evidence. Grey: unknown.")),
                html.Li(text("A star: an event there on that day or in the six days before.")),
            ]
        ),
    ]


def reliability(counts: dict[Reliability, int], text: Text) -> Parts:
    """The letter: how a source is judged, and how many texts have each."""
    rules = {
        Reliability.A: text(
            "Reports and records of UN bodies that answer to states for them (Secretary-General, Security Council, "
            "Panel of Experts); legal texts; reference data sets published with a method."
        ),
        Reliability.B: text(
            "Agencies and broadcasters with their own reporters and a practice of correction; UN news and mission "
            "statements about their own camps; established research."
        ),
        Reliability.C: text(
            "National and regional press and specialised sites with a known editor; a party’s official statement about "
            "its own acts; a faithful reprint of a B text on such a site."
        ),
        Reliability.D: text(
            "Tertiary or unsigned: encyclopaedias and their mirrors, aggregators, blogs that repost, machine-written "
            "outlets, undated copies."
        ),
        Reliability.E: text("Known to serve a side, or to have printed fabrications."),
        Reliability.F: text("Cannot be judged: nothing is known about who writes."),
    }
    body = [
        [_letter(letter), reliability_in_words(letter, text), rule, text.number(counts.get(letter, 0))]
        for letter, rule in rules.items()
    ]
    return [
        html.P(
            text(
                "A grade is a letter and a digit of the Admiralty code, judged apart: the source, and what is said. "
                "F and 6 mean “cannot be judged”; they do not mean “bad”."
            )
        ),
        html.H3(text("Reliability of a source, A to F")),
        html.P(text("By publisher, mechanically; a single text may be moved, and its note then says why.")),
        table([text("Letter"), text("Meaning"), text("Sources it is given to"), text("Texts")], body),
    ]


def _letter(grade: Reliability | Credibility) -> html.Strong:
    return html.Strong(str(grade), className="grade")


def credibility(counts: dict[Credibility, int], text: Text) -> Parts:
    """The digit: what a claim must rest on, and how many claims have each."""
    rules = {
        Credibility.CONFIRMED: text("Three independent origins of C or better, one of them A or B."),
        Credibility.PROBABLE: text("Two independent origins of C or better."),
        Credibility.POSSIBLE: text("One origin of B or better, or any two origins."),
        Credibility.DOUBTFUL: text("One weak origin, or only the word of a party for itself."),
        Credibility.IMPROBABLE: text("Better sources contradict it. Set by an editor, never computed."),
        Credibility.UNJUDGED: text("Inferred from elsewhere, or no source."),
    }
    body = [
        [_letter(digit), credibility_in_words(digit, text), rule, text.number(counts.get(digit, 0))]
        for digit, rule in rules.items()
    ]
    return [
        html.H3(text("Credibility of a claim, 1 to 6")),
        table([text("Digit"), text("Meaning"), text("What it takes"), text("Claims")], body),
        html.Ol(
            [
                html.Li(
                    text(
                        "What counts is the origin: reprints of one text, all texts of one publisher, and all texts "
                        "that speak for one party are one source. Sources that share a voice with a third are one "
                        "with it, too."
                    )
                ),
                html.Li(text("The letter of a claim is the best reliability among its sources; F only if all are F.")),
                html.Li(
                    text("The digit may not be better than the table allows. An editor may grade lower, never higher.")
                ),
                html.Li(
                    text(
                        "A party’s word for itself, that is for a claim that makes it (or the movement it carries on) "
                        "the holder, is left out of the count. Against its own interest it counts like anyone’s."
                    )
                ),
            ]
        ),
        html.P(
            text(
                "A change of hands that fewer than two independent origins bear out is flagged where it is told, as "
                "resting on one source."
            )
        ),
        *support(text),
    ]


def support(text: Text) -> Parts:
    """What of a source counts toward the digit, and what is done where it was not yet read."""
    rules = (
        text(
            "Where a place is held, what bears out the holder counts; where it is besieged, the holder or the ring; "
            "where it is contested, the contest or the holder with the upper hand; where nobody holds it, the contest "
            "alone."
        ),
        text(
            "What counts must be near: of the same weeks, or within about a year. Where only texts from farther away "
            "bear a claim out, 4 is the best."
        ),
        text("Where no text bears it out, the claim is inferred: it would be a 6, and by U1 it names no holder."),
        text("A near text that contradicts a claim lowers 1 to 2, 2 to 3 and 3 to 4, and is shown with it."),
        text("A new name is graded by its own support or as the claim it renames, whichever is better."),
        text(
            "A claim without rows of evidence was not yet read. Until it is, each of its sources is taken to bear it "
            "out, near if it is undated or published from a year (366 days) before the claim’s first day to a year and "
            "a half (548 days) after."
        ),
        text("An event is graded by the same table over the origins of its sources."),
    )
    return [
        html.H3(text("Support, not mention")),
        html.P(
            text(
                "A source counts toward the digit only for what its text bears out. What that is was judged by reading "
                "it: the holder, the presence of another force, a ring, a contest, the date, only context, or the "
                "contrary."
            )
        ),
        html.Ul([html.Li(rule) for rule in rules]),
    ]


def dates(text: Text) -> Parts:
    """How dates are known, and what a new name is not."""
    body = [
        [text("day"), text("A source gives the day."), text("As that day.")],
        [text("month"), text("The month is known, the day is a placeholder."), text("Soft, by its month.")],
        [text("season"), text("About then, within some weeks."), text("Soft, with “about”.")],
        [text("year"), text("Only the year is known."), text("Soft, by its year.")],
    ]
    return [
        table([text("Precision"), text("Meaning"), text("How it is shown")], body),
        html.P(
            text(
                "A claim holds from its first day to the day before the place’s next claim; the last one to the end of "
                "the record. Where sources disagree about a date, one is chosen, and the note keeps the other and "
                "says why. No date is finer than its sources give it."
            )
        ),
        html.P(
            [
                html.Strong(text("A change of name is not a change of hands.")),
                " ",
                text(
                    "Where the same fighters go on under another name (MNLA to CMA, Ansar Dine and AQIM to JNIM, CMA "
                    "to CSP, CSP to FLA), the claim is a label change: the holder’s “since” goes on, and no capture is "
                    "drawn or counted. Nor is it a change of hands where the record only begins or ceases to know "
                    "who holds a place."
                ),
            ]
        ),
    ]


def clocks(stale_days: int, text: Text) -> Parts:
    """When it was true, when it could be known, when we wrote it; and when a state is stale."""
    kinds = [
        (
            text("When it was true:"),
            text("the day a claim holds from, and the day you ask for."),
        ),
        (
            text("When it could be known:"),
            text(
                "the earliest publication among the claim’s sources that can report it. A source dated to a month or a "
                "year counts from its last day, so that nothing is known too early; where all sources are older than "
                "the claim, the state is inferred to last, and counts from its own day. The date of an encyclopaedia’s "
                "page, which is rewritten without end, says nothing. A claim of which no source is dated is not yet "
                "known before the day we wrote it down."
            ),
        ),
        (
            text("As known on a day,"),
            text(
                "a claim is shown from its own day on, and graded by those of its sources that were out; the others "
                "are listed apart as published later. That a mission holds its own camp is public from its own day, "
                "and so is what it opens; sources without a date count for it from then. That a base was left or "
                "handed over is known from the first report of it. Events follow the rule of claims. Our notes were "
                "written later and are told apart; of our other texts, so is all from the first sentence that names a"
                " later day."
            ),
        ),
        (
            text("When we wrote it:"),
            text(
                "a correction withdraws a row and adds its successor; nothing is overwritten, and an earlier brief can "
                "be made again exactly."
            ),
        ),
    ]
    return [
        html.Ul([html.Li([html.Strong(name), " ", said]) for name, said in kinds]),
        html.P(
            [
                html.Strong(text("Staleness.")),
                " ",
                text(
                    "A state is stale once it has gone {days} days (a year and a half) without confirmation. Confirmed "
                    "it is by its own first day and by the latest publication among its sources; a base that its own "
                    "force holds, by its own row too. A stale state is carried forward, not observed; the card and the "
                    "list of places say so.",
                    days=stale_days,
                ),
            ]
        ),
    ]


def correcting(text: Text) -> Parts:
    """How a reader, or whoever keeps the tables, puts something right."""
    steps = [
        text("Find the claim: its card on the map, or its row in the records."),
        text("Write to whoever runs this server, with the place, the day, the source and what it says."),
        text(
            "In a checkout: add the source to geodata/tables/sources.csv, graded by the rule above; then the command "
            "below withdraws the row and adds its successor, with the reason in its note. It writes only if the whole "
            "record stays sound."
        ),
    ]
    command = 'python -m geodata correct CLAIM_ID --set column=value --because "why" --because-fr "pourquoi"'
    return [html.Ol([html.Li(step) for step in steps]), html.Pre(command, tabIndex=0)]
