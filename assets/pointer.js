/* What lies under the pointer: the nearest marker within reach, else the area. Says its state, and chooses it. */
(() => {
  const mali = (window.mali ??= {});
  const REACH = 13; // pixels
  const CLICK = 4; // pixels a pointer may move and still be a click
  let gd = null;
  let meta = null;
  let frames = null;
  let tooltip = null;
  let pressed = null;

  const frame = () => {
    const box = gd.querySelector(".nsewdrag").getBoundingClientRect();
    const { xaxis, yaxis } = gd._fullLayout;
    return { box, x: xaxis.range, y: yaxis.range };
  };

  /* Where a marker is drawn, in pixels of the plot: its point, backed away from its angle. */
  const pixels = (index, { box, x, y }) => {
    const points = gd.data[meta.points];
    const [angle, away] = meta.asides[index];
    const turn = (angle * Math.PI) / 180;
    return [
      ((points.x[index] - x[0]) / (x[1] - x[0])) * box.width - Math.sin(turn) * away,
      ((y[1] - points.y[index]) / (y[1] - y[0])) * box.height + Math.cos(turn) * away,
    ];
  };

  const nearest = (px, py, view) => {
    let best = null;
    meta.point_places.forEach((_, index) => {
      if (!mali.map.isShown(index)) return;
      const [mx, my] = pixels(index, view);
      const distance = Math.hypot(mx - px, my - py);
      if (distance < (best?.distance ?? REACH)) best = { index, distance };
    });
    return best?.index;
  };

  const inside = (xs, ys, lon, lat) => {
    let within = false;
    for (let i = 0, j = xs.length - 1; i < xs.length; j = i++) {
      if (ys[i] > lat !== ys[j] > lat && lon < ((xs[j] - xs[i]) * (lat - ys[i])) / (ys[j] - ys[i]) + xs[i]) within = !within;
    }
    return within;
  };

  /* The place under a pointer event, with what its state is called. The massif lies on top of the communes. */
  const under = (event) => {
    const view = frame();
    const [px, py] = [event.clientX - view.box.left, event.clientY - view.box.top];
    if (px < 0 || py < 0 || px > view.box.width || py > view.box.height) return null;
    const point = nearest(px, py, view);
    if (point !== undefined) return found(meta.point_places[point], frames.titles.points[point]);
    const lon = view.x[0] + (px / view.box.width) * (view.x[1] - view.x[0]);
    const lat = view.y[1] - (py / view.box.height) * (view.y[1] - view.y[0]);
    const area = meta.areas.findLastIndex((number, index) => mali.map.layerIsOn(meta.area_layers[index]) && inside(gd.data[number].x, gd.data[number].y, lon, lat));
    return area < 0 ? null : found(meta.area_places[area], frames.titles.areas[area]);
  };

  const found = (place, titles) => ({ place, said: frames.sentences[mali.map.valueOn(titles, mali.clock.day)] });

  const move = (event) => {
    if (event.buttons) return hide();
    const hit = under(event);
    if (!hit) return hide();
    const stage = tooltip.parentElement.getBoundingClientRect();
    tooltip.textContent = hit.said;
    tooltip.hidden = false;
    const left = Math.min(event.clientX - stage.left + 14, stage.width - tooltip.offsetWidth - 8);
    const below = event.clientY - stage.top + 18;
    tooltip.style.left = `${Math.max(8, left)}px`;
    tooltip.style.top = `${below + tooltip.offsetHeight > stage.height ? below - tooltip.offsetHeight - 30 : below}px`;
    gd.querySelector(".nsewdrag").style.cursor = hit.place ? "pointer" : "";
  };

  const hide = () => {
    tooltip.hidden = true;
  };

  const release = (event) => {
    const still = pressed && Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) < CLICK;
    pressed = null;
    const hit = still && under(event);
    if (hit?.place) mali.place.choose(hit.place);
  };

  mali.pointer = {
    begin(graph, payload) {
      gd = graph;
      meta = gd.layout.meta;
      frames = payload;
      tooltip = document.getElementById("tooltip");
      gd.addEventListener("pointermove", move);
      gd.addEventListener("pointerleave", hide);
      gd.addEventListener("pointerdown", (event) => (pressed = { x: event.clientX, y: event.clientY }), true);
      window.addEventListener("pointerup", release, true);
    },
    frame,
    pixels,
  };
})();
