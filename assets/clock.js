/* The day shown: one number, and whoever wants to know it. A day is painted at once; days that come before that paint
   is on the screen wait for the next frame, and only the last of them is painted. */
(() => {
  const mali = (window.mali ??= {});
  const REST = 140; // milliseconds without a new day after which the slower readers are told
  let painters = [];
  let resters = [];
  let painted = null;
  let waiting = false;
  let resting = null;

  const paint = () => {
    if (waiting || mali.clock.day === painted) return;
    painted = mali.clock.day;
    waiting = true;
    requestAnimationFrame(next);
    for (const painter of painters) painter(painted);
    clearTimeout(resting);
    resting = setTimeout(rest, REST);
  };

  const next = () => {
    waiting = false;
    paint();
  };

  const rest = () => {
    clearTimeout(resting);
    resting = null;
    for (const rester of resters) rester(mali.clock.day);
  };

  mali.clock = {
    day: 0,
    last: 0,

    /* Forget every reader: theirs is a page that was left. */
    leave() {
      painters = [];
      resters = [];
      painted = null;
      clearTimeout(resting);
      resting = null;
    },

    /* A new page brings its own readers. */
    begin(day, last) {
      mali.clock.leave();
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

    /* Tell the slower readers now. */
    rest,

    /* Tell them now if they are still to be told. */
    settle() {
      if (resting) rest();
    },

    set(day) {
      mali.clock.day = Math.max(0, Math.min(mali.clock.last, Math.round(day)));
      paint();
    },

    /* Paint the same day again, after something else than the day changed. */
    again() {
      painted = null;
      mali.clock.set(mali.clock.day);
    },
  };
})();
