"""What is on a slide, read back."""

from collections.abc import Iterable, Iterator

from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.shapes.base import BaseShape
from pptx.slide import Slide


def shapes_in(shapes: Iterable[BaseShape]) -> Iterator[BaseShape]:
    """Every shape, those in groups too."""
    for shape in shapes:
        yield shape
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            yield from shapes_in(shape.shapes)


def texts_in(shapes: Iterable[BaseShape]) -> list[str]:
    """Every text that is not empty."""
    return [shape.text_frame.text for shape in shapes_in(shapes) if shape.has_text_frame and shape.text_frame.text]


def said_on(slide: Slide) -> str:
    """All that a slide says, a line for each text."""
    return "\n".join(texts_in(slide.shapes))
