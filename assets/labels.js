/* After every zoom: names that do not collide, with the scale; and the zoom buttons.
   All of it is set in the nodes that Plotly has drawn and written into the figure, as the painter does: to let Plotly
   do it means to draw the whole map twice more. */
(() => {
  const mali = (window.mali ??= {});
  const SVG = "http://www.w3.org/2000/svg";
  const UNSAID = "\u00a0"; // a text that Plotly draws, and nobody sees
  const TOWARDS = { left: -1, right: 1, top: -1, bottom: 1 };
  const ANCHOR = { "-1": "end", 0: "middle", 1: "start" };
  const widths = new Map();
  let followed = [];
  const pen = document.createElement("canvas").getContext("2d");

  /* How far Plotly holds a text off a marker of some size, and the size of one that holds it so far. */
  const gap = (size, { holdingOff }) => size / holdingOff + 1;
  const holding = (away, { holdingOff }) => (away - 1) * holdingOff;

  /* How far a marker stands from the point of its place. */
  const aside = ([angle, away]) => [-Math.sin((angle * Math.PI) / 180) * away, Math.cos((angle * Math.PI) / 180) * away];

  const pixels = (lon, lat, { box, x, y }) => [((lon - x[0]) / (x[1] - x[0])) * box.width, ((y[1] - lat) / (y[1] - y[0])) * box.height];

  const roomAbout = ([x, y], { reach }) => [x - reach, y - reach, 2 * reach, 2 * reach];

  /* The room of the stars, whether they are up on the day or not. */
  const starRooms = ({ graph: gd, meta }, view) => {
    const { x, y, visible } = gd.data[meta.events.trace];
    if (visible === false) return [];
    return meta.events.asides.map((one, index) => {
      const [[px, py], [right, down]] = [pixels(x[index], y[index], view), aside(one)];
      return roomAbout([px + right, py + down], meta.names);
    });
  };

  /* The names of places that may be written, each with its number; those of bases at close range only. */
  const wanted = ({ painter, gaps }, view) => {
    const { graph: gd, meta } = painter;
    const { customdata, textfont, x, y } = gd.data[meta.labels];
    const hasBases = view.box.height / (view.y[1] - view.y[0]) >= meta.names.basesFrom;
    return customdata.flatMap(([said, rank, point], index) => {
      const isSeen = mali.sight.holds(view, x[index], y[index]);
      if (!isSeen || !painter.layerIsOn(meta.point_layers[point]) || (rank === meta.names.baseRank && !hasBases)) return [];
      const [left, top] = painter.pixels(point, view);
      const [size, weight] = [textfont.size[index], textfont.weight[index]];
      return [{ index, x: left, y: top, gap: gaps[index], size, width: widthOf(said, size, weight) + meta.names.edge, rank }];
    });
  };

  /* Say what stands where. The day does not count: every marker of the layers that are shown keeps its room, seen or not,
     and a name its place, so that days are stepped and compared without a name that moves. Of the spots beside its marker a
     name takes that where least of it would lie on a star of any day. */
  const declutter = (one, view, kept) => {
    const { painter } = one;
    const { meta } = painter;
    const spots = mali.spots.by(meta.names);
    const markers = meta.point_places.flatMap((_, index) => (painter.layerIsOn(meta.point_layers[index]) ? [roomAbout(painter.pixels(index, view), meta.names)] : []));
    const taken = [...markers, ...kept];
    const frame = [0, 0, view.box.width, view.box.height];
    const isFree = ({ box }) => mali.spots.within(box, frame) && !taken.some((other) => mali.spots.meet(box, other));
    const grounds = groundNames(painter, view).filter(isFree);
    const names = wanted(one, view);
    const quiet = [...grounds.map(({ box }) => box), ...starRooms(painter, view)];
    const places = spots.place(names, taken, frame, quiet).flatMap((standing, number) => {
      if (!standing) return [];
      taken.push(standing.box, ...spots.lineBoxes(names[number], standing));
      return [{ ...standing, index: names[number].index, line: spots.lineTo(names[number], standing) }];
    });
    const left = grounds.filter(isFree);
    taken.push(...left.map(({ box }) => box));
    const degrees = [];
    for (const degree of [...degreeNames(painter, view, 1), ...degreeNames(painter, view, 0)]) {
      if (!isFree(degree)) continue;
      degrees.push(degree);
      taken.push(degree.box);
    }
    return { places, grounds: left, degrees };
  };

  /* The names of countries, regions and the massif that are drawn, and the room of each. */
  const groundNames = ({ graph: gd, meta }, view) =>
    meta.ground_names.flatMap((number) => {
      const { visible, x, y, text, textfont } = gd.data[number];
      if (visible === false) return [];
      return [...text].map((said, index) => {
        const lines = said.split("<br>");
        const width = Math.max(...lines.map((line) => widthOf(line, textfont.size, textfont.weight))) + meta.names.edge;
        const height = lines.length * textfont.size * meta.names.pitch;
        const above = height / 2 + textfont.size * meta.names.raised;
        const [across, down] = [(x[index] - view.x[0]) / (view.x[1] - view.x[0]), (view.y[1] - y[index]) / (view.y[1] - view.y[0])];
        return { number, index, box: [across * view.box.width - width / 2, down * view.box.height - above, width, height] };
      });
    });

  /* What meridians (0) or parallels (1) are called, along the lower edge or the left one, and the room of each. */
  const degreeNames = ({ graph: gd, meta: { names } }, view, axis) => {
    const { tickvals, ticktext, tickfont, ticklabelshift: aside } = axis ? gd.layout.yaxis : gd.layout.xaxis;
    const { box } = view;
    const height = tickfont.size * names.pitch + names.edge;
    return tickvals.map((degree, index) => {
      const width = widthOf(ticktext[index], tickfont.size, 400) + 2 * names.edge;
      const [x, y] = [((degree - view.x[0]) / (view.x[1] - view.x[0])) * box.width, ((view.y[1] - degree) / (view.y[1] - view.y[0])) * box.height];
      return { said: ticktext[index], box: axis ? [1, y + aside - height / 2, width, height] : [x + aside - width / 2, box.height - height - 1, width, height] };
    });
  };

  const writeDegrees = ({ graph: gd }, { degrees }) => {
    const free = new Set(degrees.map(({ said }) => said));
    for (const node of gd.querySelectorAll(".xtick text, .ytick text, .own text")) mali.reveal(node, free.has(node.textContent));
  };

  /* Those that touch a name or the edge are put away until Plotly draws them anew. */
  const writeGrounds = ({ graph: gd, meta }, { grounds }) => {
    for (const number of meta.ground_names) {
      const nodes = gd.querySelectorAll(`.trace${CSS.escape(gd.data[number].uid)} g.textpoint`);
      nodes.forEach((node, index) => mali.reveal(node, grounds.some((one) => one.number === number && one.index === index)));
    }
  };

  /* How wide a name is drawn. Measured once in the font it is drawn in. */
  const widthOf = (name, size, weight) => {
    const font = `${weight} ${size}px "Source Sans 3"`;
    const key = `${font} ${name}`;
    if (!widths.has(key)) {
      pen.font = font;
      widths.set(key, pen.measureText(name).width);
    }
    return widths.get(key);
  };

  /* Names at their spots. Plotly draws none that is empty, and where it has left one out it must draw them all anew. */
  const writeNames = ({ painter, gaps, names }) => {
    const { graph: gd, meta } = painter;
    const labels = gd.data[meta.labels];
    const standings = gaps.map((away) => ({ spot: "middle right", gap: away, line: null }));
    const said = gaps.map(() => UNSAID);
    for (const one of names.places) {
      standings[one.index] = one;
      said[one.index] = labels.customdata[one.index][0];
    }
    const [spots, sizes] = [standings.map(({ spot }) => spot), standings.map((one) => holding(one.gap, meta.names))];
    const nodes = [...gd.querySelectorAll(`.trace${CSS.escape(labels.uid)} g.textpoint`)];
    if (nodes.length !== said.length) {
      window.Plotly.restyle(gd, { text: [said], textposition: [spots], "marker.size": [sizes] }, [meta.labels]);
      return;
    }
    Object.assign(labels, { text: said, textposition: spots });
    labels.marker.size = sizes;
    nodes.forEach((node, index) => writeName(painter, node, index, said[index], standings[index]));
    gd.classList.remove("unsettled");
  };

  /* One name, and the line that leads to it; both are put away on a day on which their marker is not there. */
  const writeName = (painter, node, index, said, { spot, gap: away, line }) => {
    const { customdata, textfont } = painter.graph.data[painter.meta.labels];
    const point = customdata[index][2];
    const [up, across] = spot.split(" ");
    const [right, down] = [TOWARDS[across] ?? 0, TOWARDS[up] ?? 0];
    const [left, top] = aside(painter.meta.asides[point]);
    const moved = [left + right * away, top + textfont.size[index] * (0.25 + down / 2) + down * away];
    node.setAttribute("transform", `translate(${moved})`);
    mali.reveal(node, painter.isShown(point));
    for (const old of node.querySelectorAll("path")) old.remove();
    const text = node.querySelector("text");
    if (!text) return; // Plotly draws no text where there was none
    text.setAttribute("text-anchor", ANCHOR[right]);
    text.textContent = said;
    if (!line) return;
    const ends = line.map(([x, y]) => `${x - moved[0]},${y - moved[1]}`);
    for (const part of ["leader-ground", "leader"]) {
      const path = document.createElementNS(SVG, "path");
      path.setAttribute("class", part);
      path.setAttribute("d", `M${ends.join("L")}`);
      node.insertBefore(path, text);
    }
  };

  /* The north arrow, the scale and the zoom buttons keep their room. */
  const fixed = (gd, { box }) => {
    return [
      [box.width - 40, 6, 36, 50],
      [box.width - 160, box.height - 36, 156, 34],
      ...inset(gd, box),
      ...buttons(box),
    ];
  };

  /* What keeps its room on one of two maps keeps it on both, so that they name alike. */
  const keptOnAll = () => followed.filter(isDrawn).flatMap(({ painter }) => fixed(painter.graph, painter.frame()));

  const buttons = (box) =>
    [...document.querySelectorAll(".zooms")].map((node) => {
      const { left, top, width, height } = node.getBoundingClientRect();
      return [left - box.left, top - box.top, width, height];
    });

  const inset = (gd, box) => {
    const { locator } = gd.layout.meta;
    if (!locator) return [];
    const [left, bottom, width, height] = locator.box;
    return [[left, box.height - bottom - height, width, height]];
  };

  /* What Plotly has drawn anew is set again; worked out again only where the view is another, or the room that is kept:
     then that of the other map is another too. */
  const settle = (one) => {
    const { graph } = one.painter;
    if (!isDrawn(one)) return; // another page has come meanwhile, or another map is shown
    const view = one.painter.frame();
    const kept = keptOnAll();
    const seen = seenOf(view, kept);
    if (seen !== one.last) {
      one.last = seen;
      one.names = declutter(one, view, kept);
    }
    mali.scale.write(graph, view);
    writeNames(one);
    writeGrounds(one.painter, one.names);
    writeDegrees(one.painter, one.names);
    for (const other of followed) if (other.names && isDrawn(other) && seenOf(other.painter.frame(), kept) !== other.last) settle(other);
  };

  const isDrawn = ({ painter: { graph } }) => Boolean(graph.offsetParent && graph.querySelector(".nsewdrag"));

  const seenOf = ({ box, x, y }, kept) => JSON.stringify([box.width, box.height, x, y, kept]);

  const zoom = (event) => {
    const button = event.target.closest?.("[data-zoom]");
    if (!button || !followed.length) return;
    if (button.dataset.zoom === "home") {
      mali.frame.home();
      return;
    }
    const painter = mali.map.shown;
    const { x, y } = painter.frame();
    const factor = Number(button.dataset.zoom);
    const about = ([low, high]) => [(low + high) / 2 - ((high - low) * factor) / 2, (low + high) / 2 + ((high - low) * factor) / 2];
    painter.look({ "xaxis.range": about(x), "yaxis.range": about(y) });
  };

  document.addEventListener("click", zoom);

  /* Tend the names and the scale of a figure. */
  const follow = (painter) => {
    const one = { painter, last: "", names: null, gaps: painter.graph.data[painter.meta.labels].marker.size.map((size) => gap(size, painter.meta.names)) };
    const again = () => followed.includes(one) && settle(one);
    painter.graph.on("plotly_afterplot", again);
    document.fonts?.ready.then(() => {
      widths.clear();
      one.last = "";
      again();
    });
    settle(one);
    return one;
  };

  mali.labels = {
    /* Tend these figures, and no longer those of the page before. */
    begin(painters) {
      followed = [];
      followed = painters.map(follow);
    },
    again() {
      for (const one of followed) one.last = "";
    },
    /* Another view of a figure that was not drawn anew. */
    settle(painter) {
      for (const one of followed) if (one.painter === painter) settle(one);
    },
  };
})();
