/* The headline of the map: what changes on the day, else what holds, of places that are in sight. */
(() => {
  const mali = (window.mali ??= {});

  /* Says for any day what a painter's map says, from the payload of all days. */
  const teller = ({ standing, says }, painter) => {
    const spots = new Map(); // the numbers of a place's marker and areas
    const spot = (place) => spots.get(place) ?? spots.set(place, { points: [], areas: [] }).get(place);
    painter.meta.point_places.forEach((place, index) => spot(place).points.push(index));
    painter.meta.area_places.forEach((place, index) => place && spot(place).areas.push(index));
    const inSight = (place) => spot(place).points.some(painter.pointIsSeen) || spot(place).areas.some(painter.areaIsSeen);
    return (day) => {
      const told = [...(mali.changes.on(day)?.told ?? []), ...standing.told[mali.valueOn(standing.runs, day)]];
      return told.find(({ places }) => places.every(inSight))?.said ?? says.measured;
    };
  };

  mali.finding = {
    teller,
    begin(payload, painter) {
      const node = document.querySelector("#finding[data-moves]");
      if (!node) return; // the reader's own stands there, whatever the day
      const tell = teller(payload, painter);
      mali.clock.onPaint((day) => {
        const said = tell(day);
        if (node.textContent !== said) node.textContent = said;
      });
    },
  };
})();
