/* The whole view in the address, without a history entry for every step; links to the same view in other dress. */
(() => {
  const mali = (window.mali ??= {});
  let query = new URLSearchParams();

  const write = () => {
    query.set("on", mali.calendar.iso(mali.clock.day));
    if (mali.place.chosen) query.set("place", mali.place.chosen);
    else query.delete("place");
    const next = `?${query}`;
    if (next !== location.search) history.replaceState(history.state, "", next);
    for (const link of document.querySelectorAll("a[data-view]")) {
      link.setAttribute("href", mali.address.of(link.dataset.view));
    }
  };

  /* A link within the app changes the page without loading it anew. */
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-view]");
    if (!link || event.defaultPrevented || !mali.press.isPlain(event)) return;
    event.preventDefault();
    mali.address.go(Object.fromEntries(new URLSearchParams(link.dataset.view)));
  });

  mali.address = {
    /* The address of the same view with some parameters changed, for links made by scripts. */
    of(changes) {
      const other = new URLSearchParams(query);
      for (const [name, value] of new URLSearchParams(changes)) other.set(name, value);
      return `?${other}`;
    },
    begin(canonical) {
      query = new URLSearchParams(canonical);
      document.documentElement.lang = query.get("lang") ?? document.querySelector("[lang].page")?.lang ?? "en";
      mali.clock.onRest(write);
    },
    /* Lead to the same view with some parameters changed, as a step that Back undoes. An empty value takes one out. */
    go(changes) {
      const next = new URLSearchParams(query);
      for (const [name, value] of Object.entries(changes)) {
        if (value) next.set(name, value);
        else next.delete(name);
      }
      if (next.toString() === query.toString()) return;
      if (changes.frame) mali.map.dropExtent?.();
      else mali.map.keepExtent?.();
      query = next; // a reader still at rest would write the old address back
      history.pushState(null, "", `?${next}`);
      window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
    },
    set(name, value) {
      if (value === null) query.delete(name);
      else query.set(name, value);
      write();
    },
    /* Ask for the page of the address anew. */
    renew() {
      mali.map.keepExtent?.();
      window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
    },
    write,
    query: () => query.toString(),
  };
})();
