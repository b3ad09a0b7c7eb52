"""Five hundred who want a file at once: each gets the right one or is told when to come again; readers go on."""

import asyncio
import re
import zipfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from io import BytesIO

import pytest
from driving import Served, serving
from period import FIRST

CROWD = 500
PATIENCE = 60
Answer = tuple[int, dict[str, str], bytes]


@pytest.fixture(scope="module")
def app() -> Served:
    with serving(EXPORTS_PER_MINUTE="400") as served:
        yield served


async def ask(port: int, target: str) -> Answer:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
    head, _, body = (await asyncio.wait_for(reader.read(), PATIENCE)).partition(b"\r\n\r\n")
    writer.close()
    first, *lines = head.decode("latin-1").split("\r\n")
    return int(first.split()[1]), dict(line.lower().split(": ", 1) for line in lines), body


async def crowd(port: int, days: list[date]) -> tuple[list[Answer], list[Answer]]:
    asked = [asyncio.create_task(ask(port, f"/brief.pptx?on={day}")) for day in days]
    readers = [await ask(port, "/healthz") for _ in range(20)]
    return await asyncio.gather(*asked), readers


def test_each_of_five_hundred_gets_the_right_file_or_a_clear_refusal(app):
    days = [FIRST + timedelta(days=9 * number) for number in range(CROWD)]
    port = int(re.search(r":(\d+)/", app.url)[1])
    with ThreadPoolExecutor(1) as apart:  # a browser that was driven before keeps a loop in this thread
        answers, readers = apart.submit(lambda: asyncio.run(crowd(port, days))).result()
    for day, (status, headers, body) in zip(days, answers, strict=True):
        if status == 200:
            assert f"_{day}_" in headers["content-disposition"]
            assert zipfile.ZipFile(BytesIO(body)).testzip() is None
        else:
            assert status in (429, 503), body
            assert int(headers["retry-after"]) > 0
    found = Counter(status for status, _, _ in answers)
    assert found[200] > 0
    assert found[503] > 0
    assert {status for status, _, _ in readers} == {200}
