/* The search for a place: by any of its names, its words in any order, whatever the accents, hyphens and spaces. */
(() => {
  const mali = (window.mali ??= {});
  let names = {};

  const words = (text) => text.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const run = (text) => words(text).join("");

  /* How well a place answers to what was typed, the best first; null if it does not. */
  const rank = (label, own, typed) => {
    const asked = words(typed);
    if (!asked.length) return 0;
    const said = own.join(" ");
    const isFound = asked.every((word) => said.includes(word)) || own.some((name) => run(name).includes(run(typed)));
    if (!isFound) return null;
    if (run(label) === run(typed)) return 0;
    if (label.startsWith(typed)) return 1;
    if (own.some((name) => run(name) === run(typed))) return 2; // its very name in another language
    if (own.some((name) => run(name).startsWith(run(typed)))) return 3;
    return asked.every((word) => words(said).some((one) => one.startsWith(word))) ? 4 : 5;
  };

  window.dashMantineFunctions = Object.assign(window.dashMantineFunctions ?? {}, {
    findPlaces: ({ options, search }) => {
      const typed = mali.fold(search);
      const ranked = options.map((option) => {
        const label = mali.fold(option.label);
        return { option, rank: rank(label, names[option.value]?.split(" | ") ?? [label], typed) };
      });
      return ranked.filter((one) => one.rank !== null).sort((a, b) => a.rank - b.rank).map((one) => one.option);
    },
  });

  /* Enter takes the first place that answers to what was typed. The list does so by itself only once it has opened and
     marked it, some frames after the letters came, and until then would take the place that was chosen before. Whoever
     goes through the list with the arrows takes what is marked, as the list does. */
  const FRAMES = 40; // in which the list must have come
  const list = () => document.getElementById(document.getElementById("search")?.getAttribute("aria-controls") ?? "");
  let isTyped = false; // and nothing was marked or chosen since
  let typed = 0; // how often something was typed: what is typed after Enter is no answer to it

  const take = (left, asked) => {
    if (asked !== typed) return;
    const first = list()?.querySelector("[role=option]");
    if (first) first.click();
    else if (left) requestAnimationFrame(() => take(left - 1, asked));
  };

  document.addEventListener("input", (event) => {
    if (event.target.id !== "search") return;
    isTyped = true;
    typed += 1;
  });
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.target.id !== "search") return;
      if (event.key === "Enter" && isTyped) {
        event.preventDefault();
        event.stopPropagation();
        const asked = typed;
        requestAnimationFrame(() => take(FRAMES, asked));
      }
      if (event.key === "Enter" || event.key.startsWith("Arrow")) isTyped = false;
    },
    true,
  );

  mali.search = {
    /* Know every name of every place: folded, by id, in one line. */
    begin(all) {
      names = all;
    },
  };
})();
