/* The page that the server sent whole gives way to the one that the scripts have made, in the frame that shows it. */
(() => {
  const mali = (window.mali ??= {});
  const LONGEST = 2000; // milliseconds that the card of a place may take

  /* The same link or field in the page that takes its place. */
  const twin = (node) => {
    const page = document.getElementById("page");
    if (node.id) return page.querySelector(`#${CSS.escape(node.id.replace(/^first-/, ""))}`);
    if (node.localName === "summary") return [...page.querySelectorAll("summary")].find((other) => other.textContent === node.textContent);
    return [...page.querySelectorAll("a, button")].find((other) => other.textContent === node.textContent);
  };

  /* What the reader has opened, scrolled to or focused there is so here. */
  const replace = (first) => {
    const focused = first.contains(document.activeElement) ? twin(document.activeElement) : null;
    for (const opened of first.querySelectorAll("details[open] > summary")) {
      const other = twin(opened);
      if (other) other.parentElement.open = true;
    }
    const scrolled = [...first.querySelectorAll(".body, .panel")].map((node) => [node.className, node.scrollTop]).filter(([, top]) => top);
    first.remove();
    for (const [name, top] of scrolled) document.querySelector(`#page .${name}`).scrollTop = top;
    focused?.focus({ preventScroll: true });
  };

  mali.first = {
    /* Once the page is painted; the card of a place is still on its way, and would push the rest of the panel down. */
    giveWay() {
      const first = document.getElementById("first");
      if (!first) return;
      const end = performance.now() + LONGEST;
      const look = () => {
        const isWaiting = first.querySelector(".card") && !document.querySelector("#card .card") && performance.now() < end;
        if (isWaiting) requestAnimationFrame(look);
        else replace(first);
      };
      look();
    },
  };
})();
