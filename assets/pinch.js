/* Two fingers zoom a map about the middle between them, as the wheel does: Plotly itself knows one finger only. */
(() => {
  const mali = (window.mali ??= {});
  const MOST = 20; // of a turn of the wheel that Plotly takes at once
  const FACTOR = 200; // turns of the wheel for a zoom by e

  const between = ([one, other]) => ({
    clientX: (one.clientX + other.clientX) / 2,
    clientY: (one.clientY + other.clientY) / 2,
    apart: Math.max(1, Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY)),
  });

  mali.pinch = (graph, signal) => {
    let before = null;
    const options = { signal, capture: true, passive: false };
    graph.addEventListener(
      "touchstart",
      (event) => {
        if (event.touches.length < 2) return;
        event.stopPropagation();
        before = between(event.touches);
      },
      options,
    );
    window.addEventListener(
      "touchmove",
      (event) => {
        if (!before) return;
        event.stopPropagation(); // the first finger drags no longer
        if (event.cancelable) event.preventDefault(); // or the browser takes it for a scroll, and Plotly cannot end its drag
        if (event.touches.length < 2) return;
        const { apart, ...middle } = between(event.touches);
        let turn = -FACTOR * Math.log(apart / before.apart);
        before = { apart };
        for (; Math.abs(turn) > 0.5; turn -= Math.sign(turn) * Math.min(MOST, Math.abs(turn))) {
          const deltaY = Math.sign(turn) * Math.min(MOST, Math.abs(turn));
          graph.querySelector(".nsewdrag").dispatchEvent(new WheelEvent("wheel", { ...middle, deltaY, bubbles: true, cancelable: true }));
        }
      },
      options,
    );
    for (const type of ["touchend", "touchcancel"]) window.addEventListener(type, (event) => event.touches.length || (before = null), options);
  };
})();
