/* Briefing mode in time: days are stepped on the sheets themselves, from the page's payload, and nothing is asked while
   they move. Once time rests, the finished sheets of that day come from the server: names, keys and notes are then right
   to the pixel, as in a file. If they do not come, the day is still painted true. */
(() => {
  const mali = (window.mali ??= {});
  const SVG = "http://www.w3.org/2000/svg";
  const REST = 450; // milliseconds without a step after which the finished sheets are asked for
  const OF_LEGEND = /^(swatch|slot|legend)/;
  let root = null;
  let graphs = [];
  let map = null; // the painter of the sheet that is a map
  let tell = null; // says what the map of a day says; none where the reader's own headline stands
  let address = null;
  let finished = null; // the question whose sheets are drawn
  let finishedDay = null;
  let resting = null;

  const question = () => {
    const query = new URLSearchParams(mali.address.query());
    query.set("on", mali.calendar.iso(mali.clock.day));
    return `${address}?${query}`;
  };

  const noted = (gd, name) => gd.layout.annotations.findIndex((note) => note.name === name);
  const noteNode = (gd, index) => gd.querySelector(`.annotation[data-index="${index}"] text.annotation-text`);

  /* Put other words into a note: into its data and, in the first of its lines that has them, on the screen. */
  const reword = (gd, name, from, to) => {
    const index = noted(gd, name);
    if (index < 0) return;
    const note = gd.layout.annotations[index];
    if (!note.text.includes(from)) return;
    note.text = note.text.replace(from, to);
    const node = noteNode(gd, index);
    const lines = [...(node?.querySelectorAll("tspan.line") ?? [])];
    const line = lines.find((one) => one.textContent.includes(from)) ?? node;
    if (line) line.textContent = line.textContent.replace(from, to);
  };

  /* The line of the day across a chart, and the day that stands at its end. */
  const moveLine = (gd, day) => {
    const index = (gd.layout.shapes ?? []).findIndex((shape) => shape.name === "day");
    if (index < 0) return;
    const iso = mali.calendar.iso(day);
    const before = gd._fullLayout.xaxis.d2p(gd.layout.shapes[index].x0);
    Object.assign(gd.layout.shapes[index], { x0: iso, x1: iso });
    const { xaxis } = gd._fullLayout;
    const x = xaxis._offset + xaxis.d2p(iso);
    const node = gd.querySelector(`.shapelayer [data-index="${index}"] path, .shapelayer path[data-index="${index}"]`);
    const drawn = node?.getAttribute("d")?.match(/-?[\d.]+/g)?.map(Number);
    if (drawn) node.setAttribute("d", `M${x},${drawn[1]}L${x},${drawn[3]}`);
    const label = noted(gd, "day-label");
    if (label < 0) return;
    gd.layout.annotations[label].xshift += xaxis.d2p(iso) - before;
    const group = gd.querySelector(`.annotation[data-index="${label}"]`);
    if (group) group.style.transform = `translateX(${xaxis.d2p(iso) - xaxis.d2p(mali.calendar.iso(finishedDay))}px)`;
  };

  /* The legend of a day that is not the finished one, in the place of that. */
  const paintLegend = (lines) => {
    const gd = map.graph;
    const isOther = mali.clock.day !== finishedDay;
    const layers = [...gd.querySelectorAll(".infolayer .annotation, .shapelayer [data-index], .shapelayer path[data-index]")];
    for (const node of layers) {
      const isNote = node.classList.contains("annotation");
      const name = (isNote ? gd.layout.annotations : gd.layout.shapes)[Number(node.dataset.index)]?.name ?? "";
      if (OF_LEGEND.test(name) && name !== "legend-title") node.style.visibility = isOther ? "hidden" : "";
    }
    gd.querySelector(".mali-legend")?.remove();
    if (!isOther) return;
    const { left, first, end, holder, sign, closest, middle, swatch: [width, height], indent } = JSON.parse(root.dataset.legend);
    const types = lines.map(([, rival, , pattern]) => (rival || pattern ? sign : holder));
    const squeeze = Math.min(1, (end - first) / Math.max(1, types.reduce((sum, { pitch }) => sum + pitch, 0)));
    let below = first;
    const group = document.createElementNS(SVG, "g");
    group.setAttribute("class", "mali-legend");
    lines.forEach(([colour, rival, name, pattern], slot) => {
      const { pitch } = types[slot];
      const size = Math.round(Math.min(types[slot].size, (pitch * squeeze) / closest) * 100) / 100;
      const y = below + middle * size;
      below += pitch * squeeze;
      const made = (tag, attributes) => {
        const node = document.createElementNS(SVG, tag);
        for (const [attribute, value] of Object.entries(attributes)) node.setAttribute(attribute, value);
        group.append(node);
        return node;
      };
      const swatch = { x: left + 1, y: y - height / 2, width, height, stroke: mali.map.painters[0].frames.legend.ink, "stroke-width": 0.7 };
      if (colour !== rival || !rival) made("rect", { ...swatch, fill: map.swatchFill(colour, rival, pattern) });
      const said = made("text", { x: left + indent, y, "dominant-baseline": "central", "font-size": size, "font-family": '"Source Sans 3", "Segoe UI", Helvetica, Arial, sans-serif' });
      said.textContent = name;
    });
    gd.querySelector(".infolayer").append(group);
  };

  /* The headline of the day; what changed last comes with the finished sheet. */
  const paintHeadline = (day) => {
    const gd = map.graph;
    gd.layout.annotations.forEach(({ name }, index) => {
      const node = noteNode(gd, index);
      if (node && name.startsWith("changes-")) node.style.visibility = day === finishedDay ? "" : "hidden";
    });
    if (!tell) return;
    const index = noted(gd, "headline");
    const node = noteNode(gd, index);
    gd.layout.annotations[index].text = tell(day);
    if (!node) return;
    node.textContent = tell(day);
    node.style.fontSize = "";
    const [size, room] = [gd.layout.annotations[index].font.size, gd._fullLayout.width - 2 * gd.layout.annotations[index].xshift];
    const wide = node.getComputedTextLength();
    if (wide > room) node.style.fontSize = `${(size * room) / wide}px`;
  };

  /* Incidents of other data sets are those of the finished day; of another they come with its sheet. */
  const paintIncidents = (day) => {
    for (const { uid } of map.graph.data.filter((trace) => trace.uid?.startsWith("incidents"))) mali.reveal(map.graph.querySelector(`.trace${CSS.escape(uid)}`), day === finishedDay);
  };

  /* A line leads to a name as long as this is there: that of a base which had not opened on the day is not. */
  const paintLeaders = () => {
    for (const { uid, customdata } of map.graph.data.filter((trace) => trace.uid?.startsWith("leaders"))) {
      const nodes = map.graph.querySelectorAll(`.trace${CSS.escape(uid)} .js-line`);
      nodes.forEach((node, line) => mali.reveal(node, map.isShown(customdata[3 * line])));
    }
  };

  const paintMap = (day) => {
    paintIncidents(day);
    const changed = new Set(mali.changes.on(day)?.places ?? []);
    const lines = map.legendOf(map.paintLooks(...map.looksOn(day), changed, map.staleOn(day)), day);
    paintLeaders();
    paintLegend(lines);
    paintHeadline(day);
  };

  const paint = (day) => {
    if (!root.isConnected) return;
    const [before, after] = [mali.calendar.index(root.dataset.on), day];
    for (const gd of graphs) {
      reword(gd, "date", mali.calendar.inWords(before), mali.calendar.inWords(after));
      reword(gd, "day-label", mali.calendar.brief(before), mali.calendar.brief(after));
      if (gd !== map?.graph) moveLine(gd, day);
    }
    root.dataset.on = mali.calendar.iso(day);
    for (const node of root.querySelectorAll(".brief-notes")) node.hidden = day !== finishedDay;
    if (map) paintMap(day);
    clearTimeout(resting);
    resting = setTimeout(finish, REST);
  };

  const finish = async () => {
    const asked = question();
    if (!root.isConnected || asked === finished) return;
    if (root.querySelector(".brief-notes")) return mali.address.renew(); // notes have days of their own
    const isLeft = () => !root.isConnected || asked !== question();
    const fits = (found) => Array.isArray(found) && found.length > 0 && found.every((one) => Array.isArray(one.data) && one.layout);
    const answer = await mali.ask.held(asked, { fits, isLeft, throws: ["other"] }).catch((fault) => {
      if (!(fault instanceof mali.ask.Fault)) throw fault;
      if (fault.kind === "other") mali.address.renew(); // another record is served now
    });
    if (!answer || isLeft()) return;
    finished = asked;
    finishedDay = mali.clock.day;
    if (answer.json.length !== graphs.length) mali.address.renew();
    else answer.json.forEach(({ data, layout }, number) => window.Plotly.react(graphs[number], data, layout, { staticPlot: true }));
    mali.clock.again();
  };

  mali.still = {
    /* The sheets once Plotly has drawn them. */
    drawn: (isLeft) =>
      new Promise((done) => {
        const look = () => {
          if (isLeft()) return done(null);
          const wanted = document.querySelectorAll("#map[data-still] .brief-graph").length;
          const found = [...document.querySelectorAll("#map[data-still] .js-plotly-plot")];
          if (window.Plotly && wanted > 0 && found.length >= wanted && found.every((gd) => gd._fullLayout?.xaxis && gd.querySelector(".infolayer .annotation"))) done(found);
          else requestAnimationFrame(look);
        };
        look();
      }),

    /* Take hold of the sheets of a page; those of two days are not stepped. */
    begin(found, payload, start) {
      root = document.querySelector("#map[data-still=day]");
      if (!root) return;
      graphs = found;
      address = start.sheets;
      finishedDay = mali.calendar.index(start.on);
      root.dataset.on = start.on;
      finished = null;
      map = null;
      if (graphs[0].layout.meta?.point_places) {
        map = mali.painter(graphs[0], payload, start.layers, () => mali.clock.again());
        mali.map.take([map]);
        tell = new URLSearchParams(start.query).has("headline") ? null : mali.finding.teller(payload, map);
        mali.events.begin(graphs[0], payload);
      }
      mali.clock.onPaint(paint);
    },

    /* The query that the sheets were made for is known only once the address has begun. */
    settle() {
      if (root) finished = question();
    },

    /* Whether the sheets are those of a page that has begun, so that keys step them. */
    isReady: () => Boolean(root?.isConnected && finished),
  };
})();
