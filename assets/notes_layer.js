/* A reader's notes over the maps of the page: drawn where they stand on the ground, moved by hand and by keys. */
(() => {
  const mali = (window.mali ??= {});
  const SVG = "http://www.w3.org/2000/svg";
  const [STEP, FINE] = [10, 1]; // pixels that an arrow key moves, and with Shift
  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  let held = null;
  let layers = [];
  let running = 0;
  let isEditing = false;
  let chosen = null;
  let onChoose = () => {};

  const made = (parent, tag, attributes, said = null) => {
    const node = parent.appendChild(document.createElementNS(SVG, tag));
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    if (said !== null) node.textContent = said;
    return node;
  };

  const spot = ({ x, y, box }, [lon, lat]) => [((lon - x[0]) / (x[1] - x[0])) * box.width, ((y[1] - lat) / (y[1] - y[0])) * box.height];
  const rounded = (degrees, most) => Math.round(1000 * Math.max(-most, Math.min(most, degrees))) / 1000;
  const moved = ({ x, y, box }, [lon, lat], [right, down]) => [rounded(lon + (right / box.width) * (x[1] - x[0]), 180), rounded(lat - (down / box.height) * (y[1] - y[0]), 85)];

  /* The words on a slip about a point. */
  const slip = (group, said, [x, y], size) => {
    if (!said) return;
    const text = made(group, "text", { x, y, "text-anchor": "middle", "dominant-baseline": "central", "font-size": size, "font-weight": 600, fill: held.colour }, said);
    const { x: left, y: top, width, height } = text.getBBox();
    const ground = made(group, "rect", { x: left - 5, y: top - 2, width: width + 10, height: height + 4, fill: "#fffbe3", stroke: held.colour, "stroke-width": 1.2 });
    group.insertBefore(ground, text);
  };

  const shapes = {
    text: () => {},
    point: (group, [at, end]) => {
      made(group, "path", { d: `M${at}L${end}` });
      made(group, "circle", { cx: at[0], cy: at[1], r: 4.5, class: "solid" });
    },
    arrow: (group, [from, to]) => {
      made(group, "path", { d: `M${from}L${to}` });
      const way = Math.atan2(to[1] - from[1], to[0] - from[0]);
      const side = (turn) => [to[0] - 13 * Math.cos(way + turn), to[1] - 13 * Math.sin(way + turn)];
      made(group, "path", { d: `M${to}L${side(-0.42)}L${side(0.42)}Z`, class: "solid" });
    },
    circle: (group, [at, rim]) => {
      const r = Math.hypot(rim[0] - at[0], rim[1] - at[1]);
      made(group, "circle", { cx: at[0], cy: at[1], r, class: "tint" });
      return [at[0], at[1] - r - 12];
    },
    outline: (group, corners) => {
      made(group, "path", { d: `M${corners.join("L")}Z`, class: "tint" });
      const middle = corners.reduce((sum, [x]) => sum + x, 0) / corners.length;
      return [middle, Math.min(...corners.map(([, y]) => y)) - 12];
    },
  };

  const draw = (svg, view, note, number) => {
    const spots = note.at.map((at) => spot(view, at));
    const said = held.says.note.replace("%", note.words || held.kinds.find(([kind]) => kind === note.kind)[2]);
    const group = made(svg, "g", { class: `note${note === chosen ? " chosen" : ""}`, "data-note": number, "aria-label": said, ...(isEditing ? { tabindex: 0, role: "button" } : { role: "img" }) });
    const other = shapes[note.kind]?.(group, spots);
    slip(group, note.words, other ?? (note.kind === "point" ? spots[1] : spots[0]), 13);
    if (!isEditing || note !== chosen) return;
    spots.forEach(([x, y], index) => made(svg, "circle", { cx: x, cy: y, r: 6, class: "handle", tabindex: 0, role: "button", "data-note": number, "data-end": index, "aria-label": `${held.says.handle} (${index + 1}/${spots.length})` }));
  };

  const key = (view, iso) => [...view.x, ...view.y, view.box.width, view.box.height, view.box.left, view.box.top, iso].join();

  const isoOf = (painter) => mali.calendar.iso(painter.days.at(-1) ?? mali.clock.day);

  const place = (layer, force) => {
    const { painter, svg } = layer;
    const view = painter.frame();
    const iso = isoOf(painter);
    const now = key(view, iso);
    if (!force && now === layer.key) return;
    layer.key = now;
    const stage = svg.parentElement.getBoundingClientRect();
    Object.assign(svg.style, { left: `${view.box.left - stage.left}px`, top: `${view.box.top - stage.top}px`, width: `${view.box.width}px`, height: `${view.box.height}px` });
    const focused = svg.contains(document.activeElement) ? { ...document.activeElement.dataset } : null;
    svg.replaceChildren();
    mali.notes.all.forEach((note, number) => mali.notes.isSeen(note, iso) && draw(svg, view, note, number));
    const middle = view.box.width / 2;
    if (mali.notes.message && layer === layers.find((one) => one.painter.graph.offsetParent)) slip(made(svg, "g", { class: "message" }), mali.notes.message, [middle, 20], 15);
    if (svg.querySelector(".note")) slip(made(svg, "g", { class: "notes-key" }), held.says.key, [middle, view.box.height - 14], 11);
    const end = focused?.end === undefined ? ":not([data-end])" : `[data-end="${focused.end}"]`;
    if (focused) svg.querySelector(`[data-note="${focused.note}"]${end}`)?.focus({ preventScroll: true });
  };

  const any = () => mali.notes.all.length > 0 || mali.notes.message !== "";

  /* The ground may move with every frame; without notes nothing runs. */
  const loop = () => {
    layers = layers.filter(({ svg }) => svg.isConnected);
    for (const layer of layers) if (layer.painter.graph.offsetParent) place(layer, false);
    running = layers.length && any() ? requestAnimationFrame(loop) : 0;
  };

  const again = () => {
    for (const layer of layers) if (layer.painter.graph.offsetParent) place(layer, true);
    if (!running && layers.length && any()) running = requestAnimationFrame(loop);
  };

  const noteOf = (node) => mali.notes.all[Number(node.dataset.note)];

  const shift = (layer, node, by) => {
    const note = noteOf(node);
    const view = layer.painter.frame();
    const end = node.dataset.end;
    note.at = note.at.map((at, index) => (end === undefined || Number(end) === index ? moved(view, at, by) : at));
  };

  const choose = (note) => {
    if (chosen === note) return;
    chosen = note;
    onChoose(note);
    again();
  };

  const listen = (layer) => {
    const { svg } = layer;
    let press = null;
    svg.addEventListener("pointerdown", (event) => {
      const node = isEditing && event.isPrimary && event.button === 0 && event.target.closest("[data-note]");
      if (!node) return;
      event.preventDefault();
      event.stopPropagation();
      press = { ...node.dataset, x: event.clientX, y: event.clientY };
      choose(noteOf(node));
      svg.setPointerCapture(event.pointerId);
    });
    svg.addEventListener("pointermove", (event) => {
      if (!press) return;
      shift(layer, { dataset: press }, [event.clientX - press.x, event.clientY - press.y]);
      [press.x, press.y] = [event.clientX, event.clientY];
      again();
    });
    for (const type of ["pointerup", "pointercancel"]) svg.addEventListener(type, () => {
      if (press) mali.notes.changed();
      press = null;
    });
    svg.addEventListener("focusin", (event) => isEditing && event.target.dataset.note && choose(noteOf(event.target)));
    svg.addEventListener("keydown", (event) => {
      const node = event.target.closest("[data-note]");
      if (!node || !isEditing) return;
      const arrow = ARROWS[event.key];
      if (arrow) shift(layer, node, arrow.map((way) => way * (event.shiftKey ? FINE : STEP)));
      else if (event.key === "Delete" || event.key === "Backspace") mali.notes.remove(noteOf(node));
      else if (event.key === "Enter" || event.key === " ") document.getElementById("note-words")?.focus();
      else return;
      event.preventDefault();
      event.stopPropagation();
      if (arrow) mali.notes.changed();
    });
  };

  mali.notesLayer = {
    /* Draw over these maps. */
    begin(painters, words) {
      held = words;
      chosen = null;
      for (const { svg } of layers) svg.remove();
      layers = painters.map((painter) => {
        const svg = document.createElementNS(SVG, "svg");
        svg.setAttribute("class", "notes-layer");
        painter.graph.closest(".stage").append(svg);
        return { painter, svg, key: "" };
      });
      layers.forEach(listen);
      again();
    },
    again,
    choose,
    edit(yes, chosenBy) {
      isEditing = yes;
      onChoose = chosenBy ?? (() => {});
      if (!yes) chosen = null;
      again();
    },
    focus(note) {
      const number = mali.notes.all.indexOf(note);
      layers.find(({ painter }) => painter.graph.offsetParent)?.svg.querySelector(`[data-note="${number}"]`)?.focus();
    },
    /* A position by shares of the map that is shown. */
    at(across, down) {
      const { x, y } = mali.map.shown.frame();
      return [rounded(x[0] + across * (x[1] - x[0]), 180), rounded(y[1] - down * (y[1] - y[0]), 85)];
    },
  };
})();
