/* Two figures with one pan and zoom, side by side or on top of each other with a divider to draw across. */
(() => {
  const mali = (window.mali ??= {});
  const NEAR = 1e-6; // degrees within which two views are the same
  const KEYS = { ArrowLeft: -2, ArrowDown: -2, ArrowRight: 2, ArrowUp: 2, PageDown: -10, PageUp: 10, Home: -100, End: 100 };
  const MIDDLE = 1.5; // degrees east, across Kidal: where the divider stands at first
  const TRUE_AT = Math.cos((18.5 * Math.PI) / 180);
  let root = null;
  let painters = [];
  let leader = null;
  let queued = false;
  let at = 50;

  const isSeen = (painter) => painter.graph.offsetParent !== null;
  const isSame = (one, other) => ["xaxis.range", "yaxis.range"].every((axis) => one[axis].every((degrees, end) => Math.abs(degrees - other[axis][end]) < NEAR));

  /* The other figure takes the view of the one that is being moved. */
  const follow = async () => {
    const moved = leader;
    const other = painters.find((painter) => painter !== moved);
    const ranges = moved.ranges();
    if (isSeen(other) && !isSame(ranges, other.ranges())) await window.Plotly.relayout(other.graph, ranges);
    queued = false;
    if (!isSame(ranges, moved.ranges())) lead(moved);
  };

  const lead = (painter) => {
    if (queued) return;
    queued = true;
    leader = painter;
    requestAnimationFrame(follow);
  };

  /* The view of a figure of another shape: the same middle and height, as wide as the plot allows. */
  const fitted = (ranges, graph) => {
    const [y0, y1] = ranges["yaxis.range"];
    const [x0, x1] = ranges["xaxis.range"];
    const { _size: size } = graph._fullLayout;
    const half = ((y1 - y0) * size.w) / size.h / TRUE_AT / 2;
    const middle = (x0 + x1) / 2;
    return { "xaxis.range": [middle - half, middle + half], "yaxis.range": [y0, y1] };
  };

  /* In a swipe each half of the title band says its own day. */
  const dateSpot = (painter) => {
    const note = painter.graph.layout.annotations.findIndex((one) => one.name === "date");
    const right = root.dataset.mode === "swipe" && painter === painters[1];
    return { [`annotations[${note}].x`]: right ? 0.5 : 0 };
  };

  const divide = (percent) => {
    at = Math.max(0, Math.min(100, percent));
    const divider = document.getElementById("divider");
    divider.parentElement.style.setProperty("--divider", `${at}%`);
    divider.setAttribute("aria-valuenow", Math.round(at));
    divider.setAttribute("aria-valuetext", `${Math.round(at)} %`);
  };

  const onKey = (event) => {
    const step = KEYS[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    divide(at + step);
  };

  const drag = (event) => {
    const divider = event.currentTarget;
    if (event.type === "pointerdown") divider.setPointerCapture(event.pointerId);
    else if (!divider.hasPointerCapture(event.pointerId)) return;
    const box = divider.parentElement.getBoundingClientRect();
    divide((100 * (event.clientX - box.left)) / box.width);
  };

  mali.twins = {
    begin(compare, both) {
      root = compare;
      painters = both;
      queued = false;
      for (const painter of painters) {
        painter.graph.on("plotly_relayouting", () => lead(painter));
        painter.graph.on("plotly_relayout", (change) => {
          if (Object.keys(change).some((name) => /^[xy]axis\.(range|autorange)/.test(name))) lead(painter);
        });
      }
      const divider = document.getElementById("divider");
      const { margin } = painters[0].graph.layout;
      divider.parentElement.style.setProperty("--above", `${margin.t}px`);
      divider.parentElement.style.setProperty("--below", `${margin.b}px`);
      divider.onkeydown = onKey;
      divider.onpointerdown = drag;
      divider.onpointermove = drag;
      const [west, east] = painters[1].ranges()["xaxis.range"];
      divide(Math.max(20, Math.min(80, (100 * (MIDDLE - west)) / (east - west))));
      if (root.dataset.mode !== "side") mali.twins.arrange(painters[1]);
    },

    /* Lay the figures out for the way they are shown now, with the view that one of them had. */
    async arrange(before) {
      const ranges = before.ranges();
      const seen = painters.filter(isSeen);
      await Promise.all(seen.map((painter) => window.Plotly.Plots.resize(painter.graph)));
      await Promise.all(seen.map((painter) => window.Plotly.relayout(painter.graph, { ...fitted(ranges, painter.graph), ...dateSpot(painter) })));
    },

    /* Show a piece of ground on both. */
    open([west, south, east, north]) {
      window.Plotly.relayout(painters.find(isSeen).graph, { "xaxis.range": [west, east], "yaxis.range": [south, north] });
    },
  };
})();
