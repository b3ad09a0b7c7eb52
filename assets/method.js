/* The contents of a long page lead to their section without a change of address, which would fetch the page anew. */
(() => {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".contents a[href^='#']");
    if (!link || !window.mali.press.isPlain(event)) return;
    event.preventDefault();
    const heading = document.getElementById(link.hash.slice(1));
    heading.scrollIntoView({ block: "start" });
    heading.focus({ preventScroll: true });
  });
})();
