/* Paints the frame of a day onto the Plotly figure, and writes it into the figure's data.
   A Plotly restyle costs 12 to 30 ms a step; setting the few attributes that change costs under one. */
(() => {
  const mali = (window.mali ??= {});
  const SVG = "http://www.w3.org/2000/svg";
  let gd = null;
  let meta = null;
  let frames = null;
  let nodes = null;
  let shown = { areas: [], points: [], legend: "" };
  let layers = new Set();
  let extent = null;

  /* The value of a run on a day: the last pair that starts on or before it. */
  const valueOn = (run, day) => {
    let low = 0;
    let high = run.length / 2 - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (run[2 * middle] <= day) low = middle;
      else high = middle - 1;
    }
    return run[2 * low + 1];
  };

  const traceNode = (number) => gd.querySelector(`.trace${CSS.escape(gd.data[number].uid)}`);
  const pointNodes = (number) => [...(traceNode(number)?.querySelectorAll("path.point") ?? [])];
  const noteIndex = (name) => gd.layout.annotations.findIndex((note) => note.name === name);
  const shapeIndex = (name) => gd.layout.shapes.findIndex((shape) => shape.name === name);
  const noteNode = (index) => gd.querySelector(`.annotation[data-index="${index}"] text.annotation-text`);
  const shapeNode = (index) => gd.querySelector(`.shapelayer [data-index="${index}"] path, .shapelayer path[data-index="${index}"]`);

  /* Plotly draws everything anew after a zoom; find it all again. */
  const find = () => {
    const slots = gd.layout.shapes.filter((shape) => shape.name.startsWith("swatch-")).length;
    nodes = {
      areas: meta.areas.map((number) => {
        const trace = traceNode(number);
        return { fill: trace?.querySelector("path.js-fill"), line: trace?.querySelector("path.js-line") };
      }),
      points: pointNodes(meta.points),
      halos: pointNodes(meta.halos),
      today: pointNodes(meta.today),
      signs: Object.fromEntries(Object.entries(meta.signs).map(([sign, number]) => [sign, pointNodes(number)])),
      date: noteIndex("date"),
      slots: [...Array(slots).keys()].map((slot) => ({ swatch: shapeIndex(`swatch-${slot}`), label: noteIndex(`slot-${slot}`) })),
      panel: shapeIndex("legend-panel"),
    };
    shown = { areas: [], points: [], legend: "" };
    hatches();
  };

  /* The stripes of contested looks, drawn as Plotly draws its "/" pattern, once for each look. */
  const hatches = () => {
    const defs = gd.querySelector("svg.main-svg defs");
    defs.querySelector(".mali-hatches")?.remove();
    const group = document.createElementNS(SVG, "g");
    group.setAttribute("class", "mali-hatches");
    frames.looks.forEach((look, number) => {
      if (!look.stripe) return;
      group.append(hatch(`hatch-${number}`, look.area, look.stripe), hatch(`hatch-massif-${number}`, look.massif, look.massifStripe));
    });
    defs.append(group);
  };

  const hatch = (id, ground, stripe) => {
    const side = frames.hatch.size * Math.SQRT2;
    const pattern = document.createElementNS(SVG, "pattern");
    for (const [name, value] of Object.entries({ id, width: side, height: side, patternUnits: "userSpaceOnUse" })) pattern.setAttribute(name, value);
    const back = document.createElementNS(SVG, "rect");
    for (const [name, value] of Object.entries({ width: side, height: side, fill: ground })) back.setAttribute(name, value);
    const lines = document.createElementNS(SVG, "path");
    lines.setAttribute("d", `M-${side / 4},${side / 4}l${side / 2},-${side / 2}M0,${side}L${side},0M${(side / 4) * 3},${(side / 4) * 5}l${side / 2},-${side / 2}`);
    lines.setAttribute("stroke", stripe);
    lines.setAttribute("stroke-width", frames.hatch.solidity * frames.hatch.size);
    pattern.append(back, lines);
    return pattern;
  };

  const paintArea = (index, number, changed) => {
    const look = frames.looks[number];
    const trace = gd.data[meta.areas[index]];
    const massif = meta.area_layers[index] === "tigharghar";
    const [ground, stripe] = massif ? [look.massif, look.massifStripe] : [look.area, look.stripe];
    trace.fillcolor = ground;
    trace.fillpattern = stripe ? { shape: "/", ...frames.hatch, fillmode: "replace", bgcolor: ground, fgcolor: stripe, fgopacity: 1 } : { shape: "" };
    trace.line = { ...trace.line, ...frames.edges[changed ? "changed" : massif ? "massif" : "commune"] };
    const { fill, line } = nodes.areas[index];
    if (!fill) return;
    fill.style.fill = stripe ? `url(#hatch-${massif ? "massif-" : ""}${number})` : ground;
    fill.style.fillOpacity = 1;
    line.style.stroke = trace.line.color;
    line.style.strokeOpacity = 1;
    line.style.strokeWidth = `${trace.line.width}px`;
  };

  const paintPoint = (index, number, changed) => {
    const visible = number >= 0 && layers.has(meta.point_layers[index]);
    const look = frames.looks[Math.max(number, 0)];
    const { marker } = gd.data[meta.points];
    marker.color[index] = look.point;
    marker.line.color[index] = look.ring;
    marker.line.width[index] = look.width;
    marker.opacity[index] = visible ? 1 : 0;
    gd.data[meta.halos].marker.opacity[index] = visible ? 1 : 0;
    gd.data[meta.today].marker.opacity[index] = visible && changed ? 1 : 0;
    const node = nodes.points[index];
    if (!node) return;
    node.style.fill = look.point;
    node.style.stroke = look.ring;
    node.style.strokeWidth = `${look.width}px`;
    node.style.opacity = visible ? 1 : 0;
    nodes.halos[index].style.opacity = visible ? 1 : 0;
    nodes.today[index].style.opacity = visible && changed ? 1 : 0;
    for (const [sign, drawn] of Object.entries(nodes.signs)) {
      const up = visible && look.sign === sign ? 1 : 0;
      gd.data[meta.signs[sign]].marker.opacity[index] = up;
      drawn[index].style.opacity = up;
    }
  };

  const legendOf = (looks) => {
    const actors = new Set(looks.flatMap((look) => look.actors));
    const byColour = new Map();
    frames.legend.actors.forEach(([colour, name], actor) => {
      if (actors.has(actor)) byColour.set(colour, [...(byColour.get(colour) ?? []), name]);
    });
    const lines = [...byColour].map(([colour, names]) => [colour, null, names.join(", ")]);
    if (looks.some((look) => look.contested)) lines.push(frames.legend.contested);
    if (looks.some((look) => look.unknown)) lines.push([frames.legend.unknown[0], null, frames.legend.unknown[1]]);
    return lines.slice(0, nodes.slots.length);
  };

  const paintLegend = (lines) => {
    const key = JSON.stringify(lines);
    if (key === shown.legend) return;
    shown.legend = key;
    nodes.slots.forEach(({ swatch, label }, slot) => {
      const [colour, rival, name] = lines[slot] ?? ["#fff", null, "\u00a0"];
      const shape = gd.layout.shapes[swatch];
      Object.assign(shape, { fillcolor: colour, opacity: lines[slot] ? 1 : 0 });
      shape.line = { color: rival ?? frames.legend.ink, width: rival ? 2.6 : 0.6 };
      gd.layout.annotations[label].text = name;
      const node = shapeNode(swatch);
      if (node) Object.assign(node.style, { fill: colour, opacity: shape.opacity, stroke: shape.line.color, strokeWidth: `${shape.line.width}px` });
      const said = noteNode(label);
      if (said) said.textContent = name;
    });
    const panel = gd.layout.shapes[nodes.panel];
    panel.y0 = -16 - frames.legend.slotHeight * lines.length;
    const node = shapeNode(nodes.panel);
    const box = node?.getAttribute("d")?.match(/-?[\d.]+/g)?.map(Number);
    if (box && panel.visible !== false) {
      const [left, right] = [Math.min(box[0], box[2]), Math.max(box[0], box[2])];
      const top = Math.min(box[1], box[3], box[5] ?? box[1]);
      node.setAttribute("d", `M${left},${top}H${right}V${top + 6 + frames.legend.slotHeight * lines.length}H${left}Z`);
    }
  };

  const paint = (day) => {
    const changed = new Set(mali.changes.on(day)?.places ?? []);
    const seen = new Set();
    frames.areas.forEach((run, index) => {
      const number = valueOn(run, day);
      const isChanged = changed.has(meta.area_places[index]);
      const key = `${number}${isChanged}`;
      if (layers.has(meta.area_layers[index])) seen.add(number);
      if (shown.areas[index] !== key) {
        paintArea(index, number, isChanged);
        shown.areas[index] = key;
      }
    });
    frames.points.forEach((run, index) => {
      const number = valueOn(run, day);
      const isChanged = changed.has(meta.point_places[index]);
      const key = `${number}${isChanged}${layers.has(meta.point_layers[index])}`;
      if (number >= 0 && layers.has(meta.point_layers[index])) seen.add(number);
      if (shown.points[index] !== key) {
        paintPoint(index, number, isChanged);
        shown.points[index] = key;
      }
    });
    paintLegend(legendOf([...seen].map((number) => frames.looks[number])));
    const said = mali.calendar.inWords(day);
    gd.layout.annotations[nodes.date].text = said;
    const date = noteNode(nodes.date);
    if (date) date.textContent = said;
    document.getElementById("map").dataset.on = mali.calendar.iso(day);
  };

  const onSwitch = (event) => {
    const node = event.target.closest?.("[data-layer]");
    if (!node || !gd) return;
    node.setAttribute("aria-checked", node.getAttribute("aria-checked") !== "true");
    const visible = [...document.querySelectorAll('[data-layer][aria-checked="true"]')].map((other) => other.dataset.layer);
    mali.map.show(visible);
    mali.address.set("layers", visible.join() || "none");
  };

  document.addEventListener("click", onSwitch);

  mali.map = {
    valueOn,

    /* Take hold of a drawn figure. */
    begin(graph, payload, visible) {
      gd = graph;
      meta = gd.layout.meta;
      frames = payload;
      layers = new Set(visible);
      for (const name of ["color", "opacity"]) gd.data[meta.points].marker[name] = [...gd.data[meta.points].marker[name]];
      find();
      mali.clock.onPaint(paint);
      gd.on("plotly_afterplot", () => {
        find();
        mali.clock.again();
      });
    },

    /* The next page of the same map opens where this one was looked at. */
    keepExtent() {
      if (gd) extent = { "xaxis.range": [...gd._fullLayout.xaxis.range], "yaxis.range": [...gd._fullLayout.yaxis.range] };
    },
    restoreExtent() {
      if (extent) window.Plotly.relayout(gd, extent);
      extent = null;
    },

    get graph() {
      return gd;
    },

    /* Show these layers and no others. */
    show(visible) {
      layers = new Set(visible);
      const numbers = Object.entries(meta.layers).flatMap(([, traces]) => traces);
      const up = Object.entries(meta.layers).flatMap(([layer, traces]) => traces.map(() => layers.has(layer)));
      const graticule = layers.has("graticule");
      const layout = { "images[0].visible": layers.has("relief") };
      for (const axis of ["xaxis", "yaxis"]) {
        layout[`${axis}.showgrid`] = graticule;
        layout[`${axis}.showticklabels`] = graticule;
      }
      mali.labels.again();
      window.Plotly.update(gd, { visible: up }, layout, numbers);
    },

    /* Ring the chosen place, if it is on the map. */
    ring(placeId) {
      const index = meta.point_places.indexOf(placeId);
      const points = gd.data[meta.points];
      const at = index < 0 ? [[null], [null]] : [[points.x[index]], [points.y[index]]];
      window.Plotly.restyle(gd, { x: [at[0]], y: [at[1]] }, [meta.selected]);
    },

    layerIsOn: (layer) => layers.has(layer),
    isShown: (index) => frames.points[index] && valueOn(frames.points[index], mali.clock.day) >= 0 && layers.has(meta.point_layers[index]),
  };
})();
