/* The whole view in the address, without a history entry for every step; links to the same view in other dress.
   Address and page stay in step: while another page is on its way the address is its; if it does not come, the address
   goes back to what is shown. */
(() => {
  const mali = (window.mali ??= {});
  const [MOST_CHANGES, WHILE] = [60, 30_000]; // changes of the address in so many milliseconds
  const HEARD = 200; // milliseconds after which Dash would have asked for the page of a new address
  let query = new URLSearchParams(location.search);
  let entry = location.search; // as it was last written for what is shown
  let waiting = false; // for the page of another address
  let isTelling = false;
  let due = null; // until its page is asked for
  let renewing = false;
  let turn = 0;
  let replaced = []; // moments of the last changes of the address
  let later = null;

  /* Entries of the history are numbered, so that a step that failed can be taken back in either direction. */
  let shown = history.state?.step ?? 0;
  let landed = shown;
  history.replaceState({ ...history.state, step: shown }, "");
  window.addEventListener("popstate", (event) => {
    landed = event.state?.step ?? 0;
    waiting = !mali.address.isShown(location.search);
    if (waiting) expect();
    else shown = landed;
  });

  /* Browsers take so many changes of the address in a while, Safari a hundred in 30 s. Before that is reached the last
     waits until there is room again. */
  const replace = (search) => {
    const now = performance.now();
    replaced = replaced.filter((moment) => now - moment < WHILE);
    if (replaced.length >= MOST_CHANGES) {
      clearTimeout(later);
      later = setTimeout(write, WHILE - (now - replaced[0]) + 50);
      return false;
    }
    replaced.push(now);
    history.replaceState(history.state, "", search);
    return true;
  };

  const write = () => {
    if (waiting) return;
    query.set("on", mali.calendar.iso(mali.clock.day));
    if (mali.place.chosen) query.set("place", mali.place.chosen);
    else query.delete("place");
    const next = `?${query}`;
    if (next !== location.search && !replace(next)) return;
    entry = next;
    for (const link of document.querySelectorAll("a[data-view]")) {
      link.setAttribute("href", mali.address.of(link.dataset.view));
    }
  };

  /* Tell Dash of another address. One that it already had in hand it does not ask for: then it is made to. Of several in
     a row it is told the last: it would lead back to one that it had heard of while another had taken its place. */
  const tell = () => {
    expect();
    if (isTelling) return;
    isTelling = true;
    queueMicrotask(() => {
      isTelling = false;
      window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
    });
  };

  const expect = () => {
    const mine = (due = location.search);
    setTimeout(() => due === mine && force(), HEARD);
  };

  const force = () => {
    due = null;
    window.dash_clientside.set_props("viewport", { data: { ...mali.viewport(), turn: (turn += 1) } });
  };

  const push = (search) => {
    waiting = true;
    landed += 1;
    history.pushState({ step: landed }, "", search);
    tell();
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
      for (const [name, value] of new URLSearchParams(changes)) {
        if (value) other.set(name, value);
        else other.delete(name);
      }
      return `?${other}`;
    },
    begin(canonical) {
      query = new URLSearchParams(canonical);
      waiting = false;
      shown = landed;
      entry = location.search;
      mali.trouble.clear("page");
      mali.theme.wear(query.get("theme"));
      document.documentElement.lang = query.get("lang") ?? document.querySelector("[lang].page")?.lang ?? "en";
      mali.clock.onRest(write);
    },
    /* Lead to the same view with some parameters changed, as a step that Back undoes. An empty value takes one out. */
    go(changes) {
      mali.clock.settle(); // whoever leaves in the midst of a step takes the new day along
      const from = waiting ? new URLSearchParams(location.search) : query; // what was chosen last, shown yet or not
      const next = new URLSearchParams(from);
      for (const [name, value] of Object.entries(changes)) {
        if (value) next.set(name, value);
        else next.delete(name);
      }
      if (next.toString() === from.toString()) return;
      if (changes.frame) mali.map.dropExtent?.();
      else mali.map.keepExtent?.();
      push(`?${next}`);
    },
    /* Lead to another view altogether. */
    lead(search) {
      mali.clock.settle();
      if (search === location.search) return;
      mali.map.dropExtent?.();
      push(search);
    },
    set(name, value) {
      if (value === null) query.delete(name);
      else query.set(name, value);
      write();
    },
    /* Ask for the page of the address anew. */
    renew() {
      mali.map.keepExtent?.();
      renewing = true;
      window.dispatchEvent(new CustomEvent("_dashprivate_pushstate")); // time may have moved since Dash read it
      force();
    },
    /* The page of an address is being asked for: whether it must come, even if it is the one that is shown. */
    asked(search) {
      if (search === due) due = null;
      const must = renewing;
      renewing = false;
      return must;
    },
    /* Whether another address has taken the place of one for whose page Dash asks. */
    isPassed: (search) => waiting && search !== location.search,
    /* The address that was led to is that of the page that is shown: nothing else is to come. */
    stays(search) {
      if (search !== location.search) return;
      waiting = false;
      shown = landed;
      entry = search;
    },
    /* The page of an address has come, though its scripts may still wait for what they look up. */
    came(search) {
      shown = landed;
      entry = search;
      query = new URLSearchParams(search);
    },
    /* Whether an address is that of the page that is shown, as it is now. */
    isShown: (search) => search === entry || search === `?${query}`,
    /* The page of the address did not come. */
    async failed(kind) {
      const missed = location.search;
      mali.trouble.clear("page");
      if (landed !== shown) history.go(shown - landed);
      else waiting = false;
      if (!(await mali.trouble.hold("page", kind, true))) return;
      if (landed === shown && mali.address.isShown(missed)) mali.address.renew();
      else push(missed);
    },
    write,
    query: () => query.toString(),
  };
})();
