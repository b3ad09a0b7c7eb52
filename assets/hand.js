/* The hand on a map: the wheel zooms about the pointer, a press drags the ground, two clicks lead to the view with which
   the page was opened. Every frame shows the last of what the hand has asked for. */
(() => {
  const mali = (window.mali ??= {});
  const MOST = 20; // of a turn of the wheel that counts at once
  const FACTOR = 200; // turns of the wheel for a zoom by e
  const LINE = 16; // pixels of a turn that a browser tells in lines
  const REST = 90; // milliseconds without another turn

  const hand = (painter, signal) => {
    const { graph } = painter;
    const opening = painter.ranges();
    const touching = new Set();
    let wanted = null;
    let pressed = null;
    let queued = false;
    let resting = null;

    const plot = () => graph.querySelector(".nsewdrag").getBoundingClientRect();
    const isOnGround = (event) => event.target.closest?.(".nsewdrag, .drag") && graph.contains(event.target);

    const show = (ranges) => {
      wanted = ranges;
      if (queued) return;
      queued = true;
      requestAnimationFrame(() => {
        queued = false;
        if (wanted && graph.isConnected) painter.lay(wanted);
      });
    };

    const rest = () => {
      clearTimeout(resting);
      if (!wanted || !graph.isConnected) return;
      painter.look(wanted);
      wanted = null;
    };

    const now = () => wanted ?? painter.ranges();

    const turn = (event) => {
      if (!isOnGround(event)) return;
      event.preventDefault();
      const turned = event.deltaY * (event.deltaMode ? LINE : 1);
      const factor = Math.exp(Math.max(-MOST, Math.min(MOST, turned)) / FACTOR);
      const box = plot();
      const about = ([low, high], share) => {
        const still = low + share * (high - low);
        return [still + (low - still) * factor, still + (high - still) * factor];
      };
      const { "xaxis.range": x, "yaxis.range": y } = now();
      show({ "xaxis.range": about(x, (event.clientX - box.left) / box.width), "yaxis.range": about(y, (box.bottom - event.clientY) / box.height) });
      clearTimeout(resting);
      resting = setTimeout(rest, REST);
    };

    const press = (event) => {
      touching.add(event.pointerId);
      if (touching.size > 1) pressed = null; // two fingers zoom
      else if (isOnGround(event) && event.isPrimary && event.button === 0 && !event.ctrlKey) pressed = { id: event.pointerId, x: event.clientX, y: event.clientY, from: now(), box: plot() };
    };

    const drag = (event) => {
      if (event.pointerId !== pressed?.id) return;
      const { x, y, from, box } = pressed;
      const [right, down] = [event.clientX - x, event.clientY - y];
      if (!wanted && !right && !down) return;
      const by = ([low, high], share) => [low + share * (high - low), high + share * (high - low)];
      show({ "xaxis.range": by(from["xaxis.range"], -right / box.width), "yaxis.range": by(from["yaxis.range"], down / box.height) });
    };

    const letGo = (event) => {
      touching.delete(event.pointerId);
      if (event.pointerId !== pressed?.id) return;
      pressed = null;
      rest();
    };

    const options = { signal, passive: false };
    graph.addEventListener("wheel", turn, options);
    graph.addEventListener("pointerdown", press, options);
    window.addEventListener("pointermove", drag, options);
    for (const type of ["pointerup", "pointercancel"]) window.addEventListener(type, letGo, options);
    graph.addEventListener("dblclick", (event) => isOnGround(event) && painter.look(opening), options);
  };

  mali.hand = hand;
})();
