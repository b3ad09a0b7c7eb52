/* Small pictures put many thousand times into one sheet of pixels, as numbers: a canvas takes some microseconds for each of
   them, this a tenth of that, and time must go on with every frame. */
(() => {
  const mali = (window.mali ??= {});
  const OPAQUE = 255;

  /* A picture of so many pixels from its middle to its edge, as the pixels that it covers: how far each lies from the
     middle, and its value. Through some of them what lies below is seen. */
  const stamp = (draw, half, ratio) => {
    const side = 2 * Math.ceil(half * ratio);
    const sheet = new OffscreenCanvas(side, side);
    const pen = sheet.getContext("2d");
    pen.scale(ratio, ratio);
    pen.translate(side / 2 / ratio, side / 2 / ratio);
    draw(pen);
    const { data } = pen.getImageData(0, 0, side, side);
    const values = new Uint32Array(data.buffer);
    const part = (isCovered) => {
      const at = [...values.keys()].filter((pixel) => isCovered(data[4 * pixel + 3]));
      return {
        across: Int16Array.from(at, (pixel) => (pixel % side) - side / 2),
        down: Int16Array.from(at, (pixel) => Math.floor(pixel / side) - side / 2),
        value: Uint32Array.from(at, (pixel) => values[pixel]),
        bytes: Uint8Array.from(at.flatMap((pixel) => [...data.subarray(4 * pixel, 4 * pixel + 4)])),
      };
    };
    return { reach: side / 2, whole: part((alpha) => alpha === OPAQUE), clear: part((alpha) => alpha > 0 && alpha < OPAQUE), steps: new Map() };
  };

  /* A sheet of pixels of a size; what reaches over its edge is cut. */
  const sheetOf = (wide, high) => {
    const image = new ImageData(wide, high);
    const { data } = image;
    const values = new Uint32Array(data.buffer);

    /* A pixel through which what lies below is seen. */
    const mix = (at, bytes, from) => {
      const own = bytes[from + 3] / OPAQUE;
      const below = (data[at + 3] / OPAQUE) * (1 - own);
      const whole = own + below;
      data[at] = (bytes[from] * own + data[at] * below) / whole;
      data[at + 1] = (bytes[from + 1] * own + data[at + 1] * below) / whole;
      data[at + 2] = (bytes[from + 2] * own + data[at + 2] * below) / whole;
      data[at + 3] = OPAQUE * whole;
    };

    /* How far the pixels of a picture are from its middle along the sheet: worked out once for a picture. */
    const steps = (one) => {
      if (!one.steps.has(wide)) one.steps.set(wide, [one.whole, one.clear].map(({ across, down }) => Int32Array.from(across, (right, index) => down[index] * wide + right)));
      return one.steps.get(wide);
    };

    /* A picture that reaches over the edge. */
    const cut = ({ whole, clear }, x, y) => {
      for (const { across, down, value, bytes } of [whole, clear]) {
        for (let index = 0; index < value.length; index += 1) {
          const [left, top] = [x + across[index], y + down[index]];
          if (left < 0 || top < 0 || left >= wide || top >= high) continue;
          const at = top * wide + left;
          if (values[at] && bytes[4 * index + 3] < OPAQUE) mix(4 * at, bytes, 4 * index);
          else values[at] = value[index];
        }
      }
    };

    return {
      wide,
      high,
      image,
      wipe: () => values.fill(0),
      put(one, x, y) {
        const isInside = x >= one.reach && y >= one.reach && x < wide - one.reach && y < high - one.reach;
        if (!isInside) return cut(one, x, y);
        const [whole, clear] = steps(one);
        const middle = y * wide + x;
        const { value } = one.whole;
        for (let index = 0; index < value.length; index += 1) values[middle + whole[index]] = value[index];
        const other = one.clear;
        for (let index = 0; index < clear.length; index += 1) {
          const at = middle + clear[index];
          if (values[at]) mix(4 * at, other.bytes, 4 * index);
          else values[at] = other.value[index];
        }
      },
    };
  };

  mali.stamps = { stamp, sheetOf };
})();
