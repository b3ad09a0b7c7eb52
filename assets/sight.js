/* What of a figure lies within the ground that it shows: its legend speaks of nothing else. The sheets have the same rule. */
(() => {
  const mali = (window.mali ??= {});

  const holds = ({ x, y }, lon, lat) => x[0] <= lon && lon <= x[1] && y[0] <= lat && lat <= y[1];

  /* The lines of an outline; a null stands between its rings, which are closed. */
  const someLine = ({ x, y }, test) => {
    for (let i = 1; i < x.length; i++) if (x[i - 1] !== null && x[i] !== null && test(x[i - 1], y[i - 1], x[i], y[i])) return true;
    return false;
  };

  /* Whether anything is left of a line after the four sides of a ground have cut it (Liang and Barsky). */
  const crosses = ({ x: [west, east], y: [south, north] }) => (x0, y0, x1, y1) => {
    let [from, to] = [0, 1];
    for (const [way, room] of [[x0 - x1, x0 - west], [x1 - x0, east - x0], [y0 - y1, y0 - south], [y1 - y0, north - y0]]) {
      if (way < 0) from = Math.max(from, room / way);
      else if (way > 0) to = Math.min(to, room / way);
      else if (room < 0) return false;
    }
    return from <= to;
  };

  /* Whether a position lies in an area. */
  const inside = (outline, lon, lat) => {
    let within = false;
    someLine(outline, (x0, y0, x1, y1) => {
      if (y0 > lat !== y1 > lat && lon < ((x1 - x0) * (lat - y0)) / (y1 - y0) + x0) within = !within;
      return false;
    });
    return within;
  };

  mali.sight = {
    holds,
    inside,
    /* Whether an area reaches into a ground: its edge does, or the ground lies in it. */
    reaches: (outline, ground) => someLine(outline, crosses(ground)) || inside(outline, ground.x[0], ground.y[0]),
  };
})();
