/* Incidents of other data sets: asked for when their layer is first shown, held as columns, and told in words. Which are
   of the days up to the day shown is found by halving; they stand in the order of their first days. */
(() => {
  const mali = (window.mali ??= {});
  const NUMBERS = ["first", "last", "lon", "lat", "precise", "what", "sides", "where", "deaths", "of"];
  const MOST_LISTED = 50;
  const MOST_TOLD = 4; // that the pointer is told at once
  const MOST_NAMED = 12; // lines of the key
  let held = null; // the columns, and of which address
  let address = "";
  let days = 0;
  let asking = "";
  let painter = null;

  const isWanted = () => Boolean(address) && painter?.graph.isConnected && mali.map.layerIsOn("incidents");
  const isOn = () => isWanted() && held?.address === address;
  const node = (id) => document.getElementById(id);

  /* The number of values in order that are at most another. */
  const upTo = (values, most) => {
    let [low, high] = [0, values.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (values[middle] <= most) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  const take = (found, from) => {
    const columns = { ...found, address: from };
    for (const name of NUMBERS) columns[name] = (name === "lon" || name === "lat" ? Float64Array : Int32Array).from(found[name]);
    held = columns;
  };

  const imported = async (from, isLeft) => {
    const fits = (found) => Array.isArray(found.first) && Array.isArray(found.id);
    return (await mali.ask(from, { fits, isLeft })).json;
  };

  const ask = async () => {
    const mine = (asking = address);
    const isLeft = () => mine !== address || !isWanted();
    const isOwn = mine === mali.incidentsOwn.address;
    try {
      take(isOwn ? await mali.incidentsOwn.ask(isLeft) : await imported(mine, isLeft), mine);
      mali.clock.again();
    } catch (fault) {
      if (!(fault instanceof mali.ask.Fault)) throw fault;
      if (fault.kind === "other" && !isOwn) mali.address.renew(); // something else was imported meanwhile
      else if (fault.kind !== "left" && node("incidents-said")) node("incidents-said").textContent = fault.said;
    } finally {
      if (asking === mine) asking = "";
    }
  };

  const when = (index) => {
    const [first, last] = [held.first[index], held.last[index]].map(mali.calendar.plain);
    return first === last ? first : held.says.between.replace("{first}", first).replace("{last}", last);
  };

  const said = (index) => {
    const parts = {
      when: when(index),
      what: held.whats[held.what[index]],
      sides: held.allSides[held.sides[index]].said,
      where: held.wheres[held.where[index]],
      precise: held.says.precise[held.precise[index]],
      deaths: held.deaths[index],
      source: `${held.sets[held.of[index]]}, ${held.id[index]}`,
    };
    return held.says.line.replace(/{(\w+)}/g, (_, name) => parts[name]);
  };

  const more = (count) => held.says.more.replace("{count}", count);

  const item = (words, index) => {
    const entry = document.createElement("li");
    const button = Object.assign(document.createElement("button"), { className: "link", textContent: words });
    button.dataset.incident = index;
    entry.append(button);
    return entry;
  };

  const plain = (words) => Object.assign(document.createElement("li"), { className: "quiet", textContent: words });

  /* Whose colours are in sight, and that grey is nobody's. */
  const key = (seen) => {
    const all = [...new Set(seen.map((index) => held.sides[index]))].map((number) => held.allSides[number]);
    const { actors } = painter.frames.legend;
    const lines = [...new Set(all.flatMap((sides) => sides.actors))].sort((a, b) => a - b).map((number) => actors[number]);
    const known = new Set(lines.map(([colour]) => colour));
    const grey = all.flatMap(({ colour, other }) => [colour, other]).find((colour) => colour && !known.has(colour));
    const swatch = ([colour, name]) => {
      const line = plain(name);
      const sign = document.createElement("i");
      sign.style.background = colour;
      line.prepend(sign);
      return line;
    };
    return [...lines.slice(0, MOST_NAMED), ...(grey ? [[grey, held.says.unknown]] : [])].map(swatch);
  };

  /* Whom to credit stands below the map as long as anything is drawn. */
  const credit = () => {
    const line = node("incidents-credit");
    const words = isOn() ? held.credit.replace("{days}", days) : "";
    if (!line || line.textContent === words) return;
    line.textContent = words;
    line.hidden = !words;
  };

  /* The panel tells how many are in sight, and lists them; the menu of exports, that files are made without a reader's own. */
  const tell = () => {
    mali.incidentsDensity.show(isOn());
    if (node("export-own")) node("export-own").hidden = !isOn() || held.address !== mali.incidentsOwn.address;
    if (!node("incidents-said")) return;
    if (!isOn()) {
      for (const id of ["incidents-said", "incidents-key", "incidents-list"]) node(id).replaceChildren();
      return;
    }
    const { drawn, counted } = mali.incidentsLayer.sight();
    const [first, last] = [mali.clock.day - days + 1, mali.clock.day].map(mali.calendar.plain);
    const { says } = held;
    const parts = [says.drawn.replace("{first}", first).replace("{last}", last).replace("{drawn}", drawn.length)];
    if (counted.length) parts.push(says.counted.replace("{count}", counted.length));
    node("incidents-said").textContent = parts.join(" · ");
    if (!node("incidents-said").closest("details").open) return;
    const all = [...drawn, ...counted].sort((a, b) => b - a);
    node("incidents-key").replaceChildren(...key(all));
    const rest = all.length > MOST_LISTED ? [plain(more(all.length - MOST_LISTED))] : [];
    node("incidents-list").replaceChildren(...all.slice(0, MOST_LISTED).map((index) => item(said(index), index)), ...rest);
  };

  /* Which incident of the list has the pointer or the focus is ringed on the map. */
  for (const [come, go] of [["focusin", "focusout"], ["mouseover", "mouseout"]]) {
    document.addEventListener(come, ({ target }) => {
      const button = target.closest?.("[data-incident]");
      if (button) mali.incidentsLayer.ring(Number(button.dataset.incident));
    });
    document.addEventListener(go, ({ target }) => target.closest?.("[data-incident]") && mali.incidentsLayer.ring(null));
  }

  document.addEventListener("click", ({ target }) => {
    const button = target.closest?.("[data-incident-days]");
    if (!button) return;
    days = Number(button.dataset.incidentDays);
    for (const other of document.querySelectorAll("[data-incident-days]")) other.setAttribute("aria-pressed", other === button);
    mali.address.set("incident_days", String(days));
    mali.clock.again();
    mali.clock.rest();
  });

  mali.incidents = {
    /* Take hold of the map of a page. What is drawn is a file of the reader's own, else what was imported beside the record. */
    begin(start, ofMap) {
      days = start.incidentDays;
      painter = ofMap;
      const choose = () => {
        address = mali.incidentsOwn.address || start.incidents;
        if (held?.address !== address) held = null;
      };
      choose();
      mali.incidentsOwn.begin(start.ownIncidents, () => {
        choose();
        mali.clock.again();
        mali.clock.rest();
      });
      mali.incidentsLayer.begin(painter);
      mali.clock.onPaint(() => {
        if (isWanted() && !isOn() && asking !== address) ask();
        credit();
        mali.incidentsLayer.paint();
      });
      mali.clock.onRest(tell);
      painter.graph.on("plotly_relayout", tell);
      node("incidents-said")?.closest("details").addEventListener("toggle", tell);
    },

    isOn,
    get series() {
      return held;
    },

    /* From which number to before which other the incidents stand that may be of the days up to a day; call with each. */
    each(day, visit) {
      const { first, last, longest } = held;
      const begins = day - days + 1;
      const end = upTo(first, day);
      for (let index = upTo(first, begins - longest - 1); index < end; index += 1) if (last[index] >= begins) visit(index);
    },

    /* What lies under the pointer, in words; empty where nothing does. */
    under(event, ofMap) {
      if (!isOn() || ofMap !== painter) return "";
      const found = mali.incidentsLayer.under(event);
      const lines = found.slice(0, MOST_TOLD).map(said);
      return [...lines, ...(found.length > MOST_TOLD ? [more(found.length - MOST_TOLD)] : [])].join("\n");
    },
  };
})();
