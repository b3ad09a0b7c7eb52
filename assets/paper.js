/* A figure that is taller than a sheet of paper is printed in slices, none of which cuts a row: browsers break pages
   within a drawing each in their own way, and one of them leaves out what lies behind the first break. */
(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const TALLEST = 0.62; // height of a slice in its width: a sheet across, of A4 or Letter, within its margins

  /* Where a figure may be cut, from above, in its pixels: between its rows, and clear of the thin lines at their feet. */
  const cuts = (gd) => {
    const { t, h } = gd._fullLayout._size;
    return (gd.layout.meta?.rows ?? []).map(({ bottom }) => t + h * (1 - bottom) + 1).sort((a, b) => a - b);
  };

  const edges = (gd, width, height) => {
    const found = [0];
    while (height - found.at(-1) > TALLEST * width) {
      const from = found.at(-1);
      const most = from + TALLEST * width;
      found.push(cuts(gd).findLast((cut) => cut > from + 1 && cut <= most) ?? most);
    }
    return [...found, height];
  };

  const slice = (gd, width, from, until) => {
    const node = document.createElementNS(SVG, "svg");
    node.setAttribute("viewBox", `0 ${from} ${width} ${until - from}`);
    node.setAttribute("class", "slice");
    node.append(...[...gd.querySelectorAll(".main-svg")].map((layer) => layer.cloneNode(true)));
    return node;
  };

  window.addEventListener("beforeprint", () => {
    for (const gd of document.querySelectorAll("[data-charts] .js-plotly-plot")) {
      const { width, height } = gd._fullLayout;
      const graph = gd.closest(".dash-graph");
      if (height <= TALLEST * width || graph.matches(".sliced")) continue;
      const at = edges(gd, width, height);
      graph.classList.add("sliced");
      graph.before(...at.slice(1).map((until, number) => slice(gd, width, at[number], until)));
    }
  });

  window.addEventListener("afterprint", () => {
    for (const node of document.querySelectorAll(".slice")) node.remove();
    for (const graph of document.querySelectorAll(".sliced")) graph.classList.remove("sliced");
  });
})();
