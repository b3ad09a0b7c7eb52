/* How much room the window has, for the style sheets: data-room of the page names every size that it is within. */
(() => {
  const mali = (window.mali ??= {});
  const root = document.documentElement;
  const USUAL = 16; // pixels of letters, unless the reader has chosen others
  const sizes = (root.dataset.rooms ?? "").split(" ").map((size) => size.split(":"));

  const letters = () => parseFloat(getComputedStyle(root).fontSize) / USUAL;

  const measure = () => {
    const room = { phone: window.innerWidth, stacked: window.innerWidth, small: window.innerWidth, short: window.innerHeight, low: window.innerHeight };
    root.dataset.room = sizes.filter(([name, most]) => room[name] <= most * letters()).map(([name]) => name).join(" ");
  };

  mali.room = {
    letters,
    is: (name) => root.dataset.room.split(" ").includes(name),
  };

  window.addEventListener("resize", measure);
  window.addEventListener("beforeprint", () => (root.dataset.room = "paper"));
  window.addEventListener("afterprint", measure);
  measure();
})();
