/* Paints looks onto a Plotly figure of the map, and writes them into the figure's data. A page may have several figures.
   A Plotly restyle costs 12 to 30 ms a step; setting the few attributes that change costs under one. */
(() => {
  const mali = (window.mali ??= {});
  const SVG = "http://www.w3.org/2000/svg";
  const NOTHING = new Set();
  let made = 0;

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

  /* Show a node or not. What is only transparent is still drawn, each in a layer of its own: of eight marks a place has,
     five are mostly not seen, and cost a step more than all that are. */
  const reveal = (node, isUp) => {
    if (!node) return;
    node.style.opacity = isUp ? 1 : 0;
    node.style.display = isUp ? "" : "none";
  };

  /* Take hold of a drawn figure: its graph, the frames it is painted from, the layers shown, and what to do once
     Plotly has drawn it anew. */
  const painter = (graph, payload, visible, again) => {
    const gd = graph;
    const meta = gd.layout.meta;
    const frames = payload;
    const name = `hatch-${(made += 1)}`;
    let looks = frames.looks;
    let nodes = null;
    let shown = { areas: [], points: [], legend: "", keys: null };
    let sight = null;
    let layers = new Set(visible);

    const traceNode = (number) => gd.querySelector(`.trace${CSS.escape(gd.data[number].uid)}`);
    const pointNodes = (number) => [...(traceNode(number)?.querySelectorAll("path.point") ?? [])];
    /* The names of points by the number of these; a crowd has not all of them. */
    const nameNodes = () => {
      const found = [];
      const nodes = traceNode(meta.labels)?.querySelectorAll("g.textpoint") ?? [];
      const { customdata } = gd.data[meta.labels];
      if (nodes.length === customdata.length) customdata.forEach(([, , point], index) => (found[point] = nodes[index]));
      return found;
    };
    const noteIndex = (name) => gd.layout.annotations.findIndex((note) => note.name === name);
    const shapeIndex = (name) => gd.layout.shapes.findIndex((shape) => shape.name === name);
    /* A node is sought once and held while it is in the page: with thousands of marks, seeking it costs most of a step. */
    const held = new Map();
    const node = (selector) => {
      if (!held.get(selector)?.isConnected) held.set(selector, gd.querySelector(selector));
      return held.get(selector);
    };
    const noteNode = (index) => node(`.annotation[data-index="${index}"] text.annotation-text`);
    const shapeNode = (index) => node(`.shapelayer [data-index="${index}"] path, .shapelayer path[data-index="${index}"]`);

    /* What the legend may speak of. Worked out once for each drawing, not at every step of time. */
    const survey = () => {
      const ground = { x: gd._fullLayout.xaxis.range, y: gd._fullLayout.yaxis.range };
      const { x, y } = gd.data[meta.points];
      sight = {
        ground,
        areas: meta.areas.map((number) => mali.sight.reaches(gd.data[number], ground)),
        points: meta.point_places.map((_, index) => mali.sight.holds(ground, x[index], y[index])),
      };
    };

    /* Plotly draws everything anew after a zoom; find it all again. */
    const find = () => {
      const slots = gd.layout.shapes.filter((shape) => /^swatch-\d+$/.test(shape.name)).length;
      nodes = {
        areas: meta.areas.map((number) => {
          const trace = traceNode(number);
          return { fill: trace?.querySelector("path.js-fill"), line: trace?.querySelector("path.js-line") };
        }),
        points: pointNodes(meta.points),
        halos: pointNodes(meta.halos),
        today: pointNodes(meta.today),
        moats: pointNodes(meta.moats),
        siege: pointNodes(meta.siege),
        stale: pointNodes(meta.stale),
        names: nameNodes(),
        signs: Object.fromEntries(Object.entries(meta.signs).map(([sign, number]) => [sign, pointNodes(number)])),
        slots: [...Array(slots).keys()].map((slot) => ({ swatch: shapeIndex(`swatch-${slot}`), label: noteIndex(`slot-${slot}`) })),
      };
      shown = { areas: [], points: [], legend: "", keys: null };
      hatches();
      survey();
    };

    /* The patterns of looks in two colours, drawn as Plotly draws its own, once for each look. */
    const hatches = () => {
      const defs = gd.querySelector("svg.main-svg defs");
      defs.querySelector(".mali-hatches")?.remove();
      const group = document.createElementNS(SVG, "g");
      group.setAttribute("class", "mali-hatches");
      looks.forEach((look, number) => {
        if (!look.stripe) return;
        const shape = look.pattern;
        group.append(mali.hatch(frames.hatch, `${name}-${number}`, look.area, look.stripe, shape), mali.hatch(frames.hatch, `${name}-massif-${number}`, look.massif, look.massifStripe, shape));
      });
      defs.append(group);
      ground?.hatched();
    };

    /* How a swatch of two colours is filled: a sign in words has none; the figure itself knows plain swatches only. */
    const swatchFill = (colour, rival, shape = "/") => {
      if (!rival || rival === colour || !shape) return colour;
      const id = `${name}-key-${[colour, rival].map((one) => one.replace(/\W/g, "")).join("-")}-${shape.charCodeAt(0)}`;
      if (!document.getElementById(id)) gd.querySelector("svg.main-svg .mali-hatches").append(mali.hatch(frames.hatch, id, colour, rival, shape));
      return `url(#${id})`;
    };

    const paintArea = (index, number, changed) => {
      const look = looks[number];
      const trace = gd.data[meta.areas[index]];
      const massif = meta.area_layers[index] === "tigharghar"; // lies on communes, which must not shine through
      const [ground, stripe] = massif ? [look.massif, look.massifStripe] : [look.area, look.stripe];
      trace.fillcolor = ground;
      trace.fillpattern = stripe ? { shape: look.pattern, size: frames.hatch.size, solidity: frames.hatch.solidity[look.pattern], fillmode: "replace", bgcolor: ground, fgcolor: stripe, fgopacity: 1 } : { shape: "" };
      trace.line = { ...trace.line, ...frames.edges[look.lost ? "lost" : changed ? "changed" : meta.indicative[index] ? "indicative" : "commune"], ...(look.lost && { color: look.lost }) };
      const { fill, line } = nodes.areas[index];
      if (!fill) return;
      fill.style.fill = stripe ? `url(#${name}-${massif ? "massif-" : ""}${number})` : ground;
      fill.style.fillOpacity = 1;
      line.style.stroke = trace.line.color;
      line.style.strokeOpacity = 1;
      line.style.strokeWidth = `${trace.line.width}px`;
    };

    const paintPoint = (index, number, changed, stale) => {
      const visible = number >= 0 && layers.has(meta.point_layers[index]);
      const look = looks[Math.max(number, 0)];
      const { marker } = gd.data[meta.points];
      marker.color[index] = look.point;
      marker.line.color[index] = look.ring;
      marker.line.width[index] = look.width;
      marker.opacity[index] = visible ? 1 : 0;
      const halo = gd.data[meta.halos].marker;
      halo.color[index] = look.halo;
      halo.opacity[index] = visible ? 1 : 0;
      const siege = gd.data[meta.siege].marker;
      const ringed = visible && look.besieger >= 0;
      siege.color[index] = look.siege;
      siege.opacity[index] = gd.data[meta.moats].marker.opacity[index] = ringed ? 1 : 0;
      gd.data[meta.today].marker.opacity[index] = visible && changed ? 1 : 0;
      gd.data[meta.stale].marker.opacity[index] = visible && stale ? 1 : 0;
      for (const [sign, number] of Object.entries(meta.signs)) gd.data[number].marker.opacity[index] = visible && look.sign === sign ? 1 : 0;
      crowd?.changed(index);
      reveal(nodes.names[index], visible);
      const node = nodes.points[index];
      if (!node) return;
      node.style.fill = look.point;
      node.style.stroke = look.ring;
      node.style.strokeWidth = `${look.width}px`;
      reveal(node, visible);
      if (nodes.halos[index]) Object.assign(nodes.halos[index].style, { fill: look.halo, fillOpacity: 1 });
      reveal(nodes.halos[index], visible);
      reveal(nodes.today[index], visible && changed);
      if (nodes.siege[index]) nodes.siege[index].style.stroke = look.siege;
      reveal(nodes.siege[index], ringed);
      reveal(nodes.moats[index], ringed);
      reveal(nodes.stale[index], visible && stale);
      for (const [sign, drawn] of Object.entries(nodes.signs)) {
        reveal(drawn[index], visible && look.sign === sign);
      }
    };

    const legendOf = (seen, day) => {
      const besiegers = seen.map((look) => look.besieger).filter((actor) => actor >= 0);
      const actors = new Set([...besiegers, ...seen.flatMap((look) => look.actors)]);
      const byColour = new Map();
      frames.legend.actors.forEach(([colour, name], actor) => {
        if (actors.has(actor)) byColour.set(colour, [...(byColour.get(colour) ?? []), name]);
      });
      const lines = [...byColour].map(([colour, names]) => [colour, null, names.join(", ")]);
      if (seen.some((look) => look.contested)) lines.push(frames.legend.contested);
      if (seen.some((look) => look.crowded)) lines.push(frames.legend.crowded);
      if (besiegers.length) lines.push(frames.legend.besieged);
      if (seen.some((look) => look.unknown)) lines.push(frames.legend.unknown);
      if (seen.some((look) => look.point === frames.legend.unassessed[0] && !look.actors.length && !look.faded)) lines.push(frames.legend.unassessed);
      if (seen.some((look) => look.faded)) lines.push(frames.legend.faded);
      if (meta.area_layers.some((layer, index) => meta.indicative[index] && layers.has(layer) && sight.areas[index])) lines.push(frames.legend.dotted);
      if (layers.has("fading") && meta.fades.some((isFading, index) => isFading && layers.has(meta.area_layers[index]) && sight.areas[index])) lines.push(frames.legend.fading);
      if (day !== undefined && shown.stale) lines.push(frames.legend.stale);
      if (day !== undefined && shown.changed) lines.push(frames.legend.changed);
      if (mali.events.graph === gd && mali.events.any(day, sight.ground)) lines.push(frames.legend.star);
      const { x, y } = gd.data[meta.selected];
      if (x[0] !== null && mali.sight.holds(sight.ground, x[0], y[0])) lines.push(frames.legend.chosen);
      return lines;
    };

    /* The keys below the map: those of the kinds of markers, and of the signs in them, that are in sight. */
    const paintKeys = (keys) => {
      const said = [...keys].sort().join();
      if (said === shown.keys) return;
      shown.keys = said;
      for (const [list, nodeOf] of [[gd.layout.shapes, shapeNode], [gd.layout.annotations, noteNode]]) {
        list.forEach((one, index) => {
          if (!one.name?.startsWith("key-")) return;
          const isUp = keys.has(one.name.split("/")[1]);
          one.opacity = isUp ? 1 : 0;
          reveal(nodeOf(index), isUp);
        });
      }
    };

    const paintLegend = (all) => {
      const lines = all.slice(0, nodes.slots.length);
      const key = JSON.stringify(lines);
      if (key === shown.legend) return;
      shown.legend = key;
      nodes.slots.forEach(({ swatch, label }, slot) => {
        const [colour, rival, name, pattern] = lines[slot] ?? ["#fff", null, "\u00a0"];
        const shape = gd.layout.shapes[swatch];
        Object.assign(shape, { fillcolor: colour, opacity: lines[slot] ? 1 : 0 });
        const rimmed = rival && pattern !== "."; // dots are no rim
        shape.line = { color: rimmed ? rival : frames.legend.ink, width: rimmed ? 2.6 : 0.6 };
        gd.layout.annotations[label].text = name;
        const node = shapeNode(swatch);
        if (node) Object.assign(node.style, { fill: swatchFill(colour, rival, pattern), fillOpacity: 1, strokeOpacity: 1, opacity: shape.opacity, stroke: shape.line.color, strokeWidth: `${shape.line.width}px` });
        const said = noteNode(label);
        if (said) said.textContent = name;
      });
      mali.scale.yieldToLegend(gd);
    };

    /* Put a look on every area and point; a negative number hides a point. Returns the looks in sight. */
    const paintLooks = (areas, points, changed = NOTHING, stale = NOTHING) => {
      const seen = new Set();
      const grounds = new Set();
      const keys = new Set();
      Object.assign(shown, { changed: false, stale: false });
      areas.forEach((number, index) => {
        const isChanged = changed.has(meta.area_places[index]);
        const key = `${number}${isChanged}`;
        if (sight.areas[index] && layers.has(meta.area_layers[index])) {
          grounds.add(number);
          shown.changed ||= isChanged;
        }
        if (shown.areas[index] !== key) {
          paintArea(index, number, isChanged);
          shown.areas[index] = key;
        }
      });
      points.forEach((number, index) => {
        const isChanged = changed.has(meta.point_places[index]);
        const isStale = stale.has(index) && number >= 0 && !looks[number].faded;
        const key = `${number}${isChanged}${isStale}${layers.has(meta.point_layers[index])}`;
        if (number >= 0 && sight.points[index] && layers.has(meta.point_layers[index])) {
          seen.add(number);
          keys.add(meta.point_kinds[index]).add(looks[number].sign);
          shown.changed ||= isChanged;
          shown.stale ||= isStale;
        }
        if (shown.points[index] !== key) {
          paintPoint(index, number, isChanged, isStale);
          shown.points[index] = key;
        }
      });
      paintKeys(keys);
      crowd?.paint();
      return [...[...seen].map((number) => looks[number]), ...[...grounds].map((number) => ({ ...looks[number], besieger: -1 }))]; // no ring lies on an area
    };

    const paintNote = (note, said) => {
      const index = noteIndex(note);
      const own = gd.layout.annotations[index];
      if (own.text === said) return;
      own.text = said;
      const node = noteNode(index);
      if (node && !said.includes("<br>")) node.textContent = said; // lines are Plotly's work, with the next drawing
    };

    /* The looks of a day by number: of the areas, and of the points. */
    const looksOn = (day) => [frames.areas.map((run) => valueOn(run, day)), frames.points.map((run) => valueOn(run, day))];

    /* The points whose state has long not been confirmed on a day, by number. */
    const staleOn = (day) => (layers.has("stale") ? new Set(frames.stale.flatMap((run, index) => (valueOn(run, day) >= 0 ? [index] : []))) : NOTHING);

    const ranges = () => ({ "xaxis.range": [...gd._fullLayout.xaxis.range], "yaxis.range": [...gd._fullLayout.yaxis.range] });

    const redrawn = () => {
      find();
      again();
    };

    let ground = null;
    let crowd = null;

    const self = {
      graph: gd,
      meta,
      frames,
      /* The days that the pointer is told of. */
      days: [],

      looksOn,
      paintLooks,
      paintLegend,
      paintNote,
      legendOf,
      staleOn,
      swatchFill,
      ranges,

      /* Paint a day whole: looks, what changed on it, legend and date. */
      paint(day) {
        const changed = new Set(mali.changes.on(day)?.places ?? []);
        const [areas, points] = looksOn(day);
        paintLegend(legendOf(paintLooks(areas, points, changed, staleOn(day)), day));
        paintNote("date", mali.calendar.inWords(day));
        self.days = [day];
      },

      /* Show a view while a hand moves the map, and when it rests; it is then fitted into the window. */
      lay: (view) => ground.lay(view),
      look: (view) => ground.look(view),

      /* Paint with other looks than those of the frames from now on. */
      wear(others) {
        if (others === looks) return;
        looks = others;
        shown = { areas: [], points: [], legend: "", keys: null };
        hatches();
      },

      /* Show these layers and no others. */
      show(names) {
        layers = new Set(names);
        const isUp = new Map(); // a trace of several layers is seen if all of them are
        for (const [layer, own] of Object.entries(meta.layers)) {
          for (const number of own) if (!crowd?.has(number)) isUp.set(number, layers.has(layer) && (isUp.get(number) ?? true));
        }
        const [numbers, up] = [[...isUp.keys()], [...isUp.values()]];
        const graticule = layers.has("graticule");
        const layout = { "images[0].visible": layers.has("relief") };
        for (const axis of ["xaxis", "yaxis"]) {
          layout[`${axis}.showgrid`] = graticule;
          layout[`${axis}.showticklabels`] = graticule;
        }
        window.Plotly.update(gd, { visible: up }, layout, numbers);
      },

      /* Ring the chosen place, if it is on the map and not ringed already. */
      ring(placeId) {
        const index = meta.point_places.indexOf(placeId);
        const points = gd.data[meta.points];
        const at = index < 0 ? [[null], [null]] : [[points.x[index]], [points.y[index]]];
        const { x, y } = gd.data[meta.selected];
        if (x[0] === at[0][0] && y[0] === at[1][0]) return;
        window.Plotly.restyle(gd, { x: [at[0]], y: [at[1]] }, [meta.selected]);
      },

      layerIsOn: (layer) => layers.has(layer),
      /* Whether a marker, or an area, is drawn within what is shown. */
      pointIsSeen: (index) => sight.points[index] && layers.has(meta.point_layers[index]) && shown.points[index] !== undefined && !shown.points[index].startsWith("-1"),
      areaIsSeen: (index) => sight.areas[index] && layers.has(meta.area_layers[index]),
      isShown: (index) => gd.data[meta.points].marker.opacity[index] > 0,

      /* The box of the plot on the page, and the degrees it shows. */
      frame() {
        const box = gd.querySelector(".nsewdrag").getBoundingClientRect();
        const { xaxis, yaxis } = gd._fullLayout;
        return { box, x: xaxis.range, y: yaxis.range };
      },

      /* Where a marker is drawn, in pixels of the plot: its point, backed away from its angle. */
      pixels(index, { box, x, y }) {
        const points = gd.data[meta.points];
        const [angle, away] = meta.asides[index];
        const turn = (angle * Math.PI) / 180;
        return [
          ((points.x[index] - x[0]) / (x[1] - x[0])) * box.width - Math.sin(turn) * away,
          ((y[1] - points.y[index]) / (y[1] - y[0])) * box.height + Math.cos(turn) * away,
        ];
      },
    };

    /* Nobody who took hold of this figure before listens any longer: not the scripts of the page before, and not Dash,
       which answers every move of the map by drawing all of it anew. */
    for (const moment of ["plotly_afterplot", "plotly_relayout", "plotly_relayouting"]) gd.removeAllListeners(moment);
    for (const trace of [meta.points, meta.halos, meta.moats, meta.siege].map((number) => gd.data[number])) for (const part of ["color", "opacity"]) if (Array.isArray(trace.marker[part])) trace.marker[part] = [...trace.marker[part]];
    crowd = mali.crowd(gd);
    find();
    gd.on("plotly_afterplot", redrawn);
    ground = mali.ground(gd, [survey, again, () => mali.labels.settle(self)]);
    return self;
  };

  mali.painter = painter;
  mali.valueOn = valueOn;
  mali.reveal = reveal;
})();
