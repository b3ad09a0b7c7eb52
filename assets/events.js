/* Stars at the places of events, for their days: which are up, what they say, and which lies under the pointer. */
(() => {
  const mali = (window.mali ??= {});
  let gd = null;
  let where = null;
  let marks = null;
  let nodes = [];
  let shown = [];

  const numberOn = (index, day) => mali.valueOn(marks.runs[index], day);
  const isOn = () => mali.map.layerIsOn("events");

  /* Plotly draws everything anew after a zoom. */
  const find = () => {
    nodes = [...gd.querySelectorAll(`.trace${CSS.escape(gd.data[where.trace].uid)} path.point`)];
    shown = [];
  };

  const paint = (day) => {
    where.places.forEach((_, index) => {
      const up = numberOn(index, day) > 0 ? 1 : 0;
      if (shown[index] === up) return;
      shown[index] = up;
      gd.data[where.trace].marker.opacity[index] = up;
      mali.reveal(nodes[index], up);
    });
  };

  mali.events = {
    begin(graph, payload) {
      gd = graph;
      where = gd.layout.meta.events;
      marks = payload.marks;
      gd.data[where.trace].marker.opacity = [...gd.data[where.trace].marker.opacity];
      find();
      mali.clock.onPaint(paint);
      gd.on("plotly_afterplot", find);
    },

    get graph() {
      return gd;
    },

    /* Whether a star is up within a ground. */
    any(day, ground) {
      const { x, y } = gd.data[where.trace];
      return isOn() && where.places.some((_, index) => numberOn(index, day) > 0 && mali.sight.holds(ground, x[index], y[index]));
    },

    /* The nearest star within reach of a point of the plot, in pixels: its place, its words and how far it is. */
    under(px, py, { box, x, y }, reach) {
      if (!isOn()) return null;
      const stars = gd.data[where.trace];
      let best = null;
      where.places.forEach((place, index) => {
        const number = numberOn(index, mali.clock.day);
        if (!number) return;
        const [angle, away] = where.asides[index];
        const turn = (angle * Math.PI) / 180;
        const sx = ((stars.x[index] - x[0]) / (x[1] - x[0])) * box.width - Math.sin(turn) * away;
        const sy = ((y[1] - stars.y[index]) / (y[1] - y[0])) * box.height + Math.cos(turn) * away;
        const distance = Math.hypot(sx - px, sy - py);
        if (distance < (best?.distance ?? reach)) best = { place, said: marks.said[number], distance };
      });
      return best;
    },
  };
})();
