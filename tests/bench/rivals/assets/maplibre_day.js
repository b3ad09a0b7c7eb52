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
    let isDue = false;
    let sources = []; // of areas and places, once the map has them
    map.on("render", () => {
      if (!isDue) return;
      if (sources.length < 2) sources = Object.keys(map.getStyle()?.sources ?? {}).filter((id) => id.startsWith("source-"));
      if (sources.length < 2 || !map.areTilesLoaded() || !sources.every((id) => map.isSourceLoaded(id))) return;
      isDue = false;
      root.dataset.on = day();
    });
    const tell = () => {
      isDue = true;
      map.triggerRepaint();
    };
    gd.on("plotly_afterplot", tell);
    tell();
  };
  begin();
})();
