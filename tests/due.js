/* Keeps account of what a page still has to do, its timers and questions, and of when anything last happened in it. */
(() => {
  const due = (window.due = { timers: new Map(), asked: 0, changed: 0 });
  const happened = () => (due.changed = performance.now());
  const { setTimeout, clearTimeout, fetch } = window;
  window.setTimeout = (run, delay = 0, ...given) => {
    const timer = setTimeout(() => {
      due.timers.delete(timer);
      happened();
      run(...given);
    }, delay);
    if (delay <= 700) due.timers.set(timer, delay); // none of ours is longer but those that wait for what does not come
    return timer;
  };
  window.clearTimeout = (timer) => {
    due.timers.delete(timer);
    clearTimeout(timer);
  };
  window.fetch = async (...given) => {
    due.asked += 1;
    happened();
    try {
      return await fetch(...given);
    } finally {
      due.asked -= 1;
      happened();
    }
  };
  const watched = { attributes: true, characterData: true, childList: true, subtree: true };
  new MutationObserver(happened).observe(document, watched);
  window.addEventListener("resize", happened, true);
})();
