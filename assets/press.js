/* Which presses are for us: those of the main button, the first finger or the tip of a pen. All others are the browser's. */
(() => {
  const mali = (window.mali ??= {});
  const CLICK = 4; // pixels a pointer may move and still be a click

  /* With the control key a Mac opens its menu. */
  const isMain = (event) => event.isPrimary && event.button === 0 && !event.ctrlKey;

  const isStill = (one, other) => Math.hypot(other.clientX - one.clientX, other.clientY - one.clientY) < CLICK;

  /* Follow a press along a line until it is let go. A finger may have come to scroll the page, which only its way tells:
     until then nothing is moved. */
  const drag = (line, moved, began = () => {}) => {
    let pressed = null;
    let isOurs = false;
    const isHeld = (event) => pressed && line.hasPointerCapture(event.pointerId);
    line.onpointerdown = (event) => {
      if (!isMain(event)) return;
      pressed = event;
      isOurs = event.pointerType !== "touch";
      line.setPointerCapture(event.pointerId);
      began(event);
      if (isOurs) moved(event);
    };
    line.onpointermove = (event) => {
      if (!isHeld(event) || !(event.buttons & 1)) return;
      const [along, across] = [Math.abs(event.clientX - pressed.clientX), Math.abs(event.clientY - pressed.clientY)];
      isOurs ||= along > Math.max(across, CLICK);
      if (isOurs) moved(event);
    };
    line.onpointerup = (event) => {
      if (isHeld(event) && pressed.pointerType === "touch" && (isOurs || isStill(pressed, event))) moved(event);
      pressed = null;
    };
    line.onpointercancel = () => (pressed = null);
  };

  /* Call with the event of every click or tap on a figure: pressed and let go at one spot, and no second finger meanwhile. */
  const clicks = (node, clicked, signal) => {
    let pressed = null;
    const options = { signal, capture: true };
    node.addEventListener("pointerdown", (event) => (pressed = isMain(event) ? event : null), options);
    node.addEventListener("pointercancel", () => (pressed = null), options);
    window.addEventListener(
      "pointerup",
      (event) => {
        const isClick = pressed?.pointerId === event.pointerId && event.button === 0 && isStill(pressed, event);
        pressed = null;
        if (isClick && node.isConnected) clicked(event);
      },
      options,
    );
    /* Plotly would drag with any button. */
    node.addEventListener("mousedown", (event) => event.button && event.stopPropagation(), options);
  };

  /* Whether a click on a link means the link itself, and not a new window, a download or a menu. */
  const isPlain = (event) => !(event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);

  mali.press = { isPlain, drag, clicks };
})();
