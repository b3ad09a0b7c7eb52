/* The control of two days: a line with two thumbs, month steps, pins, the year before, and the turning points. */
(() => {
  const mali = (window.mali ??= {});
  let root = null;
  let pinned = { from: false, to: false };

  const OTHER = { from: "to", to: "from" };
  const track = () => document.getElementById("compare-track");
  const thumbOf = (end) => track().querySelector(`[data-end="${end}"]`);
  const inRecord = (day) => day >= 0 && day <= mali.clock.last;

  /* Move one day, no further than the other. */
  const move = (end, day) => {
    const days = mali.compare.days;
    if (pinned[end]) return;
    const stop = days[OTHER[end]];
    days[end] = end === "from" ? Math.min(day, stop) : Math.max(day, stop);
    mali.compare.set(days.from, days.to);
  };

  /* Step one day by months, and the other with it unless one is pinned or it would leave the record. */
  const stepMonths = (end, months) => {
    const days = mali.compare.days;
    const next = { from: mali.calendar.monthsOn(days.from, months), to: mali.calendar.monthsOn(days.to, months) };
    if (!pinned.from && !pinned.to && inRecord(next.from) && inRecord(next.to)) mali.compare.set(next.from, next.to);
    else move(end, Math.max(0, Math.min(mali.clock.last, next[end])));
  };

  const onKey = (event) => {
    const thumb = event.target.closest?.("#compare-track [data-end]");
    const step = thumb && mali.keys.step(event);
    if (!step) return;
    event.preventDefault();
    const { end } = thumb.dataset;
    move(end, mali.stepped(mali.compare.days[end], step));
  };

  const onClick = (event) => {
    if (!root?.isConnected) return;
    const step = event.target.closest?.("[data-move]");
    const pin = event.target.closest?.("[data-pin]");
    if (step) {
      const [end, months] = step.dataset.move.split(":");
      stepMonths(end, Number(months));
    } else if (pin) {
      pinned[pin.dataset.pin] = !pinned[pin.dataset.pin];
      showPins();
    } else if (event.target.closest?.("[data-year]")) {
      const { to } = mali.compare.days;
      move("from", Math.max(0, mali.calendar.monthsOn(to, -12)));
    }
  };

  const showPins = () => {
    for (const end of ["from", "to"]) {
      root.querySelector(`[data-pin="${end}"]`).setAttribute("aria-pressed", pinned[end]);
      for (const part of root.querySelectorAll(`[data-move^="${end}:"]`)) part.disabled = pinned[end];
      document.getElementById(`compare-${end}`).readOnly = pinned[end];
      thumbOf(end).setAttribute("aria-disabled", pinned[end]);
    }
    root.querySelector("[data-year]").disabled = pinned.from;
  };

  /* The thumb that a press on the line means: the nearer one that is free. */
  const nearest = (day) => {
    const days = mali.compare.days;
    const [near, far] = Math.abs(days.from - day) <= Math.abs(days.to - day) && day < days.to ? ["from", "to"] : ["to", "from"];
    return pinned[near] ? far : near;
  };

  const dayAt = (event) => {
    const box = track().getBoundingClientRect();
    return Math.round(((event.clientX - box.left) / box.width) * mali.clock.last);
  };

  const take = (event) => {
    const { dataset } = track();
    dataset.held = event.target.closest("[data-end]")?.dataset.end ?? nearest(dayAt(event));
    thumbOf(dataset.held).focus({ preventScroll: true });
  };

  const onChoice = (event) => {
    if (event.target.id !== "turning-points" || !event.target.value) return;
    const [from, to, frame] = event.target.value.split("/");
    mali.compare.set(mali.calendar.index(from), mali.calendar.index(to));
    mali.twins.open(frame.split(",").map(Number));
  };

  document.addEventListener("keydown", onKey);
  document.addEventListener("click", onClick);
  document.addEventListener("change", onChoice);

  mali.twoDays = {
    begin(compare) {
      root = compare;
      pinned = { from: false, to: false };
      showPins();
      mali.time.ticks();
      mali.press.drag(track(), (event) => move(track().dataset.held, dayAt(event)), take);
    },

    /* A day has been typed. */
    type(end, iso) {
      const day = mali.calendar.index(iso);
      const days = mali.compare.days;
      if (!root?.isConnected || !Number.isFinite(day) || !inRecord(day) || day === days[end] || pinned[end]) return;
      mali.compare.set(day, days[OTHER[end]]);
    },

    paint(days) {
      const left = (day) => `${(100 * day) / mali.clock.last}%`;
      for (const end of ["from", "to"]) {
        const thumb = thumbOf(end);
        thumb.style.left = left(days[end]);
        thumb.setAttribute("aria-valuenow", days[end]);
        thumb.setAttribute("aria-valuetext", mali.calendar.inWords(days[end]));
      }
      const between = track().querySelector(".between");
      between.style.left = left(days.from);
      between.style.width = left(days.to - days.from);
      const choice = document.getElementById("turning-points");
      const here = `${mali.calendar.iso(days.from)}/${mali.calendar.iso(days.to)}/`;
      choice.value = [...choice.options].find((option) => option.value.startsWith(here))?.value ?? "";
    },
  };
})();
