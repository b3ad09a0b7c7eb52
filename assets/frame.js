/* The ground the map shows, in the address, so that a copied link opens on it. */
(() => {
  const mali = (window.mali ??= {});
  const REST = 250; // milliseconds after the last move of the map
  let gd = null;
  let opened = "";
  let timer = null;

  const seen = () => {
    const { xaxis, yaxis } = gd._fullLayout;
    const [west, south, east, north] = gd.layout.meta.drawn;
    const within = (degrees, least, most) => Math.round(100 * Math.min(most, Math.max(least, degrees))) / 100;
    return [
      within(xaxis.range[0], west, east),
      within(yaxis.range[0], south, north),
      within(xaxis.range[1], west, east),
      within(yaxis.range[1], south, north),
    ];
  };

  const write = () => {
    if (!gd._fullLayout) return; // another page has come meanwhile
    const [west, south, east, north] = seen();
    const least = gd.layout.meta.leastFrame;
    if (east - west < least || north - south < least) return;
    const frame = [west, south, east, north].join();
    mali.address.set("frame", frame === opened ? null : frame);
  };

  mali.frame = {
    /* Take hold of a drawn figure. Only moves of the map count; notes and layers are laid out anew more often. */
    begin(graph, isOpening) {
      gd = graph;
      opened = isOpening ? seen().join() : "";
      gd.on("plotly_relayout", (change) => {
        if (!Object.keys(change).some((name) => /^[xy]axis\.(range|autorange)/.test(name))) return;
        clearTimeout(timer);
        timer = setTimeout(write, REST);
      });
    },

    /* The way home: the opening view, of which the address says nothing. */
    home() {
      const painter = mali.map.shown;
      const { home } = painter.meta;
      painter.look({ "xaxis.range": [home.west, home.east], "yaxis.range": [home.south, home.north] });
      if (painter.graph !== gd) return;
      clearTimeout(timer);
      opened = seen().join();
      mali.address.set("frame", null);
    },
  };
})();
