/* Where the names of places stand: the more important first, each nearer to its own marker than to any other; where signs
   crowd, further off, and a line leads to it. The rule of dashboard/figures/labels.py, which says why and hands its numbers over. */
(() => {
  const mali = (window.mali ??= {});
  const CELL = 48; // pixels of a side of the squares by which boxes are found

  const meet = (a, b) => a[0] < b[0] + b[2] && b[0] < a[0] + a[2] && a[1] < b[1] + b[3] && b[1] < a[1] + a[3];

  const within = (a, b) => b[0] < a[0] && a[0] + a[2] < b[0] + b[2] && b[1] < a[1] && a[1] + a[3] < b[1] + b[3];

  /* How many square pixels two boxes share. */
  const shared = (a, b) => {
    const across = Math.min(a[0] + a[2], b[0] + b[2]) - Math.max(a[0], b[0]);
    const down = Math.min(a[1] + a[3], b[1] + b[3]) - Math.max(a[1], b[1]);
    return Math.max(across, 0) * Math.max(down, 0);
  };

  /* Boxes that keep their room, found by where they lie. */
  class Taken {
    #cells = new Map();

    constructor(boxes) {
      this.add(boxes);
    }

    static *#cellsOf([left, top, width, height]) {
      for (let column = Math.floor(left / CELL); column <= Math.floor((left + width) / CELL); column += 1) {
        for (let row = Math.floor(top / CELL); row <= Math.floor((top + height) / CELL); row += 1) yield `${column},${row}`;
      }
    }

    add(boxes) {
      for (const box of boxes) {
        for (const cell of Taken.#cellsOf(box)) {
          if (!this.#cells.has(cell)) this.#cells.set(cell, []);
          this.#cells.get(cell).push(box);
        }
      }
    }

    /* Those on which a box would lie; one that is large may come several times. */
    *met(box) {
      for (const cell of Taken.#cellsOf(box)) for (const other of this.#cells.get(cell) ?? []) if (meet(box, other)) yield other;
    }

    meets(box) {
      return !this.met(box).next().done;
    }
  }

  /* Pixels from a point to a box. */
  const distance = ([left, top, width, height], x, y) => Math.hypot(Math.max(left - x, x - left - width, 0), Math.max(top - y, y - top - height, 0));

  const isItsOwn = ({ box }, { x, y }, markers) => {
    const own = distance(box, x, y);
    const [left, top, width, height] = box;
    const around = [left - own - 1, top - own - 1, width + 2 * own + 2, height + 2 * own + 2];
    return [...markers.met(around)].filter((other) => distance(box, other[0], other[1]) <= own).length === 1; // its own is one of them
  };

  const holds = ([left, top, width, height], { x, y }) => left < x && x < left + width && top < y && y < top + height;

  /* Placing by the numbers of a rule: `meta.names` of a figure. */
  const by = (rule) => {
    /* Where a name stands at a spot, or so many pixels further off. */
    const standing = ({ x, y, gap, size, width }, spot, further = 0) => {
      const [down, across] = spot.split(" ");
      const isCorner = down !== "middle" && across !== "center";
      const off = gap * (isCorner && !further ? rule.corner : 1) + further;
      const height = size * rule.line;
      const left = { left: x - off - width, center: x - width / 2, right: x + off }[across];
      const top = { top: y - off - height, middle: y - height / 2, bottom: y + off }[down];
      return { box: [left, top, width, height], spot, gap: off, isLed: further > 0 };
    };

    /* The line from the marker of a name to where it stands; null where it stands beside it. */
    const lineTo = ({ x, y, gap }, { box: [left, top, width, height], isLed }) => {
      if (!isLed) return null;
      const end = [Math.min(Math.max(x, left), left + width), Math.min(Math.max(y, top), top + height)];
      const length = Math.hypot(end[0] - x, end[1] - y);
      return [[x + ((end[0] - x) / length) * gap, y + ((end[1] - y) / length) * gap], end];
    };

    /* The room that such a line takes. */
    const lineBoxes = (name, one) => {
      const line = lineTo(name, one);
      if (!line) return [];
      const [[x0, y0], [x1, y1]] = line;
      const steps = Math.max(1, Math.floor(Math.hypot(x1 - x0, y1 - y0) / rule.clear + 0.5));
      return [...Array(steps).keys()].map((step) => [x0 + ((x1 - x0) * step) / steps - rule.clear / 2, y0 + ((y1 - y0) * step) / steps - rule.clear / 2, rule.clear, rule.clear]);
    };

    /* The nearest spot further off to which a line can lead that crosses nothing. */
    const led = (name, taken, frame) => {
      for (const further of name.rank === 0 ? [...rule.further, ...rule.furthest] : rule.further) {
        for (const spot of rule.spots) {
          const one = standing(name, spot, further * name.size);
          if (!within(one.box, frame) || taken.some((boxes) => boxes.meets(one.box))) continue;
          const crossed = lineBoxes(name, one).flatMap((part) => taken.flatMap((boxes) => [...boxes.met(part)]));
          if (crossed.every((box) => holds(box, name))) return one;
        }
      }
      return null;
    };

    /* Say where each name stands, or null where it would touch something wherever it stood. */
    const place = (names, taken, frame, quiet = [], avoided = []) => {
      const [boxes, shunned] = [new Taken(taken), new Taken(avoided)];
      const markers = new Taken(names.map(({ x, y }) => [x, y, 0, 0]));
      const found = names.map(() => null);
      const order = names.map((_, index) => index).sort((a, b) => names[a].rank - names[b].rank);
      for (const index of order) {
        const name = names[index];
        const free = rule.spots.map((spot) => standing(name, spot)).filter(({ box }) => within(box, frame) && !boxes.meets(box));
        const own = free.filter((one) => isItsOwn(one, name, markers));
        const clear = own.filter(({ box }) => !shunned.meets(box));
        const beside = clear.length ? clear : own;
        const hidden = beside.map(({ box }) => quiet.reduce((sum, other) => sum + shared(box, other), 0));
        const least = beside[hidden.indexOf(Math.min(...hidden))];
        found[index] = (clear.length ? null : led(name, [boxes, shunned], frame)) ?? least ?? null;
        if (name.rank === 0) found[index] ??= led(name, [boxes], frame) ?? free[0] ?? null;
        if (found[index]) boxes.add([found[index].box, ...lineBoxes(name, found[index])]);
      }
      return found;
    };

    return { place, lineTo, lineBoxes };
  };

  mali.spots = { meet, within, by };
})();
