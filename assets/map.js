/* The maps of the page: one that follows the clock, or two that are compared. Others ask here without knowing which. */
(() => {
  const mali = (window.mali ??= {});
  let painters = [];
  let extent = null;

  const first = () => painters[0];

  const onSwitch = (event) => {
    const node = event.target.closest?.("[data-layer]");
    if (!node || !first()) return;
    node.setAttribute("aria-checked", node.getAttribute("aria-checked") !== "true");
    const visible = [...document.querySelectorAll('[data-layer][aria-checked="true"]')].map((other) => other.dataset.layer);
    mali.map.show(visible);
    mali.address.set("layers", visible.join() || "none");
  };

  document.addEventListener("click", onSwitch);

  mali.map = {
    valueOn: (run, day) => mali.valueOn(run, day),

    /* Take hold of the one figure that follows the clock. */
    begin(graph, payload, visible) {
      const painter = mali.painter(graph, payload, visible, () => mali.clock.again());
      painters = [painter];
      mali.clock.onPaint((day) => {
        painter.paint(day);
        document.getElementById("map").dataset.on = mali.calendar.iso(day);
      });
    },

    /* Answer for figures that someone else paints; none if the page has no map. */
    take(others) {
      painters = others;
    },

    /* The next page of the same map opens where this one was looked at. */
    keepExtent() {
      if (first()?.graph.isConnected) extent = mali.map.shown.ranges();
    },
    restoreExtent() {
      if (extent) for (const painter of painters) painter.look(extent);
      extent = null;
    },
    /* The next page opens where its address says. */
    dropExtent() {
      extent = null;
    },

    get painters() {
      return painters;
    },
    get graph() {
      return first()?.graph;
    },
    /* The first figure that is not put away. */
    get shown() {
      return painters.find((painter) => painter.graph.offsetParent) ?? first();
    },

    /* Show these layers and no others. */
    show(visible) {
      mali.labels.again();
      for (const painter of painters) painter.show(visible);
    },

    /* Ring the chosen place, if it is on the map. */
    ring(placeId) {
      for (const painter of painters) painter.ring(placeId);
    },

    layerIsOn: (layer) => first().layerIsOn(layer),
    isShown: (index) => first().isShown(index),
  };
})();
