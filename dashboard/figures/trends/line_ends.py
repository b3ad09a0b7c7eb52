"""Names at the ends of lines, moved apart where they would meet."""

from collections.abc import Sequence


def apart(wanted: Sequence[tuple[float, float]], floor: float) -> list[float]:
    """Middles of labels near where they are wanted, none touching, none below the floor.

    Parameters
    ----------
    wanted
        Middle and height of each label in pixels from the top, in that order.
    floor
        How far down the lowest may reach.
    """
    middles: list[float] = []
    edge = float("-inf")
    for middle, height in wanted:
        middles.append(max(middle, edge + height / 2))
        edge = middles[-1] + height / 2
    for number in range(len(wanted) - 1, -1, -1):
        height = wanted[number][1]
        middles[number] = min(middles[number], floor - height / 2)
        floor = middles[number] - height / 2
    return middles
