/* Marks that are too many to be nodes of the page: painted on one canvas, from the figure's own data, where Plotly would
   have drawn them. The canvas lies above all that Plotly draws of the map and below its notes: stars and the ring of the
   chosen place, which lie over the marks, are painted here too; names are placed clear of them. */
(() => {
  const mali = (window.mali ??= {});
  const MITER = 2; // as Plotly's lines meet
  const CLEAR = "rgba(0,0,0,0)";
  const REACH = 0.75; // of a symbol's size, beyond which none of them goes
  const NEAR = 40; // pixels beyond the edge from which a mark may reach in

  const each = (values, index) => (Array.isArray(values) || ArrayBuffer.isView(values) ? values[index] : values);

  /* Take hold of a drawn figure; nothing where its marks are no crowd. */
  const crowd = (gd) => {
    const told = gd.layout.meta.crowd;
    if (!told) return null;
    gd.querySelector("canvas.crowd")?.remove();
    const canvas = document.createElement("canvas");
    canvas.className = "crowd";
    canvas.setAttribute("aria-hidden", "true");
    gd.querySelector(".gl-container").append(canvas);
    const pen = canvas.getContext("2d");
    const drawn = new Map(); // the picture of each look, made once
    let pictures = []; // of each place; undefined where its look may have changed, null where it has none
    let due = false;
    let ratio = 1;

    const path = ({ lines, closed }, half) => {
      const outline = new Path2D();
      for (const line of lines) {
        line.forEach(([x, y], index) => (index ? outline.lineTo(x * half, y * half) : outline.moveTo(x * half, y * half)));
        if (closed) outline.closePath();
      }
      return outline;
    };

    /* One mark of a trace, if it is seen: its symbol, look and the pixels by which it stands aside. */
    const part = (number, index) => {
      const { marker } = gd.data[number];
      const colour = each(marker.color, index);
      if (!each(marker.opacity ?? 1, index) || colour === CLEAR) return null;
      const { line = {} } = marker;
      const [symbol, size, angle] = [each(marker.symbol ?? "circle", index), each(marker.size ?? 6, index), each(marker.angle ?? 0, index)];
      const [edge, width, away] = [each(line.color ?? colour, index), each(line.width ?? 0, index), each(marker.standoff ?? 0, index)];
      return [symbol, size, colour, edge, width, angle, away];
    };

    const stroke = (own, [symbol, size, colour, edge, width, angle, away]) => {
      const outline = told.outlines[symbol];
      const shape = path(outline, size / 2);
      own.save();
      own.rotate((angle * Math.PI) / 180);
      own.translate(0, away);
      if (outline.filled) {
        own.fillStyle = mali.theme.colour(colour);
        own.fill(shape);
      }
      if (width) {
        own.lineWidth = width;
        own.strokeStyle = mali.theme.colour(outline.filled || !outline.closed ? edge : colour);
        own.stroke(shape);
      }
      own.restore();
    };

    /* Marks about one point as one picture: neighbours lie whole over one another. */
    const pictureOf = (numbers, index) => {
      const parts = numbers.map((number) => part(number, index)).filter(Boolean);
      if (!parts.length) return null;
      const key = parts.join("|");
      if (!drawn.has(key)) {
        const half = Math.ceil(Math.max(...parts.map(([, size, , , width, , away]) => REACH * size + width + 1 + away)));
        const sheet = new OffscreenCanvas(2 * half * ratio, 2 * half * ratio);
        const own = sheet.getContext("2d");
        own.scale(ratio, ratio);
        own.translate(half, half);
        own.miterLimit = MITER;
        for (const one of parts) stroke(own, one);
        drawn.set(key, { image: sheet.transferToImageBitmap(), half });
      }
      return drawn.get(key);
    };

    const fit = () => {
      const { width, height } = gd._fullLayout;
      if (ratio !== window.devicePixelRatio) {
        drawn.clear();
        pictures = [];
      }
      ratio = window.devicePixelRatio;
      const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
      if (canvas.width !== wide) canvas.width = wide;
      if (canvas.height !== high) canvas.height = high;
      Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
    };

    const paint = () => {
      due = false;
      if (!canvas.isConnected) return;
      fit();
      const { xaxis, yaxis } = gd._fullLayout;
      const [l, t, w, h] = [xaxis._offset, yaxis._offset, xaxis._length, yaxis._length];
      const [[west, east], [south, north]] = [xaxis.range, yaxis.range];
      const [across, up] = [w / (east - west), h / (north - south)];
      pen.clearRect(0, 0, canvas.width, canvas.height);
      pen.save();
      pen.beginPath();
      pen.rect(l * ratio, t * ratio, w * ratio, h * ratio);
      pen.clip();
      const lay = ({ x, y }, pictureAt) => {
        for (let index = 0; index < x.length; index += 1) {
          const left = (x[index] - west) * across;
          const top = (north - y[index]) * up;
          if (x[index] === null || left < -NEAR || top < -NEAR || left > w + NEAR || top > h + NEAR) continue;
          const one = pictureAt(index);
          if (one) pen.drawImage(one.image, Math.round((l + left - one.half) * ratio), Math.round((t + top - one.half) * ratio));
        }
      };
      lay(gd.data[told.traces[0]], (index) => (pictures[index] === undefined ? (pictures[index] = pictureOf(told.traces, index)) : pictures[index]));
      for (const number of told.above.filter((one) => gd.data[one].visible !== false)) lay(gd.data[number], (index) => pictureOf([number], index));
      pen.restore();
    };

    /* Once whoever asks has said all, however many do. */
    const soon = () => {
      if (due) return;
      due = true;
      queueMicrotask(paint);
    };

    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
      drawn.clear();
      pictures = [];
      soon();
    });
    for (const moment of ["plotly_afterplot", "plotly_relayouting", "plotly_relayout"]) gd.on(moment, soon);
    return {
      paint: soon,
      has: (number) => told.traces.includes(number),
      /* The look of a place has changed. */
      changed: (index) => (pictures[index] = undefined),
    };
  };

  mali.crowd = crowd;
})();
