/* Patterns of two colours, drawn as Plotly draws its own. */
(() => {
  const mali = (window.mali ??= {});
  const SVG = "http://www.w3.org/2000/svg";
  /* The strokes of a pattern on a square of some side, as Plotly draws them. */
  const rising = (side) => `M-${side / 4},${side / 4}l${side / 2},-${side / 2}M0,${side}L${side},0M${(side / 4) * 3},${(side / 4) * 5}l${side / 2},-${side / 2}`;
  const falling = (side) => `M${side - side / 4},-${side / 4}l${side / 2},${side / 2}M0,0L${side},${side}M-${side / 4},${(side / 4) * 3}l${side / 2},${side / 2}`;
  const STROKES = { "/": rising, x: (side) => rising(side) + falling(side), "\\": falling };
  const SLANTED = new Set(["/", "x", "\\"]);

  mali.hatch = (of, id, ground, stripe, shape) => {
    const side = of.size * (SLANTED.has(shape) ? Math.SQRT2 : 1);
    const node = (tag, attributes) => {
      const made = document.createElementNS(SVG, tag);
      for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
      return made;
    };
    const pattern = node("pattern", { id, width: side, height: side, patternUnits: "userSpaceOnUse" });
    const drawn = shape === "." ? { cx: side / 2, cy: side / 2, r: side * Math.sqrt(of.solidity["."] / Math.PI), fill: stripe } : { d: STROKES[shape](side), stroke: stripe, "stroke-width": of.solidity[shape] * of.size * (shape === "x" ? 0.5 : 1) };
    pattern.append(node("rect", { width: side, height: side, fill: ground }), node(shape === "." ? "circle" : "path", drawn));
    return pattern;
  };
})();
