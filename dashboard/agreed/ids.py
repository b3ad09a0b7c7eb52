"""Every component id of the page. Views and callbacks meet only here."""

LOCATION = "location"
VIEWPORT = "viewport"
PAGE = "page"
SINCE = "since"
SERVER = "server"
"""What the server says about its data."""

FINDING = "finding"
"""The headline of a view."""
MAP = "map"
TOOLTIP = "tooltip"
TIME = "time"
TICKS = "ticks"
DATE = "date"
PLAY = "play"
SEARCH = "search"
WORDS = "words"
SITUATION = "situation"
IN_WORDS = "in-words"
TIMELINE = "timeline"
TRENDS = "trends"
SPAN = "span"
"""The bar of the years, with which days the charts show."""
ANNOUNCER = "announcer"
CARD = "card"

START = "start"
"""Store with what the page's scripts need to begin: addresses and the view."""
STARTED = "started"
PLACE = "place"
"""Store with the id of the selected place, or None."""
CARDS = "cards"
"""Store with the cards of the selected place, one a state, and from which day each holds."""

GRID = "grid"
"""Where the grid of the records view stands once its script is there."""
GRID_WANTED = "grid-wanted"
"""Store with the grid and the address of its script."""
RECORDS = "records"
RECORDS_SEARCH = "records-search"
RECORDS_COUNT = "records-count"

QUESTION_DAYS = "question-days"
"""The two fields of the days that a question is about, with these days and those of the record."""
QUESTION_FROM = "question-from"
QUESTION_TO = "question-to"
QUESTION_PARTY = "question-party"

COMPARE = "compare"
MAP_LEFT = "map-left"
MAP_RIGHT = "map-right"
DIVIDER = "divider"
COMPARE_TRACK = "compare-track"
COMPARE_FROM = "compare-from"
COMPARE_TO = "compare-to"
COMPARED = "compared"
"""Store with the two days at rest, for the list of what changed between them."""
TOLD = "told"
"""Store with that list, as HTML, and the headline of the two days."""
CHANGE_LIST = "change-list"

MULTIPLES = "multiples"
SEVERAL_ADD = "several-add"
SEVERAL_CHOICE = "several-choice"

INCIDENTS_SAID = "incidents-said"
"""Where the panel says how many incidents of other data sets are in sight."""
INCIDENTS_KEY = "incidents-key"
INCIDENTS_LIST = "incidents-list"
INCIDENTS_OWN = "incidents-own"
"""Where a reader gives the page a file of their own; its status is ``incidents-own-said``."""
INCIDENTS_OWN_SAID = "incidents-own-said"
INCIDENTS_DENSITY = "incidents-density"
"""Where the line of time shows how many there are of each day."""
INCIDENTS_CREDIT = "incidents-credit"
"""The line below the map that says what is drawn of them and whom to credit."""

NOTES_TOOL = "notes-tool"
"""The row of tools for a reader's notes."""

STORY_TOOL = "story-tool"
"""The list of views that a reader puts together."""

FILTER_ACTORS = "filter-actors"
FILTER_CAMPS = "filter-camps"
FILTER_ALONE = "filter-alone"
FILTER_REGIONS = "filter-regions"
FILTER_KINDS = "filter-kinds"
FILTER_GRADE = "filter-grade"
FILTER_FRESH = "filter-fresh"
FILTER_AS = "filter-as"
FILTER_FROM_AS = "filter-from-as"
FILTER_FROM_KNOWN = "filter-from-known"
FILTER_KNOWN = "filter-known"
FILTERS = {
    "actors": FILTER_ACTORS,
    "camps": FILTER_CAMPS,
    "regions": FILTER_REGIONS,
    "kinds": FILTER_KINDS,
    "alone": FILTER_ALONE,
    "grade": FILTER_GRADE,
    "fresh": FILTER_FRESH,
    "as": FILTER_AS,
    "from_as": FILTER_FROM_AS,
}
"""The field of every part of the filter and the lens, by its parameter in the address; days are typed in fields of
their own kind."""

RECORDS_PAPER = "records-paper"
"""Where the rows stand when they are printed."""

EXPORT_MARKING = "export-marking"
EXPORT_HEADLINE = "export-headline"
EXPORT_SIZE = "export-size"
EXPORT_SAID = "export-said"
"""Where the export menu says how far it is."""
EXPORT_OWN = "export-own"
"""Where it says, while incidents of a reader's own file are drawn, that files are made without them."""
