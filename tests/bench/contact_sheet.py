"""Every view at every size, in both languages and on both grounds, on one small picture: docs/contact-sheet.jpg.

Run by ``make pictures``. What a change has done to the look of a view that nobody opened is seen here at a glance.
"""

import io
from itertools import product
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tests.driving import CHROMIUMS, ROOT, Served, Sheet, launch, serving

FILE = ROOT / "docs" / "contact-sheet.jpg"
VIEWS = {
    "on=2023-11-14": "#map[data-on]",
    "view=compare&from=2022-01-01&to=2023-12-31": "#compare[data-from]",
    "view=compare&mode=change&from=2022-01-01&to=2023-12-31": "#compare[data-from]",
    "view=timeline&on=2023-11-14": "[data-charts][data-on]",
    "view=trends&on=2023-11-14": "[data-charts][data-on]",
    "view=records": "#records .ag-row",
    "view=method": ".method .coverage",
}
"""What is looked at, and what shows that it is there."""
SIZES = ((1280, 720), (1366, 768), (1440, 900), (1920, 1080), (390, 844))
LANGUAGES, THEMES = ("en", "fr"), ("light", "dark")
HIGH, GAP = 132, 6
"""Pixels of a row, and between two pictures."""
QUALITY = 62


def rows(browser: Browser, served: Served) -> list[list[Image.Image]]:
    """The pictures: a row a view and ground, in the order of :data:`THEMES` and :data:`VIEWS`."""
    found = [[] for _ in product(THEMES, VIEWS)]
    for size, language in product(SIZES, LANGUAGES):
        page = browser.new_page(viewport={"width": size[0], "height": size[1]})
        sheet = Sheet(page, served.url)
        for row, (theme, (query, shows)) in zip(found, product(THEMES, VIEWS.items()), strict=True):
            sheet.visit(f"{query}&lang={language}&theme={theme}", shows)
            picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
            row.append(picture.resize((round(size[0] * HIGH / size[1]), HIGH), Image.Resampling.LANCZOS))
        page.close()
    return found


def laid_out(pictures: list[list[Image.Image]]) -> Image.Image:
    """All of them on one."""
    wide = GAP + max(sum(one.width + GAP for one in row) for row in pictures)
    whole = Image.new("RGB", (wide, GAP + len(pictures) * (HIGH + GAP)), "#8a8a8a")
    for number, row in enumerate(pictures):
        left = GAP
        for one in row:
            whole.paste(one, (left, GAP + number * (HIGH + GAP)))
            left += one.width + GAP
    return whole


def main(file: Path = FILE) -> None:
    """Take the pictures and write the file."""
    with serving() as served, sync_playwright() as playwright:
        browser = launch(playwright, names=CHROMIUMS)
        laid_out(rows(browser, served)).save(file, quality=QUALITY, optimize=True)
        browser.close()


if __name__ == "__main__":
    main()
