"""The image under the map."""

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from geodata.building import publishing

LAYERS = Path(publishing.__file__).parents[1] / "layers"


def test_the_relief_is_calm_light_and_has_its_corners():
    corners = json.loads((LAYERS / "relief.json").read_text(encoding="utf-8"))
    assert [corners[side] for side in ("west", "south", "east", "north")] == [-13, 9.8, 7.5, 25.5]
    with Image.open(LAYERS / "relief.jpg") as image:
        assert image.size == (corners["width"], corners["height"])
        assert image.info.get("progressive")
        light = np.asarray(image.convert("L"), dtype=float)
        colour = np.asarray(image, dtype=float)
    assert 225 <= light.mean() <= 235
    assert 4 <= light.std() <= 9  # the hills can be seen, and nothing more
    assert (colour.max(axis=2) - colour.min(axis=2)).max() < 40
    assert image.width / image.height == pytest.approx((7.5 + 13) / (25.5 - 9.8), rel=1e-3)
