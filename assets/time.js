/* The time control: a slider by pointer and keys, its ticks, the steps, the date field and the player. */
(() => {
  const mali = (window.mali ??= {});
  const LINGER = { 1: 1600, 3: 900, 9: 450 }; // milliseconds on a day with a change, by speed
  const DAYS_A_SECOND = 40;
  let track = null;
  let thumb = null;
  let speed = 3;
  let player = null;
  let says = {};

  const clock = () => mali.clock;

  const step = (unit, count) => clock().set(mali.stepped(clock().day, [unit, count]));
  const ANYWHERE = new Set(["change"]); // the other steps only on the slider itself, where readers expect them

  const pressing = (target) => target.closest?.("button, a, summary, input, label");

  const onKey = (event) => {
    if (!track?.isConnected) return;
    const onTrack = document.activeElement === track || track.contains(event.target);
    const led = mali.keys.step(event);
    if (led && (onTrack || ANYWHERE.has(led[0]))) {
      event.preventDefault();
      stop();
      step(...led);
    } else if (mali.keys.typed(event) === " " && (onTrack || !pressing(event.target))) {
      event.preventDefault();
      if (player) stop();
      else play();
    }
  };

  const onClick = (event) => {
    const pressed = event.target.closest?.("[data-step]");
    if (pressed) {
      const [unit, count] = pressed.dataset.step.split(":");
      stop();
      step(unit, Number(count));
    } else if (event.target.closest?.("[data-play]")) {
      if (player) stop();
      else play();
    } else if (event.target.closest?.("[data-speed]")) {
      speed = Number(event.target.closest("[data-speed]").dataset.speed);
      for (const node of document.querySelectorAll("[data-speed]")) node.setAttribute("aria-pressed", Number(node.dataset.speed) === speed);
    } else if (event.target.closest?.("[data-day]")) {
      stop();
      clock().set(Number(event.target.closest("[data-day]").dataset.day));
    }
  };

  const dayAt = (event) => {
    const box = track.getBoundingClientRect();
    return ((event.clientX - box.left) / box.width) * clock().last;
  };

  const took = () => {
    track.focus({ preventScroll: true });
    stop();
  };

  /* Play: every day passes, and days on which something changes are dwelt on. */
  const play = () => {
    if (clock().day >= clock().last) clock().set(0);
    player = { at: clock().day, before: performance.now(), dwell: 0 };
    button(says.pause);
    requestAnimationFrame(advance);
  };

  const advance = (now) => {
    if (!player) return;
    const passed = Math.max(0, Math.min(now - player.before, 100)); // a frame may have begun before its player did
    player.before = now;
    if (player.dwell > 0) player.dwell -= passed;
    else {
      const wanted = player.at + (passed / 1000) * DAYS_A_SECOND * speed;
      const change = mali.changes.next(Math.floor(player.at), 1);
      const stops = change !== null && change <= wanted;
      player.at = stops ? change : Math.min(wanted, clock().last);
      if (stops) player.dwell = LINGER[speed];
      clock().set(Math.floor(player.at));
    }
    if (player.at >= clock().last) stop();
    else requestAnimationFrame(advance);
  };

  const stop = () => {
    if (!player) return;
    player = null;
    button(says.play);
  };

  const button = (said) => {
    const node = document.querySelector("[data-play]");
    node.textContent = said;
    node.classList.toggle("playing", Boolean(player));
  };

  const paint = (day) => {
    const said = mali.calendar.inWords(day);
    thumb.style.left = `${(100 * day) / clock().last}%`;
    track.setAttribute("aria-valuenow", day);
    track.setAttribute("aria-valuetext", said);
  };

  const ticks = () => {
    const place = (day) => `left:${((100 * day) / clock().last).toFixed(3)}%`;
    const mark = (name, day) => {
      const node = document.createElement("i");
      node.className = name;
      node.style = place(day);
      return node;
    };
    const changes = mali.changes.all().map((change) => mark(change.label ? "tick label" : "tick", change.day));
    const events = mali.changes.events().map((event) => mark("event", event.day));
    document.getElementById("ticks").replaceChildren(...changes, ...events);
  };

  document.addEventListener("keydown", onKey);
  document.addEventListener("click", onClick);

  mali.time = {
    begin(frames) {
      track = document.getElementById("time");
      thumb = track.firstElementChild;
      says = frames.says;
      player = null;
      speed = 3;
      mali.press.drag(track, (event) => clock().set(dayAt(event)), took);
      ticks();
      mali.clock.onPaint(paint);
    },
    stop,
    ticks,
  };
})();
