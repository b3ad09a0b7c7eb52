"""How one sheet of a deck follows another: shapes that keep their names move and change colour, elsewhere it fades.

PowerPoint calls that transition Morph; programs that do not know it take the fade beside it. Shapes are paired by
their names, which are the same on every sheet of a deck.
"""

from pptx.oxml import parse_xml
from pptx.slide import Slide

MORPH = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main">'
    '<mc:Choice xmlns:p159="http://schemas.microsoft.com/office/powerpoint/2015/09/main" Requires="p159">'
    '<p:transition spd="slow"><p159:morph option="byObject"/></p:transition></mc:Choice>'
    '<mc:Fallback><p:transition spd="slow"><p:fade/></p:transition></mc:Fallback></mc:AlternateContent>'
)


def morph_into(slide: Slide) -> None:
    """Have a slide come out of the one before it."""
    slide._element.find("{*}clrMapOvr").addnext(parse_xml(MORPH))
