/* Incidents of other data sets over the map, on a canvas of their own. It is painted with every day and with every move of
   the ground, from columns of numbers. */
(() => {
  const mali = (window.mali ??= {});
  const [POINT, AREA] = [0, 2]; // how exactly an incident is placed, as the columns have it; 1 is near
  const AROUND = 0.6; // pixels of light ground around a disc
  const HALF = 8; // pixels from the middle of a picture to its edge
  const INK = "#111111"; // of the ring around one of the list
  const REACH = 8; // pixels from a mark to the pointer
  const CHOSEN = 11; // pixels of radius of the ring around one of the list
  let canvas = null;
  let pen = null;
  let painter = null;
  let sheet = null;
  let pictures = new Map(); // by look and precision
  let ratio = 0;
  let isClear = true;
  let ringed = null;
  let isDue = false;

  const circle = (own, radius) => {
    own.beginPath();
    own.arc(0, 0, radius, 0, 2 * Math.PI);
  };

  /* Of what size marks are, as on the sheets. */
  const sizes = () => painter.graph.layout.meta.incidents;

  const dot = (own, { colour, other }) => {
    const { disc, rim, edge } = sizes();
    circle(own, disc / 2 + rim / 2 + AROUND);
    own.fillStyle = mali.theme.colour(edge);
    own.fill();
    circle(own, disc / 2);
    own.fillStyle = colour;
    own.fill();
    own.lineWidth = rim;
    own.strokeStyle = other ?? mali.theme.colour(edge);
    own.stroke();
  };

  const rings = (own, { colour, other }) => {
    const { ring, inner, line } = sizes();
    own.lineWidth = line;
    for (const [across, hue] of [[ring, colour], [inner, other]]) {
      if (!hue) continue;
      circle(own, across / 2);
      own.strokeStyle = hue;
      own.stroke();
    }
  };

  const picture = (sides, isPoint) => {
    const key = `${sides.colour}${sides.other}${isPoint}`;
    if (!pictures.has(key)) pictures.set(key, mali.stamps.stamp((own) => (isPoint ? dot : rings)(own, sides), HALF, ratio));
    return pictures.get(key);
  };

  const fit = ({ wide, high }) => {
    const { width, height } = painter.graph._fullLayout;
    if (ratio !== window.devicePixelRatio) pictures = new Map();
    ratio = window.devicePixelRatio;
    const size = [width, height, wide, high].map((pixels) => Math.max(1, Math.round(pixels * ratio)));
    if (canvas.width !== size[0]) canvas.width = size[0];
    if (canvas.height !== size[1]) canvas.height = size[1];
    if (sheet?.wide !== size[2] || sheet.high !== size[3]) sheet = mali.stamps.sheetOf(size[2], size[3]);
    Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
  };

  /* The ground as it is shown: pixels of its corner and size, and of a degree. */
  const ground = () => {
    const { xaxis, yaxis } = painter.graph._fullLayout;
    const [[west, east], [south, north]] = [xaxis.range, yaxis.range];
    const [wide, high] = [xaxis._length, yaxis._length];
    return { left: xaxis._offset, top: yaxis._offset, wide, high, west, north, across: wide / (east - west), up: high / (north - south) };
  };

  /* Call with the number and pixels on the ground of each incident of the days that lies in sight. */
  const eachInSight = (view, visit) => {
    const { lon, lat } = mali.incidents.series;
    const { wide, high, west, north, across, up } = view;
    mali.incidents.each(mali.clock.day, (index) => {
      const [x, y] = [(lon[index] - west) * across, (north - lat[index]) * up];
      if (x >= 0 && y >= 0 && x <= wide && y <= high) visit(index, x, y);
    });
  };

  const paint = () => {
    isDue = false;
    if (!canvas?.isConnected) return;
    const isOn = mali.incidents.isOn();
    if (!isOn && isClear) return;
    const view = ground();
    fit(view);
    pen.clearRect(0, 0, canvas.width, canvas.height);
    isClear = !isOn;
    if (!isOn) return;
    sheet.wipe();
    marks(view);
    pen.putImageData(sheet.image, Math.round(view.left * ratio), Math.round(view.top * ratio));
    if (ringed !== null) ringOn(view);
  };

  /* Rings first, so that no dot is lost under them. */
  const marks = (view) => {
    const { precise, sides, allSides } = mali.incidents.series;
    const looks = [[], []];
    const exact = [];
    eachInSight(view, (index, x, y) => {
      if (precise[index] === AREA) return;
      const isPoint = precise[index] === POINT;
      const look = (looks[Number(isPoint)][sides[index]] ??= picture(allSides[sides[index]], isPoint));
      if (isPoint) exact.push(look, x, y);
      else sheet.put(look, Math.round(x * ratio), Math.round(y * ratio));
    });
    for (let at = 0; at < exact.length; at += 3) sheet.put(exact[at], Math.round(exact[at + 1] * ratio), Math.round(exact[at + 2] * ratio));
  };

  const ringOn = ({ left, top, west, north, across, up }) => {
    const { precise, lon, lat } = mali.incidents.series;
    if (precise[ringed] === AREA) return;
    pen.lineWidth = 2 * ratio;
    pen.strokeStyle = mali.theme.colour(INK);
    pen.beginPath();
    pen.arc((left + (lon[ringed] - west) * across) * ratio, (top + (north - lat[ringed]) * up) * ratio, CHOSEN * ratio, 0, 2 * Math.PI);
    pen.stroke();
  };

  /* Once whoever asks has said all, however many do. */
  const soon = () => {
    if (isDue) return;
    isDue = true;
    queueMicrotask(paint);
  };

  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    pictures = new Map();
    soon();
  });

  mali.incidentsLayer = {
    begin(ofMap) {
      painter = ofMap;
      const { graph } = painter;
      graph.querySelector("canvas.incidents-layer")?.remove();
      canvas = document.createElement("canvas");
      canvas.className = "incidents-layer";
      canvas.setAttribute("aria-hidden", "true");
      graph.querySelector(".gl-container").append(canvas);
      pen = canvas.getContext("2d", { willReadFrequently: true });
      isClear = true;
      ringed = null;
      pictures = new Map(); // the ground may be another
      for (const moment of ["plotly_afterplot", "plotly_relayouting", "plotly_relayout"]) graph.on(moment, soon);
    },

    paint: soon,

    /* Ring an incident by its number, or none. */
    ring(index) {
      ringed = index;
      soon();
    },

    /* The incidents in sight by number: those that are drawn, and those that have no spot. */
    sight() {
      const found = { drawn: [], counted: [] };
      const { precise } = mali.incidents.series;
      eachInSight(ground(), (index) => (precise[index] === AREA ? found.counted : found.drawn).push(index));
      return found;
    },

    /* Those that are drawn within reach of the pointer, by number, the nearest first. */
    under({ clientX, clientY }) {
      const box = painter.graph.getBoundingClientRect();
      const view = ground();
      const [px, py] = [clientX - box.left - view.left, clientY - box.top - view.top];
      const { precise } = mali.incidents.series;
      const near = [];
      eachInSight(view, (index, x, y) => {
        const distance = Math.hypot(x - px, y - py);
        if (precise[index] !== AREA && distance <= REACH) near.push([Math.round(distance), index]);
      });
      return near.sort(([one, index], [other, before]) => one - other || before - index).map(([, index]) => index);
    },
  };
})();
