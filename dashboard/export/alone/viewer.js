/* The script of a file that opens anywhere: it looks up the looks of a day and paints them. It asks for nothing. */
(() => {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg";
  const data = JSON.parse(document.getElementById("data").textContent);
  const { shared, map, steps } = data;
  const DAY = 86_400_000;
  const first = Date.parse(shared.first);
  const last = shared.days - 1;
  let lang = data.lang;
  let said = data.said[lang];
  let place = data.place;
  let comparing = false;
  let current = null; // step
  let days = [data.on, data.to];
  let maps = [];
  let view = [0, 0, ...map.size];

  const valueOn = (run, day) => {
    let found = run[1];
    for (let i = 0; i < run.length && run[i] <= day; i += 2) found = run[i + 1];
    return found;
  };

  const iso = (day) => new Date(first + day * DAY).toISOString().slice(0, 10);
  const plain = (day) => {
    const date = new Date(first + day * DAY);
    const { months, first: one } = said.calendar;
    return `${date.getUTCDate() === 1 ? one : date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
  };
  const inWords = (day) => {
    const weekday = said.calendar.weekdays[(new Date(first + day * DAY).getUTCDay() + 6) % 7];
    const whole = `${weekday} ${plain(day)}`;
    return day > shared.asOf ? said.says.carried.replace("{day}", whole) : whole;
  };

  const svg = (tag, attributes = {}, ...inside) => {
    const node = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.append(...inside);
    return node;
  };
  const html = (tag, attributes = {}, ...inside) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name in node && name !== "list") node[name] = value;
      else node.setAttribute(name, value);
    }
    node.append(...inside.filter((each) => each !== null && each !== undefined));
    return node;
  };
  const one = (id) => document.getElementById(id);
  const titled = (node, words) => {
    node.querySelector("title")?.remove();
    if (words) node.prepend(svg("title", {}, words));
  };

  /* Patterns of two colours, once for each look. */
  const strokes = {
    "/": (s) => `M${-s / 4},${s / 4}l${s / 2},${-s / 2}M0,${s}L${s},0M${(s * 3) / 4},${(s * 5) / 4}l${s / 2},${-s / 2}`,
    "\\": (s) => `M${(s * 3) / 4},${-s / 4}l${s / 2},${s / 2}M0,0L${s},${s}M${-s / 4},${(s * 3) / 4}l${s / 2},${s / 2}`,
    "-": (s) => `M0,${s / 2}H${s}`,
  };
  strokes.x = (s) => strokes["/"](s) + strokes["\\"](s);
  const pattern = (id, ground, stripe, shape) => {
    const side = shared.hatch.size * (["/", "x", "\\"].includes(shape) ? Math.SQRT2 : 1);
    const width = shared.hatch.solidity[shape] * shared.hatch.size * (shape === "x" ? 0.5 : 1);
    const drawn = shape === "." ? svg("circle", { cx: side / 2, cy: side / 2, r: side / 4, fill: stripe }) : svg("path", { d: strokes[shape](side), stroke: stripe, "stroke-width": width });
    return svg("pattern", { id, width: side, height: side, patternUnits: "userSpaceOnUse" }, svg("rect", { width: side, height: side, fill: ground }), drawn);
  };

  const layers = new Set(data.layers);

  const build = (number) => {
    const root = svg("svg", { viewBox: view.join(" "), role: "img", class: "map" });
    const defs = svg("defs");
    shared.looks.forEach((look, index) => {
      if (!look.stripe) return;
      defs.append(pattern(`h${number}-${index}`, look.area, look.stripe, look.pattern), pattern(`m${number}-${index}`, look.massif, look.massifStripe, look.pattern));
    });
    const fixed = (content) => {
      const group = svg("g");
      group.innerHTML = content;
      return group;
    };
    const areas = map.areas.map((area) => svg("path", { d: area.d, "fill-rule": "evenodd", "data-of": area.of ?? "", ...(layers.has(area.layer) ? {} : { display: "none" }) }));
    const sheets = map.fading.sheets.map((d) => svg("path", { d, fill: map.fading.colour, "fill-rule": "evenodd", "pointer-events": "none" }));
    const above = areas.filter((_, index) => map.areas[index].indicative);
    const below = areas.filter((_, index) => !map.areas[index].indicative);
    const points = map.points.map(({ at, d, halo, of, r }) => {
      const parts = {
        today: svg("circle", { r: r + 8, fill: "none", stroke: "#111", "stroke-width": 2 }),
        moat: svg("circle", { r: r + 7, fill: "rgba(255,255,255,0.9)" }),
        siege: svg("circle", { r: r + 5, fill: "none", "stroke-width": 3.4, "stroke-dasharray": "3 2.2" }),
        halo: svg("path", { d: halo }),
        body: svg("path", { d }),
        sign: svg("g", { stroke: "#fff", "stroke-width": 1.8, fill: "none" }),
      };
      return { ...parts, group: svg("g", { transform: `translate(${at})`, "data-of": of }, ...Object.values(parts)) };
    });
    root.append(defs, fixed(map.relief), fixed(""), svg("g", {}, ...below, ...sheets, ...above), svg("g", {}, ...points.map(({ group }) => group)), fixed(""), fixed(""));
    root.addEventListener("click", (event) => {
      const of = event.target.closest("[data-of]")?.dataset.of;
      if (of) choose(of);
    });
    const figure = html("figure", {}, html("figcaption", {}), root);
    return { root, figure, areas, points, shown: [] };
  };

  const paint = (drawn, number) => {
    const day = days[number];
    const changed = new Set(said.changes.find((change) => change.day === day)?.places ?? []);
    const seen = [];
    drawn.figure.firstChild.textContent = inWords(day);
    drawn.root.setAttribute("aria-label", `${said.controls.map}, ${inWords(day)}`);
    map.areas.forEach((area, index) => {
      const value = valueOn(shared.areas[index], day);
      const look = shared.looks[value];
      const node = drawn.areas[index];
      const edge = shared.edges[changed.has(area.of) ? "changed" : area.indicative ? "indicative" : "commune"];
      const ground = area.massif ? look.massif : look.area;
      node.setAttribute("fill", look.stripe ? `url(#${area.massif ? "m" : "h"}${number}-${value})` : ground);
      node.setAttribute("stroke", edge.color);
      node.setAttribute("stroke-width", edge.width);
      node.setAttribute("stroke-dasharray", area.indicative ? "3 3" : "none");
      titled(node, said.sentences[valueOn(said.titles.areas[index], day)]);
      if (layers.has(area.layer)) seen.push({ ...look, besieger: -1 });
    });
    map.points.forEach((point, index) => {
      const value = valueOn(shared.points[index], day);
      const parts = drawn.points[index];
      const isSeen = value >= 0 && point.seen && layers.has(point.layer);
      parts.group.style.display = isSeen ? "" : "none";
      const name = drawn.root.querySelector(`[data-named="${point.of}"]`);
      if (name) name.style.display = parts.group.style.display;
      if (!isSeen) return;
      const look = shared.looks[value];
      parts.halo.setAttribute("fill", look.halo);
      parts.body.setAttribute("fill", look.point);
      parts.body.setAttribute("stroke", look.ring);
      parts.body.setAttribute("stroke-width", look.width);
      parts.siege.setAttribute("stroke", look.siege);
      parts.siege.style.display = parts.moat.style.display = look.besieger >= 0 ? "" : "none";
      parts.today.style.display = changed.has(point.of) ? "" : "none";
      parts.sign.replaceChildren(...(map.signs[look.sign] ?? []).map(([d, isFilled]) => svg("path", { d, ...(isFilled ? { fill: "#fff", stroke: "none" } : {}) })));
      titled(parts.group, said.sentences[valueOn(said.titles.points[index], day)]);
      seen.push(look);
    });
    drawn.root.lastChild.innerHTML = said.notes.filter(([from, to]) => from <= day && day <= to).map(([, , content]) => content).join("");
    return { seen, isChanged: changed.size > 0 };
  };

  const swatch = ([colour, rival, words, shape]) => {
    const isSign = colour === said.legend.dotted[0];
    const drawn = svg("svg", { width: 24, height: 15, "aria-hidden": "true" });
    const id = `k${Math.random().toString(36).slice(2)}`;
    if (rival && rival !== colour) drawn.append(svg("defs", {}, pattern(id, colour, rival, shape ?? "/")));
    if (!isSign) drawn.append(svg("rect", { x: 1, y: 1, width: 22, height: 13, fill: rival && rival !== colour ? `url(#${id})` : colour, stroke: said.legend.ink, "stroke-width": 0.7 }));
    return html("li", {}, isSign ? null : drawn, words);
  };

  const legend = (painted) => {
    const seen = painted.flatMap((each) => each.seen);
    const actors = new Set(seen.flatMap((look) => [...look.actors, ...(look.besieger >= 0 ? [look.besieger] : [])]));
    const byColour = new Map();
    said.legend.actors.forEach(([colour, name], actor) => actors.has(actor) && byColour.set(colour, [...(byColour.get(colour) ?? []), name]));
    const lines = [...byColour].map(([colour, names]) => [colour, null, names.join(", ")]);
    const more = [["contested", "contested"], ["crowded", "crowded"], ["unknown", "unknown"], ["faded", "faded"]];
    for (const [is, line] of more) if (seen.some((look) => look[is])) lines.push(said.legend[line]);
    if (seen.some((look) => look.besieger >= 0)) lines.push(said.legend.besieged);
    if (map.areas.some((area) => area.indicative && layers.has(area.layer))) lines.push(said.legend.dotted);
    if (map.fading.sheets.length) lines.push(said.legend.fading);
    if (painted.some((each) => each.isChanged)) lines.push(said.legend.changed);
    const keys = html("div", { className: "keys" });
    keys.innerHTML = said.keys;
    one("legend").replaceChildren(html("h2", {}, said.controls.legend), html("ul", {}, ...lines.map(swatch)), keys);
  };

  const source = (id) => {
    const [words, address] = said.sources[id];
    const link = address.startsWith("http") ? html("a", { href: address, rel: "noopener noreferrer", target: "_blank" }, words) : words;
    return html("li", {}, link);
  };

  const card = (day) => {
    if (!place || !said.cards[place]) return [];
    const [name, kind, rows] = said.cards[place];
    const [, sentence, told, grade, sources] = rows.findLast(([since]) => since <= day) ?? rows[0];
    const parts = [html("h2", {}, name), html("p", { className: "quiet" }, kind), html("p", { className: "holding" }, sentence)];
    if (told) parts.push(html("p", {}, told), html("p", { className: "grade" }, grade), html("h3", {}, said.controls.sources), html("ul", {}, ...sources.map(source)));
    return [html("article", { className: "card" }, ...parts)];
  };

  const panel = () => {
    const day = days[comparing ? 1 : 0];
    const options = Object.entries(said.cards).map(([id, [name]]) => html("option", { value: id, selected: id === place }, name));
    const chooser = html("label", {}, `${said.controls.place} `, html("select", { id: "place", onchange: (event) => choose(event.target.value) }, html("option", { value: "" }, said.controls.choose), ...options));
    const change = said.changes.find((each) => each.day === day);
    const today = change ? [html("h3", {}, said.controls.changed), html("ul", {}, ...change.words.map((words) => html("li", {}, words)))] : [html("p", { className: "quiet" }, said.says.nothing)];
    const events = said.events.filter((event) => event.day <= day && day <= event.until).map((event) => html("p", {}, html("strong", {}, event.title), ` ${event.summary} (${event.when})`));
    const all = Object.values(said.cards).map(([, , rows]) => (rows.findLast(([since]) => since <= day) ?? rows[0])[1]);
    const words = html("details", {}, html("summary", {}, said.controls.words), html("ul", {}, ...all.map((each) => html("li", {}, each))));
    const isOpen = one("panel").querySelector("details")?.open;
    if (isOpen) words.open = true;
    one("panel").replaceChildren(html("p", { className: "day" }, inWords(day)), ...today, ...events, chooser, ...card(day), words);
  };

  const nextChange = (from, way) => {
    const found = said.changes.map((change) => change.day).filter((day) => (way > 0 ? day > from : day < from));
    return found.length ? (way > 0 ? Math.min(...found) : Math.max(...found)) : from;
  };

  const monthOn = (day, months) => {
    const date = new Date(first + day * DAY);
    const target = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0));
    target.setUTCDate(Math.min(date.getUTCDate(), target.getUTCDate()));
    return Math.round((target.getTime() - first) / DAY);
  };

  const set = (number, day) => {
    days[number] = Math.max(0, Math.min(last, Math.round(day)));
    show();
  };

  const slider = (number, name) => {
    const field = html("input", { type: "range", min: 0, max: last, step: 1, id: `day-${number}`, value: days[number], oninput: (event) => set(number, Number(event.target.value)) });
    field.setAttribute("aria-label", name);
    field.addEventListener("keydown", (event) => {
      const to = { PageUp: () => monthOn(days[number], 1), PageDown: () => monthOn(days[number], -1), ",": () => nextChange(days[number], -1), "[": () => nextChange(days[number], -1), ".": () => nextChange(days[number], 1), "]": () => nextChange(days[number], 1) }[event.key];
      if (!to || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      set(number, to());
    });
    const date = html("input", { type: "date", id: `date-${number}`, min: iso(0), max: iso(last), onchange: (event) => event.target.value && set(number, (Date.parse(event.target.value) - first) / DAY) });
    date.setAttribute("aria-label", name);
    const step = (sign, words, way) => html("button", { title: words, "aria-label": words, onclick: () => set(number, nextChange(days[number], way)) }, sign);
    return html("div", { className: "line" }, step("‹", said.controls.before, -1), date, step("›", said.controls.after, 1), field);
  };

  const zoom = (factor, [x, y] = [0.5, 0.5]) => {
    const [left, top, width, height] = view;
    const wide = Math.max(40, Math.min(map.size[0], width * factor));
    const high = (wide * map.size[1]) / map.size[0];
    look([left + (width - wide) * x, top + (height - high) * y, wide, high]);
  };
  const look = (next) => {
    view = next;
    for (const { root } of maps) root.setAttribute("viewBox", view.join(" "));
  };

  const draggable = ({ root }) => {
    let pressed = null;
    root.addEventListener("wheel", (event) => {
      event.preventDefault();
      const box = root.getBoundingClientRect();
      zoom(Math.exp(Math.max(-20, Math.min(20, event.deltaY)) / 200), [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height]);
    }, { passive: false });
    root.addEventListener("pointerdown", (event) => (pressed = { x: event.clientX, y: event.clientY, view }));
    window.addEventListener("pointermove", (event) => {
      if (!pressed) return;
      const scale = view[2] / root.getBoundingClientRect().width;
      look([pressed.view[0] - (event.clientX - pressed.x) * scale, pressed.view[1] - (event.clientY - pressed.y) * scale, view[2], view[3]]);
    });
    window.addEventListener("pointerup", () => (pressed = null));
  };

  /* A step: its day, or its two days beside each other, and what is said of it. */
  const take = (step) => {
    const [chosen, words] = step;
    current = step;
    comparing = chosen.length > 1;
    days = [chosen[0], chosen[1] ?? days[1]];
    if (words) Object.assign(one("message"), { textContent: words, hidden: false });
    dress();
  };

  const dress = () => {
    said = data.said[lang];
    document.documentElement.lang = lang;
    document.title = document.querySelector("h1").textContent = said.controls.title;
    const button = (words, onclick, pressed) => {
      const node = html("button", { onclick }, words);
      if (pressed !== undefined) node.setAttribute("aria-pressed", pressed);
      return node;
    };
    one("languages").replaceChildren(...Object.keys(data.said).map((code) => {
      const node = button(code === "fr" ? "Français" : "English", () => ((lang = code), dress()), code === lang);
      node.lang = code;
      return node;
    }));
    const signed = (sign, words, onclick) => html("button", { title: words, "aria-label": words, onclick }, sign);
    document.querySelector(".tools").replaceChildren(signed("+", said.controls.zoomIn, () => zoom(0.6)), signed("−", said.controls.zoomOut, () => zoom(1.667)), signed("⌂", said.controls.home, () => look([0, 0, ...map.size])));
    const chips = steps.map((step) => button(step[0].map(plain).join(" → "), () => take(step), step === current));
    const compare = button(said.controls.compare, () => {
      comparing = !comparing;
      if (comparing) days = [data.from, data.to];
      dress();
    }, comparing);
    one("time").replaceChildren(html("div", { className: "line" }, compare, ...(chips.length ? [html("span", { className: "quiet" }, said.controls.steps), ...chips] : [])), slider(0, said.controls.day), ...(comparing ? [slider(1, said.controls.later)] : []));
    one("about").replaceChildren(html("p", {}, said.controls.made), html("p", {}, said.controls.control), ...(said.notes.length || data.message ? [html("p", { className: "notes" }, said.controls.notes)] : []));
    maps = [0, ...(comparing ? [1] : [])].map(build);
    maps.forEach(draggable);
    for (const { root } of maps) {
      const [, , ground, , , names] = root.children;
      ground.innerHTML = said.ground;
      names.innerHTML = said.names;
    }
    document.querySelector(".maps").replaceChildren(...maps.map(({ figure }) => figure));
    show();
  };

  const show = () => {
    legend(maps.map(paint));
    maps.forEach((_, number) => {
      const field = one(`day-${number}`);
      field.value = days[number];
      field.setAttribute("aria-valuetext", inWords(days[number]));
      one(`date-${number}`).value = iso(days[number]);
    });
    document.documentElement.dataset.on = iso(days[0]);
    panel();
  };

  const choose = (id) => {
    place = id || null;
    panel();
  };

  for (const node of document.querySelectorAll(".marking")) Object.assign(node, { textContent: data.marking, hidden: !data.marking });
  Object.assign(one("message"), { textContent: data.message, hidden: !data.message });
  if (steps.some(([, words]) => words)) take(steps[0]);
  else dress();
})();
