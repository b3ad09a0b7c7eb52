/* The edition that this browser saw last: where the record is another since, a quiet mark leads to what has changed,
   until it is followed. A page of an earlier edition says by itself which it is. */
(() => {
  const mali = (window.mali ??= {});
  const KEY = "mali-edition";

  const seen = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null; // what may not be kept is not remembered
    }
  };

  const remember = (record) => {
    try {
      localStorage.setItem(KEY, record);
    } catch {}
  };

  mali.since = {
    begin(record, query) {
      const asked = new URLSearchParams(query);
      const mark = document.getElementById("since");
      if (!mark || asked.has("edition")) return;
      const before = seen();
      if (!before) remember(record);
      mark.hidden = !before || before === record;
      if (mark.hidden) return;
      const link = mark.querySelector("a");
      link.setAttribute("href", `editions?${new URLSearchParams({ from: before, to: record, lang: mark.lang })}`);
      link.addEventListener("click", () => remember(record), { once: true });
    },
  };
})();
