/* The turning points by name along the line of time: each beside its day, where it touches no other name and none of the
   lines that names hang on; one without room is left out. The list in the panel has them all. */
(() => {
  const mali = (window.mali ??= {});
  const HIGH = 14; // pixels of a line of names
  const GAP = 3; // pixels between two names

  const meet = ([from, to], [other, until]) => from < until + GAP && other < to + GAP;

  const isFree = ({ row, at, ends }, placed) =>
    placed.every((other) => {
      if (other.row === row) return !meet(ends, other.ends);
      const [upper, lower] = other.row < row ? [other.at, ends] : [at, other.ends];
      return !meet([upper, upper], lower); // the line of the upper passes the lower
    });

  /* Where a name may stand: on each line after its day, or before it. */
  const spots = ({ at, wide }, lines, whole) =>
    Array.from({ length: lines }, (_, row) => [at, at - wide].map((from) => ({ row, at, ends: [from, from + wide] })))
      .flat()
      .filter(({ ends: [from, to] }) => from >= 0 && to <= whole);

  /* The way to place names that leaves out the fewest. */
  const arranged = (names, lines, whole) => {
    let best = [];
    const go = (next, placed) => {
      if (placed.length > best.length) best = placed;
      if (next === names.length || placed.length + names.length - next <= best.length) return;
      for (const spot of spots(names[next], lines, whole)) {
        if (isFree(spot, placed)) go(next + 1, [...placed, { ...spot, link: names[next].link }]);
      }
      go(next + 1, placed);
    };
    go(0, []);
    return best;
  };

  mali.turningNames = {
    place() {
      const nav = document.querySelector("#page .turning-names");
      if (!nav?.clientWidth) return;
      const lines = Math.round(nav.clientHeight / HIGH);
      const names = [...nav.children].map((link) => ({ link, at: Number(link.dataset.share) * nav.clientWidth, wide: link.offsetWidth }));
      for (const { link } of names) link.classList.remove("placed");
      for (const { link, row, at, ends } of arranged(names, lines, nav.clientWidth)) {
        link.classList.add("placed");
        link.classList.toggle("before", ends[0] < at);
        Object.assign(link.style, { left: `${ends[0]}px`, top: `${row * HIGH}px` });
        link.style.setProperty("--down", `${(lines - 1 - row) * HIGH}px`);
      }
    },
  };

  window.addEventListener("resize", () => mali.turningNames.place());
})();
