/* The day shown: one number, whoever wants to know it, and one paint a frame at most. */
(() => {
  const mali = (window.mali ??= {});
  const REST = 140; // milliseconds without a new day after which the slower readers are told
  let painters = [];
  let resters = [];
  let painted = null;
  let queued = false;
  let resting = null;

  const paint = () => {
    queued = false;
    if (mali.clock.day === painted) return;
    painted = mali.clock.day;
    for (const painter of painters) painter(painted);
    clearTimeout(resting);
    resting = setTimeout(rest, REST);
  };

  const rest = () => {
    for (const rester of resters) rester(mali.clock.day);
  };

  mali.clock = {
    day: 0,
    last: 0,

    /* Forget every reader; a new page brings its own. */
    begin(day, last) {
      painters = [];
      resters = [];
      painted = null;
      mali.clock.day = day;
      mali.clock.last = last;
    },

    /* Call with every day that is painted. */
    onPaint(painter) {
      painters.push(painter);
    },

    /* Call with the day on which time comes to rest. */
    onRest(rester) {
      resters.push(rester);
    },

    set(day) {
      mali.clock.day = Math.max(0, Math.min(mali.clock.last, Math.round(day)));
      if (!queued) {
        queued = true;
        requestAnimationFrame(paint);
      }
    },

    /* Paint the same day again, after something else than the day changed. */
    again() {
      painted = null;
      mali.clock.set(mali.clock.day);
    },
  };
})();
