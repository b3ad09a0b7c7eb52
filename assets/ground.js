/* What is drawn of a map, put where another view of the ground has it. Plotly draws all of it anew for that, some ten
   frames; the outlines are one layer that moves and stretches as it is, signs and names keep their size, and only what
   has come out of the piece of ground that was drawn is drawn again. */
(() => {
  const mali = (window.mali ??= {});
  const SVG = "http://www.w3.org/2000/svg";
  const NEAR = 1e-9; // degrees within which a view fits
  const AROUND = 1.2; // of a window that is drawn beyond each of its edges
  const STRETCH = 2.5; // times that outlines may be stretched until they are drawn anew

  /* A view fitted into the window, as Plotly fits it: whole, with more of the west, or of north and south alike. */
  const fitted = (gd, ranges) => {
    const { "xaxis.range": [west, east], "yaxis.range": [south, north] } = ranges;
    const { w, h } = gd._fullLayout._size;
    const squeeze = mali.scale.squeeze(gd.layout.meta);
    const degree = Math.min(w / ((east - west) * squeeze), h / (north - south));
    const [middle, half] = [(south + north) / 2, h / degree / 2];
    const left = east - w / (degree * squeeze);
    if (Math.abs(left - west) < NEAR && Math.abs(middle + half - north) < NEAR) return ranges;
    return { "xaxis.range": [left, east], "yaxis.range": [middle - half, middle + half] };
  };

  /* The part of a line between two limits along one axis; an area keeps its inside along the limit. */
  const cut = (points, axis, limit, keepsAbove, isArea) => {
    const found = [];
    const isIn = (point) => (keepsAbove ? point[axis] >= limit : point[axis] <= limit);
    points.forEach((point, index) => {
      const before = points[index - 1] ?? (isArea ? points[points.length - 1] : point);
      if (isIn(point) !== isIn(before)) {
        const share = (limit - before[axis]) / (point[axis] - before[axis]);
        const edge = [before[0] + share * (point[0] - before[0]), before[1] + share * (point[1] - before[1])];
        edge[axis] = limit;
        edge.leaves = !isArea && isIn(before);
        found.push(edge);
      }
      if (isIn(point)) found.push(point);
    });
    return found;
  };

  /* Take hold of a drawn figure; what follows from another view comes frame by frame once the hand rests. */
  const ground = (gd, follows) => {
    let held = null; // what is drawn, and of which ground it was drawn
    let unstretched = "";
    let slice = 0;

    const sides = () => {
      const { xaxis, yaxis, _size } = gd._fullLayout;
      const [west, east] = xaxis.range;
      const [south, north] = yaxis.range;
      return { west, north, across: _size.w / (east - west), up: _size.h / (north - south), ..._size };
    };

    const traceNode = (trace) => gd.querySelector(`.trace${CSS.escape(trace.uid)}`);

    /* Every node with the position for which it stands. Nodes follow the points of their trace that have one. */
    const placed = (trace, selector) => {
      const at = trace.x.map((_, index) => index).filter((index) => trace.x[index] !== null);
      const nodes = [...(traceNode(trace)?.querySelectorAll(selector) ?? [])];
      return nodes.length === at.length ? nodes.map((node, number) => ({ node, x: trace.x[at[number]], y: trace.y[at[number]] })) : [];
    };

    const take = () => {
      const shown = gd.data.filter((trace) => trace.visible !== false);
      held = {
        lines: shown.filter(({ mode }) => mode === "lines").map((trace) => ({ trace, node: traceNode(trace) })).filter(({ node }) => node),
        points: shown.filter(({ mode }) => mode === "markers").flatMap((trace) => placed(trace, "path.point")),
        texts: shown.filter(({ mode }) => mode?.includes("text")).flatMap((trace) => placed(trace, ".textpoint text")),
        image: gd.querySelector(".layer-subplot .imagelayer image"),
        graticule: graticule(),
        drawn: null,
      };
      outline(sides());
    };

    /* Write the outlines for a view: as much as lies near its window. */
    const outline = (view) => {
      const { west, north, across, up, w, h } = view;
      const edges = [-AROUND * w, (1 + AROUND) * w, -AROUND * h, (1 + AROUND) * h];
      for (const { trace, node } of held.lines) {
        const [fill, line] = [node.querySelector("path.js-fill"), node.querySelector("path.js-line")];
        if (fill) fill.setAttribute("d", path(trace, edges, view, true));
        if (line) line.setAttribute("d", path(trace, edges, view, Boolean(fill) && trace.line.width > 0));
        node.removeAttribute("transform");
      }
      held.drawn = { west, north, across, up, w, h };
    };

    const path = ({ x, y }, [left, right, top, bottom], { west, north, across, up }, isArea) => {
      let said = "";
      const write = (points) => {
        if (isArea) points = points.slice(0, -1);
        for (const [axis, limit, keepsAbove] of [[0, left, true], [0, right, false], [1, top, true], [1, bottom, false]]) {
          if (points.every((point) => (keepsAbove ? point[axis] >= limit : point[axis] <= limit))) continue;
          points = cut(points, axis, limit, keepsAbove, isArea);
        }
        if (points.length < 2) return;
        points.forEach(([px, py], index) => (said += `${index && !points[index - 1].leaves ? "L" : "M"}${px.toFixed(2)},${py.toFixed(2)}`));
        if (isArea) said += "Z";
      };
      let ring = [];
      for (let index = 0; index <= x.length; index += 1) {
        if (index < x.length && x[index] !== null) ring.push([(x[index] - west) * across, (north - y[index]) * up]);
        else {
          if (ring.length > 1) write(ring);
          ring = [];
        }
      }
      return said;
    };

    /* Whether what is drawn of the outlines covers a view, at about its size. */
    const covers = ({ west, north, across, up, w, h }) => {
      const { drawn } = held;
      const [left, top] = [(west - drawn.west) * drawn.across, (drawn.north - north) * drawn.up];
      const stretch = across / drawn.across;
      const isNear = left > -AROUND * drawn.w && left + w / stretch < (1 + AROUND) * drawn.w && top > -AROUND * drawn.h && top + h / stretch < (1 + AROUND) * drawn.h;
      return isNear && stretch < STRETCH && stretch > 1 / STRETCH;
    };

    const stretch = ({ west, north, across, up }) => {
      const { drawn } = held;
      const [wide, high] = [across / drawn.across, up / drawn.up];
      const [right, down] = [(drawn.west - west) * across, (north - drawn.north) * up];
      const moved = `matrix(${wide},0,0,${high},${right},${down})`;
      for (const { node } of held.lines) node.setAttribute("transform", moved);
      unstretched = `matrix(${1 / wide},0,0,${1 / high},${-right / wide},${-down / high})`;
      hatched();
    };

    /* Stripes keep their pitch. */
    const hatched = () => {
      if (held) for (const pattern of gd.querySelectorAll(".mali-hatches pattern:not([id*='-key-'])")) pattern.setAttribute("patternTransform", unstretched);
    };

    const put = ({ west, north, across, up, l, t }, everything) => {
      for (const { node, x, y } of held.points) {
        if (everything || node.style.display !== "none") node.setAttribute("transform", `translate(${(x - west) * across},${(north - y) * up})`);
      }
      for (const { node, x, y } of held.texts) {
        const [px, py] = [(x - west) * across, (north - y) * up];
        for (const part of [node, ...node.children]) {
          part.setAttribute("x", px);
          part.setAttribute("y", py);
        }
      }
      const { image } = held;
      if (!image) return;
      const { x, y, sizex, sizey } = gd.layout.images[0];
      for (const [name, value] of [["x", l + (x - west) * across], ["y", t + (north - y) * up], ["width", sizex * across], ["height", sizey * up]]) image.setAttribute(name, value);
    };

    /* The lines of degrees and their names: Plotly's own end at the edges of the view for which it drew them. */
    const graticule = () => {
      const layer = gd.querySelector(".gridlayer");
      if (!layer || !gd.layout.xaxis.showgrid) return null;
      const lines = layer.querySelector("path.crisp")?.cloneNode() ?? document.createElementNS(SVG, "path");
      lines.removeAttribute("transform");
      lines.setAttribute("class", "own");
      layer.after(lines);
      const names = ["x", "y"].map((axis) => {
        const above = gd.querySelector(`.${axis}axislayer-above`);
        const text = above?.querySelector("text");
        if (!text || !gd.layout.xaxis.showticklabels) return null;
        const group = document.createElementNS(SVG, "g");
        group.setAttribute("class", "own");
        above.after(group);
        return { group, text: text.cloneNode() };
      });
      return { lines, names };
    };

    const rule = ({ west, north, across, up, l, t, w, h }) => {
      if (!held.graticule) return;
      const { xaxis, yaxis } = gd.layout;
      const columns = xaxis.tickvals.map((degree) => (degree - west) * across).filter((x) => x >= 0 && x <= w);
      const rows = yaxis.tickvals.map((degree) => (north - degree) * up).filter((y) => y >= 0 && y <= h);
      held.graticule.lines.setAttribute("d", columns.map((x) => `M${l + x},${t}v${h}`).join("") + rows.map((y) => `M${l},${t + y}h${w}`).join(""));
    };

    const name = ({ west, north, across, up, l, t, w, h }) => {
      if (!held.graticule) return;
      held.graticule.names.forEach((one, isUp) => {
        if (!one) return;
        const { tickvals, ticktext, ticklabelshift } = isUp ? gd.layout.yaxis : gd.layout.xaxis;
        const nodes = tickvals.flatMap((degree, index) => {
          const at = isUp ? (north - degree) * up : (degree - west) * across;
          if (at < 0 || at > (isUp ? h : w)) return [];
          const node = one.text.cloneNode();
          node.style.display = node.style.opacity = "";
          node.setAttribute("transform", isUp ? `translate(3,${t + at + ticklabelshift})` : `translate(${l + at + ticklabelshift},-3)`);
          node.textContent = ticktext[index];
          return [node];
        });
        one.group.replaceChildren(...nodes);
      });
    };

    const write = (ranges) => {
      for (const axis of ["xaxis", "yaxis"]) {
        const range = ranges[`${axis}.range`];
        const whole = gd._fullLayout[axis];
        whole.range = [...range];
        whole._inputRange = [...range];
        whole.autorange = gd.layout[axis].autorange = false;
        gd.layout[axis].range = [...range];
        whole.setScale();
      }
    };

    /* Plotly has drawn everything anew: what is held is gone, and its own lines of degrees are right again. */
    gd.on("plotly_afterplot", () => {
      cancelAnimationFrame(slice);
      for (const { node } of held?.lines ?? []) node.removeAttribute("transform");
      for (const pattern of gd.querySelectorAll(".mali-hatches pattern")) pattern.removeAttribute("patternTransform");
      held = null;
      gd.classList.remove("moved");
      for (const own of gd.querySelectorAll(".own")) own.remove();
    });

    const lay = (ranges) => {
      cancelAnimationFrame(slice);
      if (!held) take();
      write(ranges);
      const view = sides();
      if (!covers(view)) outline(view);
      stretch(view);
      put(view, false);
      rule(view);
      gd.classList.add("moved", "moving", "unsettled");
    };

    const rest = () => {
      if (!held) return;
      const view = sides();
      put(view, true);
      name(view);
      gd.classList.remove("moving");
    };

    const inSlices = ([work, ...others]) => {
      slice = requestAnimationFrame(() => {
        if (!gd.isConnected) return;
        work();
        if (others.length) inSlices(others);
      });
    };

    return {
      hatched,

      /* Show a view while a hand moves the map: names of degrees, and signs that are not seen, come with rest. */
      lay(ranges) {
        lay(ranges);
        gd.emit("plotly_relayouting", ranges);
      },

      /* Show a view fitted into the window. */
      look(ranges) {
        const seen = fitted(gd, ranges);
        lay(seen);
        inSlices([rest, ...follows]);
        gd.emit("plotly_relayout", seen);
      },
    };
  };

  mali.ground = ground;
})();
