"""The columns of the records' grids and the words of the grid itself, in the page's language."""

from dashboard.asked.view import Table
from dashboard.text import Text

Column = dict[str, object]

SLIM: dict[str, Column] = {
    "place": {"width": 108},
    "from": {"width": 112},
    "precision": {"hide": True},
    "region": {"hide": True},
    "before": {"hide": True},
    "holder": {"width": 118},
    "date": {"pinned": None, "width": 112},
    "category": {"width": 112},
    "title": {"width": 230},
    "claim": {"width": 300},
    "summary": {"width": 300},
}
"""What differs on a phone, by field."""
FIRST_ON_PHONE = {"place", "from", "holder", "claim", "date", "title", "summary", "published", "publisher"}
"""What stands first there; the rest keeps its order behind."""


def columns(table: Table, text: Text, *, narrow: bool) -> list[Column]:
    """The column definitions of a table; on a phone they are slimmer and the lesser ones left out."""
    made = {Table.CLAIMS: _claims, Table.EVENTS: _events, Table.SOURCES: _sources}[table](text)
    if narrow:
        made = [column | SLIM.get(column["field"], {}) for column in made if not column.pop("lesser", False)]
        made.sort(key=lambda column: column["field"] not in FIRST_ON_PHONE)
    for column in made:
        column.pop("lesser", None)
    return made


def _column(field: str, name: str, width: int, **more: object) -> Column:
    return {"field": field, "headerName": name, "width": width} | more


def _long(field: str, name: str, width: int, **more: object) -> Column:
    """A column of sentences, in as many lines as they need."""
    return _column(field, name, width, **WRAPPED, **more)


def _dated(field: str, name: str, **more: object) -> Column:
    """A column of dates that are sorted and filtered as days, however exactly they are known."""
    comparing = {"comparator": {"function": "maliSameDay"}, "buttons": ["reset"]}
    return _column(
        field,
        name,
        118,
        floatingFilter=False,
        filter="agDateColumnFilter",
        filterParams=comparing,
        comparator={"function": "maliByDay"},
        cellClass="figures",
        **more,
    )


def _only_in_files(field: str, name: str) -> Column:
    """A column of the download. One ``x_day`` takes the place of ``x``: whole days, their precision beside them."""
    return _column(field, name, 100, hide=True)


def _counted(field: str, name: str, **more: object) -> Column:
    return _column(
        field,
        name,
        96,
        floatingFilter=False,
        filter="agNumberColumnFilter",
        filterParams={"buttons": ["reset"]},
        **more,
    )


WRAPPED = {"wrapText": True, "autoHeight": True, "cellClass": "sentence"}
GRADED = {"cellRenderer": "MaliGrade"}
LEADS = {"cellRenderer": "MaliLead"}
"""The cell leads to the row's day and place on the map."""


def _claims(text: Text) -> list[Column]:
    return [
        _column("place", text("Place"), 134, pinned="left", **WRAPPED, **LEADS),
        _column("region", text("Region"), 116),
        _dated("from", text("From"), **LEADS),
        _only_in_files("from_day", text("From")),
        _column("until", text("Until"), 104, lesser=True, cellClass="figures", filter=False, sortable=True),
        _column("precision", text("Precision"), 92),
        _column("holder", text("Holder"), 118, cellRenderer="MaliHolder"),
        _column("before", text("Holder before"), 110),
        _column("status", text("Status"), 98),
        _column("contested_by", text("Contested by"), 116, **WRAPPED),
        _column("present", text("Present"), 136, **WRAPPED, lesser=True),
        _column("grade", text("Grade"), 78, **GRADED),
        _column("single", text("Single source"), 84),
        _long("claim", text("Claim"), 440),
        _long("note", text("Doubts"), 460, lesser=True),
        _long("sources", text("Sources"), 420),
        _only_in_files("place_id", text("Place (id)")),
        _only_in_files("claim_id", text("Claim (id)")),
        _only_in_files("source_ids", text("Sources (ids)")),
        _only_in_files("addresses", text("Sources (addresses)")),
    ]


def _events(text: Text) -> list[Column]:
    return [
        _dated("date", text("Date"), pinned="left", **LEADS),
        _only_in_files("date_day", text("Date")),
        _only_in_files("precision", text("Precision")),
        _column("until", text("Until"), 104, lesser=True, cellClass="figures", filter=False),
        _column("category", text("Category"), 130, **WRAPPED),
        _long("title", text("Title"), 240, **LEADS),
        _long("summary", text("Summary"), 420),
        _column("places", text("Places"), 160, **WRAPPED),
        _column("actors", text("Actors"), 150, **WRAPPED),
        _long("sources", text("Sources"), 420, lesser=True),
        _only_in_files("event_id", text("Event (id)")),
        _only_in_files("place_ids", text("Places (ids)")),
        _only_in_files("source_ids", text("Sources (ids)")),
        _only_in_files("addresses", text("Sources (addresses)")),
    ]


def _sources(text: Text) -> list[Column]:
    return [
        _dated("published", text("Published")),
        _only_in_files("published_day", text("Published")),
        _only_in_files("precision", text("Precision")),
        _column("publisher", text("Publisher"), 190, **WRAPPED),
        _long("title", text("Title"), 440, cellRenderer="MaliSource"),
        _column("language", text("Language"), 110, lesser=True),
        _column("reliability", text("Reliability"), 106, **GRADED),
        _column("party", text("Word of a party"), 118),
        _column("reprint", text("Reprint"), 96),
        _counted("claims", text("Claims")),
        _counted("events", text("Events")),
        _long("note", text("Note"), 460, lesser=True),
        _only_in_files("source_id", text("Source (id)")),
        _only_in_files("address", text("Address")),
    ]


def grid_words(text: Text) -> dict[str, str]:
    """What the grid itself says, by its own keys."""
    return {
        "contains": text("Contains"),
        "notContains": text("Does not contain"),
        "equals": text("Equals"),
        "notEqual": text("Does not equal"),
        "startsWith": text("Begins with"),
        "endsWith": text("Ends with"),
        "blank": text("Empty"),
        "notBlank": text("Not empty"),
        "before": text("Before"),
        "after": text("After"),
        "inRange": text("Between"),
        "inRangeStart": text("from"),
        "inRangeEnd": text("to"),
        "lessThan": text("Less than"),
        "lessThanOrEqual": text("At most"),
        "greaterThan": text("More than"),
        "greaterThanOrEqual": text("At least"),
        "andCondition": text("and"),
        "orCondition": text("or"),
        "filterOoo": text("Filter …"),
        "dateFormatOoo": text("yyyy-mm-dd"),
        "resetFilter": text("Clear"),
        "noRowsToShow": text("No rows under this filter."),
        "noMatchingRows": text("No rows under this filter."),
        "ariaFilterInput": text("Filter"),
        "ariaColumnFiltered": text("Column is filtered"),
        "ariaDateFilterInput": text("Filter by date"),
        "ariaFilteringOperator": text("How to compare"),
        "ariaFilterValue": text("Filter value"),
        "ariaFilterFromValue": text("From"),
        "ariaFilterToValue": text("To"),
        "ariaFilterMenuOpen": text("Open the filter"),
        "ariaSortableColumn": text("Press Enter to sort"),
        "filterSummaryInRangeValues": "({0}, {1})",
    }
