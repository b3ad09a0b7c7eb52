/* Several days: days are added, left out and chosen by rows. */
(() => {
  const mali = (window.mali ??= {});
  const USUAL = 6; // days between the two compared ones that several days begin with, these two included

  const days = () => (new URLSearchParams(mali.address.query()).get("days") ?? "").split(",").filter(Boolean);

  /* Days from one to another as far apart as can be. */
  const spread = (from, to) => {
    const [first, last] = [from, to].map(mali.calendar.index);
    const count = Math.min(USUAL, last - first + 1);
    const found = Array.from({ length: count }, (_, number) => first + Math.round(((last - first) * number) / Math.max(count - 1, 1)));
    return found.map(mali.calendar.iso).join(",");
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button[data-days]");
    if (!button) return;
    const { from, to } = button.dataset;
    const asked = new URLSearchParams(mali.address.query());
    if (from) mali.address.go({ view: "compare", days: spread(asked.get("from") ?? from, asked.get("to") ?? to) });
    else mali.address.go({ days: button.dataset.days });
  });

  document.addEventListener("change", (event) => {
    if (event.target.id === "several-choice" && event.target.value) mali.address.go({ days: event.target.value });
  });

  mali.multiples = {
    /* One day more: where there are as many as there may be, the field that asks for it is disabled. */
    add: (iso) => mali.address.go({ days: [...new Set([...days(), iso])].sort().join(",") }),
  };
})();
