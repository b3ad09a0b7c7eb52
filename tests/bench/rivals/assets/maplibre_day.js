/* Says on the map's root which day is drawn, in the very frame in which the map library draws all of it. */
(() => {
  const begin = () => {
    const root = document.getElementById("map");
    const gd = root?.classList.contains("js-plotly-plot") ? root : root?.querySelector(".js-plotly-plot");
    const map = gd?._fullLayout?.map?._subplot?.map;
    if (!map) {
      requestAnimationFrame(begin);
      return;
    }
    const day = () => {
      const slider = gd._fullLayout.sliders?.[0];
      return slider?.visible ? slider.steps[slider.active].label : gd.layout.meta.on;
    };
    const traces = () => Object.keys(map.getStyle().sources).filter((id) => id.startsWith("source-"));
    let due = null;
    map.on("render", () => {
      if (!due || !map.areTilesLoaded() || !due.every((id) => map.isSourceLoaded(id))) return;
      due = null;
      root.dataset.on = day();
    });
    const tell = () => {
      due ??= traces();
      map.triggerRepaint();
    };
    gd.on("plotly_afterplot", tell);
    tell();
  };
  begin();
})();
