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
      const other = new URLSearchParams(query);
      for (const [name, value] of new URLSearchParams(link.dataset.view)) other.set(name, value);
      link.setAttribute("href", `?${other}`);
    }
  };

  mali.address = {
    begin(canonical) {
      query = new URLSearchParams(canonical);
      mali.clock.onRest(write);
    },
    set(name, value) {
      if (value === null) query.delete(name);
      else query.set(name, value);
      write();
    },
    write,
  };
})();
