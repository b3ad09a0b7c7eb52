"""What ``python -m dashboard brief`` takes; what it does (:mod:`dashboard.export.command`) is loaded when it is done.

The server is started by the same command line and has no use for slides and images: see the workshop.
"""

import argparse
from pathlib import Path

from dashboard.asked.size import SIZES
from dashboard.export.order import KINDS
from dashboard.export.request import BURNT, EVERY
from dashboard.text import LANGUAGES

RUN = "dashboard.export.command:run"
EXAMPLES = """examples:
  python -m dashboard brief --on 2023-11-14 --lang fr kidal.pptx
  python -m dashboard brief --from 2023-08-01 --to 2023-12-31 --every change deck.pptx
  python -m dashboard brief --days 2023-08-01,2023-10-01,2023-11-14,2023-12-31 autumn.png
  python -m dashboard brief --on 2023-11-14 --size a4 kidal.pdf
  python -m dashboard brief --story turning-points --lang fr story.pptx
  python -m dashboard brief --check deck.pptx"""


def add_command(commands: argparse._SubParsersAction) -> None:
    """Add the command to those of ``python -m dashboard``."""
    parser = commands.add_parser(
        "brief",
        help="write a briefing sheet or deck",
        description="Write a briefing sheet or deck, or check one.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--on", metavar="DAY", help="the day of a single sheet, YYYY-MM-DD")
    parser.add_argument("--from", dest="after", metavar="DAY", help="the first day of a deck")
    parser.add_argument("--to", dest="until", metavar="DAY", help="the last day of a deck")
    parser.add_argument("--days", metavar="DAYS", help="2 to 12 days on one sheet, YYYY-MM-DD,YYYY-MM-DD,…")
    parser.add_argument("--every", choices=EVERY, help="the steps of a deck; month if not said")
    parser.add_argument("--lang", choices=LANGUAGES, help="the language; DEFAULT_LANG if not said")
    parser.add_argument("--view", metavar="QUERY", default="", help="any other part of the view, as in its address")
    parser.add_argument("--notes", metavar="FILE", type=Path, help="notes of a reader to draw, a .notes.json")
    parser.add_argument("--story", metavar="FILE", help="a story, a .story.json; or turning-points, which comes along")
    parser.add_argument("--size", choices=SIZES, help="the size of the sheets; 16x9 if not said")
    parser.add_argument("--captions", choices=[BURNT], help="the captions of a clip in its pictures, not beside it")
    parser.add_argument("--marking", help="handling marking at top and bottom; MARKING if not said")
    parser.add_argument("--address", default="", help="address of the app, to lead back to the view")
    parser.add_argument("--check", action="store_true", help="say whether the record still says what FILE says")
    parser.add_argument("file", metavar="FILE", type=Path, help=f"{', '.join(KINDS)}")
    parser.set_defaults(command=RUN)
