/* Everything the map shows: of each thing what stands in the figure's data, and what is drawn on the screen. */
() => {
  const gd = document.querySelector('#map .js-plotly-plot');
  const { meta, annotations, shapes } = gd.layout;
  const traceNode = (number) => gd.querySelector(`.trace${CSS.escape(gd.data[number].uid)}`);
  const style = (node, ...names) => (node ? names.map((name) => getComputedStyle(node)[name]) : null);
  const each = (value, index) => (Array.isArray(value) || ArrayBuffer.isView(value) ? value[index] : value);

  /* A fill as drawn: its colour, or the ground and the stripe of its pattern. */
  const fillOf = (node) => {
    const { fill } = getComputedStyle(node);
    const id = fill.match(/url\("#(.+)"\)/)?.[1];
    if (!id) return fill;
    const pattern = document.getElementById(id);
    const dot = pattern.querySelector('circle');
    const second = dot ? dot.getAttribute('fill') : pattern.querySelector('path').getAttribute('stroke');
    return [pattern.querySelector('rect').getAttribute('fill'), second];
  };
  const area = (number) => {
    const { fillcolor, fillpattern, line } = gd.data[number];
    const hatch = fillpattern?.shape ? [fillpattern.bgcolor, fillpattern.fgcolor] : null;
    const node = traceNode(number);
    const edge = style(node?.querySelector('path.js-line'), 'stroke', 'strokeWidth');
    return {
      data: [fillcolor, hatch, line.color, line.width],
      drawn: [node && fillOf(node.querySelector('path.js-fill')), edge],
    };
  };
  const markers = (number) => {
    const { marker, x } = gd.data[number];
    const nodes = [...(traceNode(number)?.querySelectorAll('path.point') ?? [])];
    return x.map((_, index) => ({
      data: [marker.color, marker.line.color, marker.line.width, marker.opacity].map((one) => each(one, index)),
      drawn: style(nodes[index], 'fill', 'stroke', 'strokeWidth', 'opacity'),
    }));
  };
  const opacities = (number) => markers(number).map(({ data, drawn }) => [data[3], drawn?.[3]]);
  const note = (name) => {
    const index = annotations.findIndex((one) => one.name === name);
    const node = gd.querySelector(`.annotation[data-index="${index}"]`);
    return [annotations[index].text, node?.textContent.trim() ?? null];
  };
  const swatch = (slot) => {
    const index = shapes.findIndex((one) => one.name === `swatch-${slot}`);
    const { fillcolor, line, opacity } = shapes[index];
    const layer = gd.querySelectorAll('.shapelayer path, .shapelayer g');
    const found = [...layer].find((one) => one.dataset.index === String(index));
    const node = found?.tagName === 'g' ? found.querySelector('path') : found;
    return {
      data: [fillcolor, line.color, line.width, opacity],
      drawn: style(node, 'fill', 'stroke', 'strokeWidth', 'opacity'),
    };
  };
  const slots = shapes.filter((one) => one.name.startsWith('swatch-')).map((_, slot) => slot);
  const filled = slots.filter((slot) => swatch(slot).data[3]);
  return {
    on: document.getElementById('map').dataset.on,
    areas: Object.fromEntries(meta.areas.map((number) => [gd.data[number].uid, area(number)])),
    points: Object.fromEntries(markers(meta.points).map((one, index) => [meta.point_places[index], one])),
    halos: opacities(meta.halos),
    today: opacities(meta.today),
    siege: opacities(meta.siege),
    rings: markers(meta.siege).filter(({ data }) => data[3]).map(({ data, drawn }) => [data[0], drawn?.[1]]),
    stale: opacities(meta.stale),
    signs: Object.fromEntries(Object.entries(meta.signs).map(([sign, number]) => [sign, opacities(number)])),
    legend: filled.map((slot) => ({ ...swatch(slot), said: note(`slot-${slot}`) })),
    date: note('date'),
    title: note('title'),
  };
}
