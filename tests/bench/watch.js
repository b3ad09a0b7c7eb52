/* Put into every page before it loads. Every contestant says on #map which day it shows, as data-on; here it is noted
   when that day was on the screen: an element that changes its size in the same breath is observed while the frame is
   laid out, and a message sent then arrives once the frame has been painted. */
(() => {
  const bench = (window.bench = { usable: 0, sighted: 0, event: 0, seen: [], frames: null, waiting: null });
  const channel = new MessageChannel();
  const due = [];
  channel.port1.onmessage = () => due.shift()();

  const afterPaint = (() => {
    const waiting = [];
    let box = null;
    const begin = () => {
      box = document.createElement("i");
      box.style = "position:fixed;width:1px;height:1px;contain:strict;visibility:hidden;pointer-events:none";
      document.documentElement.append(box);
      new ResizeObserver(() => {
        for (const told of waiting.splice(0)) {
          due.push(told);
          channel.port2.postMessage(null);
        }
      }).observe(box);
    };
    return (told) => {
      if (!box?.isConnected) begin();
      if (!waiting.length) box.style.width = box.style.width === "1px" ? "2px" : "1px"; // twice would be none
      waiting.push(told);
    };
  })();

  /* The map is seen: a picture of it that the page itself bears counts, once it is painted. */
  const sight = () => afterPaint(() => (bench.sighted ||= performance.now()));

  const note = (day) => {
    const { event } = bench;
    afterPaint(() => {
      const now = performance.now();
      bench.usable ||= now;
      bench.sighted ||= now;
      const one = { day, event, painted: now, next: 0 };
      bench.seen.push(one);
      requestAnimationFrame(() => {
        one.next = performance.now();
        bench.waiting?.();
      });
    });
  };

  let root = null;
  const days = new MutationObserver(() => note(root.dataset.on));
  new MutationObserver(() => {
    if (!bench.sighted && document.querySelector("#first .ground")) sight();
    const found = document.querySelector("#map[data-on]");
    if (!found || found === root) return;
    days.disconnect();
    root = found;
    days.observe(root, { attributes: true, attributeFilter: ["data-on"] });
    note(root.dataset.on);
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-on"] });

  for (const type of ["keydown", "pointermove"]) addEventListener(type, (event) => (bench.event = event.timeStamp), { capture: true });

  /* When the day, or any day, is on the screen and the frame after it has begun: the note of it. */
  bench.shown = (day, patience) =>
    new Promise((done, fail) => {
      const timer = setTimeout(() => fail(new Error(`${day} did not show, ${root?.dataset.on} does`)), patience);
      const look = () => {
        const one = bench.seen.findLast((other) => (!day || other.day === day) && other.next);
        if (!one) bench.waiting = look;
        else {
          clearTimeout(timer);
          done(one);
        }
      };
      look();
    });

  /* Ask for one month after the other, each when it is due, as a player does; what was shown, and how long it stood. */
  bench.play = async (days, go, every) => {
    bench.seen = [];
    const began = performance.now();
    let asked = -1;
    await new Promise((done) => {
      const ask = () => {
        const due_ = Math.min(days.length - 1, Math.floor((performance.now() - began) / every));
        if (due_ !== asked) go((asked = due_));
        if (asked === days.length - 1) done();
        else setTimeout(ask, every - ((performance.now() - began) % every));
      };
      ask();
    });
    await bench.shown(days.at(-1), 60_000);
    const times = [began, ...bench.seen.map((one) => one.painted)];
    return { frames: new Set(bench.seen.map((one) => one.day)).size, stall: Math.max(...times.slice(1).map((time, index) => time - times[index])), took: times.at(-1) - began };
  };

  /* Note every frame until told to stop; the longest wait for one. */
  bench.watchFrames = () => {
    bench.frames = [performance.now()];
    const frame = () => {
      if (!bench.frames) return;
      bench.frames.push(performance.now());
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  };
  bench.stopFrames = () => {
    const { frames } = bench;
    bench.frames = null;
    frames.push(performance.now());
    return Math.max(...frames.slice(1).map((time, index) => time - frames[index]));
  };
})();
