/* Two figures with one pan and zoom, side by side or on top of each other with a divider to draw across. */
(() => {
  const mali = (window.mali ??= {});
  const REST = 250; // milliseconds after the last move of the divider or the map
  const NEAR = 1e-6; // degrees within which two views are the same
  const PERCENT = { day: 2, month: 10, end: 100 }; // that a key moves the divider
  const APART = 12; // pixels between the middle of the ground and the later day of a swipe
  let root = null;
  let painters = [];
  let isFollowing = false;
  let held = false; // whether the reader has moved the divider
  let stands = 50; // percent of the ground left of the divider
  let asked = null; // degrees east of the divider, if the address says
  let resting = null;
  let wanted = null; // the view that the reader chose, as long as only the window has made another of it
  let isArranging = false;

  const isSeen = (painter) => painter.graph.offsetParent !== null;
  const isSame = (one, other) => ["xaxis.range", "yaxis.range"].every((axis) => one[axis].every((degrees, end) => Math.abs(degrees - other[axis][end]) < NEAR));

  const otherThan = (painter) => painters.find((one) => one !== painter);

  /* The other figure goes along with the one that is moved. */
  const follow = (painter, how) => {
    const other = otherThan(painter);
    const ranges = painter.ranges();
    if (!isFollowing && isSeen(other) && !isSame(ranges, other.ranges())) {
      isFollowing = true;
      other[how](ranges);
      isFollowing = false;
    }
  };

  /* The view of a figure of another shape: the same height and, if the ground reaches so far, the same east; as wide as the
     plot allows, with more or less of the west, as when a map opens. On a plot wider than all that is drawn the height
     gives way. */
  const fitted = (ranges, graph) => {
    const [y0, y1] = ranges["yaxis.range"];
    const [, x1] = ranges["xaxis.range"];
    const { _size: size } = graph._fullLayout;
    const shape = size.w / size.h / mali.scale.squeeze(graph.layout.meta);
    const [west, , east] = graph.layout.meta.drawn;
    const width = Math.min((y1 - y0) * shape, east - west);
    const right = Math.min(Math.max(x1, west + width), east);
    const [middle, half] = [(y0 + y1) / 2, width / shape / 2];
    return { "xaxis.range": [right - width, right], "yaxis.range": [middle - half, middle + half] };
  };

  const arrangement = (painter) => painter.graph.layout.meta.arrangements[root.dataset.mode === "side" ? "half" : "whole"];

  /* What stands around a map, where it is if the map has half of the stage, or all of it. In a swipe each half of the
     title band says its own day. */
  const arranged = (painter) => {
    const { layout } = painter.graph;
    const { margin, annotations, shapes } = arrangement(painter);
    const right = root.dataset.mode === "swipe" && painter === painters[1];
    const spot = (note) => (note.name === "date" ? (right ? { x: 0.5, xshift: APART } : { x: 0 }) : {});
    return {
      margin: { ...layout.margin, ...margin },
      annotations: layout.annotations.map((note) => ({ ...note, ...annotations[note.name], ...spot(note) })),
      shapes: layout.shapes.map((shape) => ({ ...shape, ...shapes[shape.name] })),
    };
  };

  /* Where the ground begins and ends on the stage, for the divider and what it cuts. */
  const measure = () => {
    const { margin } = painters[0].graph.layout;
    const { style } = document.getElementById("divider").parentElement;
    style.setProperty("--above", `${margin.t}px`);
    style.setProperty("--beside", `${margin.l}px`);
    style.setProperty("--below", `${margin.b}px`);
    style.setProperty("--around", `${margin.t + margin.b}px`);
  };

  const divide = (percent) => {
    const at = Math.max(0, Math.min(100, percent));
    stands = at;
    const divider = document.getElementById("divider");
    divider.parentElement.style.setProperty("--share", at / 100);
    divider.setAttribute("aria-valuenow", Math.round(at));
    divider.setAttribute("aria-valuetext", `${Math.round(at)} %`);
  };

  /* Where the divider stood when the address was written, else across Kidal if that is in the middle of the view. */
  const divideAtFirst = () => {
    const [west, east] = painters[1].ranges()["xaxis.range"];
    const percent = (degrees) => (100 * (degrees - west)) / (east - west);
    const { at, least } = painters[1].graph.layout.meta.divider;
    if (asked === null) divide(Math.max(100 * least, Math.min(100 * (1 - least), percent(at))));
    else divide(percent(asked));
  };

  /* What the divider stands on, in the address. */
  const writeDivider = () => {
    clearTimeout(resting);
    resting = setTimeout(() => {
      if (!held || root.dataset.mode !== "swipe" || !root.isConnected) return;
      const [west, east] = painters[1].ranges()["xaxis.range"];
      const [least, , most] = painters[1].graph.layout.meta.drawn;
      const degrees = west + (stands / 100) * (east - west);
      mali.address.set("divider", String(Math.round(100 * Math.max(least, Math.min(most, degrees))) / 100));
    }, REST);
  };

  const onKey = (event) => {
    const [unit, direction] = mali.keys.step(event) ?? [];
    if (!PERCENT[unit]) return;
    event.preventDefault();
    held = true;
    divide(stands + direction * PERCENT[unit]);
    writeDivider();
  };

  const drag = (event) => {
    const { box } = painters[1].frame();
    held = true;
    divide((100 * (event.clientX - box.left)) / box.width);
    writeDivider();
  };

  mali.twins = {
    arrangement,

    begin(compare, both, degrees) {
      root = compare;
      painters = both;
      wanted = null;
      for (const painter of painters) {
        painter.graph.on("plotly_relayouting", () => follow(painter, "lay"));
        painter.graph.on("plotly_relayout", (change) => {
          if (!Object.keys(change).some((name) => /^[xy]axis\.(range|autorange)/.test(name))) return;
          if (!isArranging) wanted = null;
          follow(painter, "look");
          writeDivider();
        });
      }
      const divider = document.getElementById("divider");
      measure();
      divider.onkeydown = onKey;
      mali.press.drag(divider, drag);
      asked = degrees === null ? null : Number(degrees);
      held = asked !== null;
      divideAtFirst();
      if (root.dataset.mode !== "side") mali.twins.arrange(painters[1]);
    },

    /* Lay the figures out for the way they are shown now, with the view that one of them had. */
    async arrange(before) {
      const ranges = wanted ?? before.ranges();
      isArranging = true;
      const seen = painters.filter(isSeen);
      await Promise.all(seen.map((painter) => window.Plotly.relayout(painter.graph, arranged(painter))));
      await Promise.all(seen.map((painter) => window.Plotly.Plots.resize(painter.graph)));
      measure();
      for (const painter of seen) painter.look(fitted(ranges, painter.graph));
      isArranging = false;
      wanted = ranges;
      if (!held || asked !== null) divideAtFirst();
      asked = null;
    },

    /* Show a piece of ground on both. */
    open([west, south, east, north]) {
      painters.find(isSeen).look({ "xaxis.range": [west, east], "yaxis.range": [south, north] });
    },
  };
})();
