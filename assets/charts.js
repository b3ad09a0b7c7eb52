/* Figures with a time axis: the line of the day shown, a click that sets day and place, zoom in time. */
(() => {
  const mali = (window.mali ??= {});
  const REACH = 9; // pixels around an event's sign
  const DAY = 86400000;
  const REST = 250; // milliseconds after the last move in time
  let graphs = [];
  let listening = null;
  let resting = null;

  const index = (items, name) => (items ?? []).findIndex((item) => item.name === name);
  const first = () => Date.parse(mali.calendar.iso(0));

  /* The day's line, and its name. A Plotly relayout draws all strips anew; setting the two nodes costs next to nothing.
     What is drawn is written into the figure too, so that a zoom or an export shows the same. */
  const paint = (day) => {
    if (!graphs.every((gd) => gd.isConnected)) return; // another page has come meanwhile
    const iso = mali.calendar.iso(day);
    const said = mali.calendar.inWords(day);
    for (const gd of graphs) {
      const [line, note] = [index(gd.layout.shapes, "day"), index(gd.layout.annotations, "date")];
      for (const layout of [gd.layout, gd._fullLayout]) {
        Object.assign(layout.shapes[line], { x0: iso, x1: iso });
        layout.annotations[note].text = said;
      }
      const { l, t, h } = gd._fullLayout._size;
      const x = l + gd._fullLayout.xaxis.d2p(iso);
      gd.querySelector(`.shapelayer [data-index="${line}"] path, .shapelayer path[data-index="${line}"]`)?.setAttribute("d", `M${x},${t + h}L${x},${t}`);
      const text = gd.querySelector(`.annotation[data-index="${note}"] text.annotation-text`);
      if (text) text.textContent = said;
    }
    document.querySelector("[data-charts]")?.setAttribute("data-on", iso);
  };

  /* Where a pointer is: its day, and how far down the plot area as a part of it, from below. */
  const spot = (gd, event) => {
    const box = gd.getBoundingClientRect();
    const { l, t, w, h } = gd._fullLayout._size;
    const [x, y] = [event.clientX - box.left - l, event.clientY - box.top - t];
    const axis = gd._fullLayout.xaxis;
    return { day: Math.floor((axis.p2c(x) - first()) / DAY), inside: x >= 0 && x <= w, height: 1 - y / h, pixels: (day) => axis.c2p(first() + day * DAY) - x };
  };

  const rowAt = (gd, height) => gd.layout.meta?.rows?.find((row) => height <= row.top && height > row.bottom);

  /* The nearest of an events row's days within reach, else the day under the pointer. */
  const dayOf = (row, { day, pixels }) => {
    const near = (row?.days ?? []).map((other) => [Math.abs(pixels(other)), other]).sort(([a], [b]) => a - b)[0];
    return near && near[0] <= REACH ? near[1] : day;
  };

  const choose = (gd, event) => {
    const at = spot(gd, event);
    const row = rowAt(gd, at.height);
    if (row?.place) mali.place.choose(row.place);
    if (at.inside && at.height >= 0 && at.height <= 1) {
      mali.time.stop();
      mali.clock.set(dayOf(row, at));
    }
  };

  /* The first and the last day between two moments. */
  const daysBetween = (from, until) => [Math.round((from - first()) / DAY), Math.round((until - first()) / DAY) - 1];

  const span = (gd) => gd._fullLayout.xaxis.range.map((end) => gd._fullLayout.xaxis.r2l(end));

  /* What is shown of time, in the address; all charts of a page show the same. */
  const moved = (gd) => {
    const [from, until] = span(gd);
    for (const other of graphs) if (other !== gd) look(other, from, until);
    mali.spanBar.paint(daysBetween(from, until));
    clearTimeout(resting);
    resting = setTimeout(() => {
      if (!gd.isConnected) return;
      const days = daysBetween(from, until);
      const isWhole = days[0] <= 0 && days[1] >= mali.clock.last;
      mali.address.set("span", isWhole ? null : days.map(mali.calendar.iso).join());
    }, REST);
  };

  /* Show the days between two moments, as far as the record goes; says whether these are others than before. */
  const look = (gd, from, until) => {
    const [low, high] = [first(), first() + (mali.clock.last + 1) * DAY];
    const length = Math.min(Math.max(until - from, 30 * DAY), high - low);
    const start = Math.min(Math.max(from, low), high - length);
    const iso = (time) => new Date(time).toISOString().slice(0, 19);
    const isOther = [start, start + length].some((moment, end) => Math.abs(moment - span(gd)[end]) > 1000);
    if (isOther) window.Plotly.relayout(gd, { "xaxis.range": [iso(start), iso(start + length)] });
    return isOther;
  };

  const zoom = (gd, factor, about) => {
    const [from, until] = span(gd);
    look(gd, about - (about - from) * factor, about + (until - about) * factor);
  };

  /* A finger scrolls the page up and down, which Plotly would cancel, and moves the days sideways; two are the browser's. */
  const fingers = (gd, signal) => {
    let held = null;
    let queued = false;
    const pan = ({ clientX }) => {
      queued = false;
      if (!held) return;
      const [from, until] = held.span;
      const by = ((held.x - clientX) / gd._fullLayout._size.w) * (until - from);
      look(gd, from + by, until + by);
    };
    gd.addEventListener("touchstart", (event) => event.stopPropagation(), { signal, capture: true, passive: true });
    gd.addEventListener("pointerdown", (event) => (held = event.pointerType === "touch" && event.isPrimary ? { x: event.clientX, span: span(gd) } : null), { signal });
    gd.addEventListener(
      "pointermove",
      (event) => {
        if (!held || !event.isPrimary || queued) return;
        queued = true;
        requestAnimationFrame(() => pan(event));
      },
      { signal },
    );
    for (const type of ["pointerup", "pointercancel"]) gd.addEventListener(type, () => (held = null), { signal });
  };

  /* The wheel scrolls the page; with the control key it zooms, sideways it pans. */
  const wheel = (gd) => (event) => {
    const sideways = event.shiftKey ? event.deltaY : event.deltaX;
    if (event.ctrlKey) zoom(gd, event.deltaY > 0 ? 1.25 : 0.8, gd._fullLayout.xaxis.p2c(event.clientX - gd.getBoundingClientRect().left - gd._fullLayout._size.l));
    else if (Math.abs(sideways) > Math.abs(event.shiftKey ? 0 : event.deltaY)) {
      const [from, until] = span(gd);
      const by = (sideways / gd._fullLayout._size.w) * (until - from);
      if (!look(gd, from + by, until + by)) return; // the browser may turn its page
    } else return;
    event.preventDefault();
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-span]");
    if (!button) return;
    const day = first() + mali.clock.day * DAY;
    for (const gd of graphs) {
      if (button.dataset.span === "all") look(gd, first(), first() + (mali.clock.last + 1) * DAY);
      else zoom(gd, Number(button.dataset.span), Math.min(Math.max(day, span(gd)[0]), span(gd)[1]));
    }
  });

  const plots = () => [...document.querySelectorAll("[data-charts] .js-plotly-plot")];
  const ready = (gd) => gd._fullLayout?.xaxis && gd.querySelector(".nsewdrag");

  mali.charts = {
    /* All figures of the page once Plotly has drawn them. */
    drawn: (isLeft) =>
      new Promise((done) => {
        const look_ = () => {
          if (isLeft()) return done(null);
          const found = plots();
          if (window.Plotly && found.length >= document.querySelectorAll("[data-charts] .dash-graph").length && found.every(ready)) done(found);
          else requestAnimationFrame(look_);
        };
        look_();
      }),

    begin(found) {
      graphs = found;
      listening?.abort();
      listening = new AbortController();
      for (const gd of graphs) {
        mali.press.clicks(gd, (event) => choose(gd, event), listening.signal);
        fingers(gd, listening.signal);
        gd.addEventListener("wheel", wheel(gd), { passive: false, signal: listening.signal });
        gd.on("plotly_relayout", (change) => Object.keys(change).some((name) => name.startsWith("xaxis.")) && moved(gd));
        /* Dash may hand Plotly the figure as the server sent it: paint over it what the page shows. */
        gd.on("plotly_afterplot", () => {
          paint(mali.clock.day);
          mali.charts.mark(mali.place.chosen);
        });
      }
      mali.spanBar.begin();
      mali.spanBar.paint(daysBetween(...span(graphs[0])));
      mali.clock.onPaint(paint);
    },

    /* Show the days from one to another, both included. */
    show: (from, until) => look(graphs[0], first() + from * DAY, first() + (until + 1) * DAY),

    /* Lay a band behind the row of the chosen place. */
    mark(place) {
      for (const gd of graphs) {
        const band = index(gd.layout.shapes, "chosen");
        if (band < 0) continue;
        const row = place && gd.layout.meta.rows.find((other) => other.place === place);
        const ends = row ? { y0: row.bottom, y1: row.top, opacity: 1 } : { opacity: 0 };
        const drawn = gd.layout.shapes[band];
        if (Object.entries(ends).every(([name, value]) => drawn[name] === value)) continue;
        window.Plotly.relayout(gd, Object.fromEntries(Object.entries(ends).map(([name, value]) => [`shapes[${band}].${name}`, value])));
      }
    },
  };
})();
