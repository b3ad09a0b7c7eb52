"""The image under the map: a shaded relief made calm enough to carry colours."""

import io
from collections.abc import Mapping

import numpy as np
from PIL import Image

SAND = np.array([1.022, 0.998, 0.955], dtype="float32")  # red, green, blue of the relief's tint


def relief(jpeg: bytes, edges: Mapping[str, float]) -> Image.Image:
    """The hillshade as a calm ground for colours: broad tones taken out, local ones evened, warm and light.

    The source is plate carrée, 30 pixels a degree; its green lowlands are darker than its deserts, which would read
    as data under a coloured map. So only the local light and shade is kept.
    """
    source = Image.open(io.BytesIO(jpeg))
    margin = 60  # pixels around the window, so that its edges are filtered like its middle
    left, right = (round((edges[side] + 180) * 30) for side in ("west", "east"))
    top, bottom = (round((90 - edges[side]) * 30) for side in ("north", "south"))
    grey = source.crop((left - margin, top - margin, right + margin, bottom + margin)).convert("L")
    tone = np.pad(np.asarray(grey, dtype="float32"), 1, mode="edge")
    tone = (tone[:-2] + 2 * tone[1:-1] + tone[2:]) / 4  # a soft 3 x 3 filter against the source's JPEG blocks
    tone = (tone[:, :-2] + 2 * tone[:, 1:-1] + tone[:, 2:]) / 4
    broad = _lowpass(tone, 30)
    local = tone - broad
    strength = np.sqrt(np.maximum(_lowpass(local**2, 45), 0))
    shade = 2.2 * np.tanh(local / np.hypot(strength, 9) / 2.2)
    shade = 17 * shade + 3 * np.tanh((broad - broad.mean()) / 15)
    box = (margin, margin, margin + right - left, margin + bottom - top)
    size = (3 * (right - left), 3 * (bottom - top))
    light = np.asarray(Image.fromarray(shade).resize(size, Image.Resampling.BICUBIC, box=box))
    light = light - light.mean() + 229
    return Image.fromarray(np.clip(light[..., None] * SAND, 0, 255).round().astype("uint8"))


def _lowpass(tone: np.ndarray, pixels: int) -> np.ndarray:
    height, width = tone.shape
    small = Image.fromarray(tone).resize((width // pixels, height // pixels), Image.Resampling.BOX)
    return np.asarray(small.resize((width, height), Image.Resampling.BICUBIC))
