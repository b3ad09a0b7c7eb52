"""What several tests ask of shapes and of tables through time, and the program itself does not."""

from datetime import date

import geopandas as gpd
import pandas as pd
import shapely


def is_right_hand(shapes: gpd.GeoSeries) -> bool:
    """Whether all outer rings run anticlockwise and all holes clockwise."""
    polygons = shapely.get_parts(shapes.array)
    outer = all(shapely.is_ccw(one.exterior) for one in polygons)
    return outer and not any(shapely.is_ccw(hole) for one in polygons for hole in one.interiors)


def on_day(frame: pd.DataFrame, day: date) -> pd.DataFrame:
    """The rows of a table of shares that hold on a day."""
    iso = day.isoformat()
    return frame[(frame["since"] <= iso) & (frame["until"] >= iso)]
