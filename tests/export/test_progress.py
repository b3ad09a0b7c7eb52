"""How far a file is can be asked of any worker while it is made, and of nobody else's file."""

import shutil
import threading
import time

import pytest

from dashboard.app import create_app
from dashboard.config import Settings
from dashboard.export.progress import Board, teller
from dashboard.hosting.state_folder import StateFolder

TICKET = "0123456789abcdef"


def test_what_the_maker_tells_can_be_read(tmp_path):
    board = Board(StateFolder(tmp_path))
    assert board.told(TICKET) is None
    teller(board.slip(TICKET))(3, 12)
    assert board.told(TICKET) == (3, 12)


@pytest.mark.parametrize(
    "ticket", ["", "../../etc/passwd", "0123456789ABCDEF", "0123456789abcde", "0123456789abcdef\n", "é" * 16]
)
def test_only_a_ticket_of_ours_has_a_slip(ticket, tmp_path):
    assert Board(StateFolder(tmp_path)).slip(ticket) is None


def test_where_the_folder_is_gone_nothing_is_told_and_nothing_fails_and_the_next_slip_makes_it_again(tmp_path):
    board = Board(StateFolder(tmp_path))
    slip = board.slip(TICKET)
    shutil.rmtree(tmp_path)
    teller(slip)(3, 12)
    assert board.told(TICKET) is None
    teller(board.slip(TICKET))(4, 12)
    assert board.told(TICKET) == (4, 12)


def test_nobody_is_told_where_nobody_asked():
    teller(None)(1, 2)


def test_a_deck_can_be_followed():
    server = create_app(Settings()).server
    deck = []

    def fetch():
        query = f"from=2022-01-01&to=2023-12-31&every=month&ticket={TICKET}"
        deck.append(server.test_client().get(f"/brief.pptx?{query}"))

    maker = threading.Thread(target=fetch)
    maker.start()
    seen = set()
    while maker.is_alive():
        answer = server.test_client().get(f"/api/progress/{TICKET}").json
        seen.add((answer["done"], answer["of"]))
        time.sleep(0.05)
    assert deck[0].status_code == 200
    assert {of for _, of in seen} == {0, 25}
    assert len(seen) > 5
    assert server.test_client().get(f"/api/progress/{TICKET}").json == {"done": 0, "of": 0}
