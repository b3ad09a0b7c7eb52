/* Briefing mode: the sheet fitted to the screen, and its keys. */
(() => {
  const mali = (window.mali ??= {});
  const [WIDTH, HEIGHT] = [1280, 720];

  const isBrief = () => document.querySelector(".page.brief") !== null;

  const fit = () => {
    const bar = document.querySelector(".story-bar")?.offsetHeight ?? 0; // below a sheet that is presented
    const scale = Math.min(window.innerWidth / WIDTH, (window.innerHeight - bar) / HEIGHT);
    document.documentElement.style.setProperty("--brief-below", `${bar}px`);
    document.documentElement.style.setProperty("--brief-scale", scale);
  };

  document.addEventListener("keydown", (event) => {
    const key = isBrief() && mali.keys.typed(event);
    if (!key) return;
    const step = mali.keys.step(event);
    const stack = document.querySelector(".brief-stack");
    if (key === "Escape") mali.address.go({ brief: "" });
    else if (stack && (key === "ArrowDown" || key === "ArrowUp")) {
      event.preventDefault();
      stack.scrollBy({ top: key === "ArrowDown" ? stack.clientHeight : -stack.clientHeight });
    }
    else if (step && mali.still.isReady()) {
      event.preventDefault();
      mali.clock.set(mali.stepped(mali.clock.day, step));
    }
  });

  mali.brief = { fit };
  window.addEventListener("resize", fit);
  fit();
})();
