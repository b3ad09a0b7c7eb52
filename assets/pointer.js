/* What lies under the pointer: the nearest marker within reach, else the area. Says its state, and chooses it. */
(() => {
  const mali = (window.mali ??= {});
  const REACH = 13; // pixels
  let tooltip = null;
  let listening = null;

  const nearest = (painter, px, py, view) => {
    let best = null;
    painter.meta.point_places.forEach((_, index) => {
      if (!painter.isShown(index)) return;
      const [mx, my] = painter.pixels(index, view);
      const distance = Math.hypot(mx - px, my - py);
      if (distance < (best?.distance ?? REACH)) best = { index, distance };
    });
    return best;
  };

  /* The place under a pointer event, with what its state is called. The massif lies on top of the communes. */
  const under = (painter, event) => {
    const { meta, frames, graph } = painter;
    const view = painter.frame();
    const [px, py] = [event.clientX - view.box.left, event.clientY - view.box.top];
    if (px < 0 || py < 0 || px > view.box.width || py > view.box.height) return null;
    const point = nearest(painter, px, py, view);
    const star = mali.events.graph === graph && mali.events.under(px, py, view, Math.min(REACH, point?.distance ?? REACH));
    if (star) return star;
    if (point) return found(painter, meta.point_places[point.index], frames.titles.points[point.index]);
    const lon = view.x[0] + (px / view.box.width) * (view.x[1] - view.x[0]);
    const lat = view.y[1] - (py / view.box.height) * (view.y[1] - view.y[0]);
    const area = meta.areas.findLastIndex((number, index) => painter.layerIsOn(meta.area_layers[index]) && mali.sight.inside(graph.data[number], lon, lat));
    return area < 0 ? null : found(painter, meta.area_places[area], frames.titles.areas[area]);
  };

  /* What a figure says of a place: its state, or its states with their days where the figure is about several. */
  const found = ({ frames, days }, place, titles) => {
    const state = (day) => frames.sentences[mali.valueOn(titles, day)];
    return { place, said: days.length === 1 ? state(days[0]) : days.map((day) => `${mali.calendar.inWords(day)}\n${state(day)}`).join("\n") };
  };

  const move = (painter, event) => {
    if (event.buttons) return hide();
    const hit = under(painter, event);
    const incidents = mali.incidents.under(event, painter);
    if (!hit && !incidents) return hide();
    const stage = tooltip.parentElement.getBoundingClientRect();
    tooltip.textContent = [hit?.said, incidents].filter(Boolean).join("\n\n");
    tooltip.hidden = false;
    const left = Math.min(event.clientX - stage.left + 14, stage.width - tooltip.offsetWidth - 8);
    const below = event.clientY - stage.top + 18;
    tooltip.style.left = `${Math.max(8, left)}px`;
    tooltip.style.top = `${below + tooltip.offsetHeight > stage.height ? below - tooltip.offsetHeight - 30 : below}px`;
    painter.graph.querySelector(".nsewdrag").style.cursor = hit?.place ? "pointer" : "";
  };

  const hide = () => {
    tooltip.hidden = true;
  };

  const choose = (painter, event) => {
    const hit = under(painter, event);
    if (hit?.place) mali.place.choose(hit.place);
  };

  mali.pointer = {
    /* Listen on these figures, and no longer on those of the page before. */
    begin(painters) {
      listening?.abort();
      listening = new AbortController();
      const { signal } = listening;
      tooltip = document.getElementById("tooltip");
      for (const painter of painters) {
        const { graph } = painter;
        graph.addEventListener("pointermove", (event) => move(painter, event), { signal });
        graph.addEventListener("pointerleave", hide, { signal });
        mali.press.clicks(graph, (event) => choose(painter, event), signal);
        mali.hand(painter, signal);
        mali.pinch(graph, signal);
      }
    },
  };
})();
