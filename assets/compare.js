/* Two days against each other: which days, how they are shown, and what that paints. The maps ask the server nothing;
   the words beside them do, once the days rest. */
(() => {
  const mali = (window.mali ??= {});
  const REST = 140; // milliseconds without a new day after which the slower readers are told
  let root = null;
  let painters = [];
  let frames = null;
  let changes = null;
  let days = { from: 0, to: 0 };
  let queued = false;
  let resting = null;
  let watched = null;

  const mode = () => root.dataset.mode;
  const isFlipped = () => root.dataset.flip === "true";

  /* A phone has no room for two days with their weekdays beside each other. */
  const dayInWords = (day) => (mode() === "swipe" && mali.room.is("phone") ? mali.calendar.plain(day) : mali.calendar.inWords(day));

  /* What a map is called, in lines that fit it. */
  const title = (painter, what) => mali.twins.arrangement(painter).titles[what];

  /* Put a look on every place of a map, as far as it is there on a day. */
  const paintPlaces = (painter, day, lookOf) => {
    const points = painter.meta.point_places.map((place, index) => (mali.valueOn(frames.points[index], day) < 0 ? -1 : lookOf(place)));
    return painter.paintLooks(painter.meta.area_places.map(lookOf), points);
  };

  /* A place as one of the days sees it. */
  const seenFrom = (place, end) => (changes.sided && end === "from" ? changes.before : changes.places)[place];

  /* The state of a place on the earlier or on the later day, by number. */
  const stateOn = (place, end) => {
    return seenFrom(place, end).starts.findLastIndex((start) => start <= days[end]);
  };

  /* The look of a place on one of the days by number: what a filter chooses on either day is shown on both. */
  const onDay = (place, end) => {
    const number = difference(place);
    if (number === changes.unfollowed) return number;
    return seenFrom(place, end).states[stateOn(place, end)];
  };

  const paintDay = (painter, end) => {
    painter.wear(changes.filtered ? changes.looks : painter.frames.looks);
    painter.days = [days[end]];
    return changes.filtered ? paintPlaces(painter, days[end], (place) => onDay(place, end)) : painter.paintLooks(...painter.looksOn(days[end]));
  };

  const paintDays = () => {
    const ends = isFlipped() ? ["to", "from"] : ["from", "to"];
    const shown = ends.map((end) => days[end]);
    const seen = painters.flatMap((painter, index) => paintDay(painter, ends[index]));
    const lines = painters[0].legendOf(seen);
    painters.forEach((painter, index) => {
      painter.paintLegend(lines);
      painter.paintNote("title", title(painter, "days"));
      painter.paintNote("date", dayInWords(shown[index]));
    });
  };

  /* The look of a place by number: of the pair of its states on the two days. */
  const difference = (place) => {
    if (!place) return changes.unfollowed;
    const [before, after] = ["from", "to"].map((end) => stateOn(place, end));
    return changes.places[place].pairs[before][changes.sided ? after : after - before];
  };

  const paintChange = () => {
    const painter = painters[1];
    painter.wear(changes.looks);
    painter.days = [days.from, days.to];
    const seen = paintPlaces(painter, days.to, difference);
    const keys = new Set(seen.flatMap((look) => look.keys));
    painter.paintLegend([...painter.legendOf(seen), ...changes.keys.filter((_, key) => keys.has(key))]);
    painter.paintNote("title", title(painter, "change"));
    painter.paintNote("date", `${mali.calendar.plain(days.from)} → ${mali.calendar.plain(days.to)}`);
  };

  const paint = () => {
    queued = false;
    if (!root.isConnected) return;
    if (mode() === "change") paintChange();
    else paintDays();
    root.dataset.from = mali.calendar.iso(days.from);
    root.dataset.to = mali.calendar.iso(days.to);
    mali.twoDays.paint(days);
  };

  const again = () => {
    if (queued) return;
    queued = true;
    requestAnimationFrame(paint);
  };

  /* The days rest: the address, the fields and the words follow. */
  const rest = () => {
    if (!root.isConnected) return;
    for (const end of ["from", "to"]) {
      const iso = mali.calendar.iso(days[end]);
      mali.address.set(end, iso);
      mali.dayField.follow(`compare-${end}`, iso);
    }
    window.dash_clientside.set_props("compared", { data: mali.address.query() });
  };

  /* The rows of the chosen place stand out. */
  const markRows = () => {
    const rows = [...document.querySelectorAll("[data-row]")];
    for (const row of rows) row.classList.toggle("chosen", row.dataset.row === mali.place.chosen);
    return rows.find((row) => row.dataset.row === mali.place.chosen);
  };

  const onClick = (event) => {
    const button = event.target.closest?.("button[data-mode]");
    if (button && root?.isConnected) mali.compare.show(button.dataset.mode);
    if (event.target.closest?.("[data-swap]")) mali.compare.flip();
  };

  document.addEventListener("click", onClick);

  mali.compare = {
    begin(start, payload, differences, graphs, before) {
      root = document.getElementById("compare");
      frames = payload;
      changes = differences;
      const layers = start.layers.filter((layer) => !["events", "stale"].includes(layer));
      const query = new URLSearchParams(start.query);
      const sides = query.get("flip") === "1" ? [payload, before] : [before, payload];
      painters = graphs.map((graph, index) => mali.painter(graph, sides[index], layers, again));
      days = { from: mali.calendar.index(start.from), to: mali.calendar.index(start.to) };
      root.dataset.mode = query.get("mode") ?? "side";
      root.dataset.flip = query.get("flip") === "1";
      mali.map.take(painters);
      mali.pointer.begin(painters);
      mali.twins.begin(root, painters, query.get("divider"));
      mali.twoDays.begin(root);
      watched?.disconnect();
      watched = new MutationObserver(markRows);
      watched.observe(document.getElementById("change-list"), { childList: true, subtree: true });
      paint();
    },

    get days() {
      return { ...days };
    },

    /* Set both days, the earlier first whatever their order. */
    set(one, other) {
      const within = (day) => Math.max(0, Math.min(mali.clock.last, Math.round(day)));
      const [from, to] = [within(one), within(other)].sort((a, b) => a - b);
      days = { from, to };
      again();
      clearTimeout(resting);
      resting = setTimeout(rest, REST);
    },

    /* Side by side, swipe or changes. */
    show(name) {
      const before = mali.map.shown;
      root.dataset.mode = name;
      for (const button of root.querySelectorAll("button[data-mode]")) button.setAttribute("aria-pressed", button.dataset.mode === name);
      mali.address.set("mode", name === "side" ? null : name);
      paint();
      mali.twins.arrange(before);
    },

    /* The later day left, or back again. */
    flip() {
      if (changes.sided) return mali.address.go({ flip: isFlipped() ? "" : "1" }); // each side has its own looks
      root.dataset.flip = !isFlipped();
      mali.address.set("flip", isFlipped() ? "1" : null);
      again();
    },

    /* The words of the two days have come from the server. */
    tell({ list, finding }) {
      const node = document.getElementById("change-list");
      if (!node) return; // another page has come meanwhile
      mali.markup.put(node, list);
      document.getElementById("finding").textContent = finding;
    },

    /* Ring the chosen place on both maps, and mark its rows. */
    mark(place) {
      mali.map.ring(place);
      markRows()?.scrollIntoView({ block: "nearest" });
    },
  };
})();
