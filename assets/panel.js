/* The panel: what changes on the day in words, the list of all places, and the card of the chosen place. */
(() => {
  const mali = (window.mali ??= {});
  let frames = null;
  let meta = null;
  let chosen = null;
  let cards = null;
  let shownCard = null;
  let ring = null;

  const item = (tag, text, className) => {
    const node = document.createElement(tag);
    node.textContent = text;
    if (className) node.className = className;
    return node;
  };

  const words = (day) => {
    const change = mali.changes.on(day);
    const events = mali.changes.eventsOn(day);
    const parts = [item("p", mali.calendar.inWords(day), "day")];
    if (change) parts.push(list(change.words.map((said, index) => [said, change.places[index]])));
    else if (!events.length) parts.push(item("p", frames.says.nothing, "quiet"));
    for (const event of events) parts.push(eventTitle(event), item("p", `${event.summary} (${event.when})`, "event-summary"));
    document.getElementById("words").replaceChildren(...parts);
    const isRead = document.activeElement?.getAttribute("role") === "slider"; // a slider says its day itself
    mali.say([...(isRead ? [] : [mali.calendar.inWords(day)]), ...(change?.words ?? []), ...events.map((event) => event.title)]);
  };

  /* The title leads to the event's day, first place and ground; Back leads back. */
  const eventTitle = (event) => {
    const title = item("p", event.view ? "" : event.title, "event-title");
    if (event.view) {
      const link = item("a", event.title);
      link.dataset.view = event.view;
      link.href = mali.address.of(event.view);
      title.append(link);
    }
    return title;
  };

  const list = (entries) => {
    const node = document.createElement("ul");
    for (const [said, place] of entries) {
      const entry = document.createElement("li");
      const button = item("button", said, "link");
      button.dataset.place = place;
      entry.append(button);
      node.append(entry);
    }
    return node;
  };

  /* The state of a place, and since when nothing has confirmed it if that is long ago. */
  const said = (index, day) => {
    const stale = mali.valueOn(frames.stale[index], day);
    return [mali.valueOn(frames.titles.points[index], day), ...(stale < 0 ? [] : [stale])].map((number) => frames.sentences[number]).join(" · ");
  };

  const situation = (day) => {
    const node = document.getElementById("situation");
    if (!node?.parentElement.open || !meta) return;
    const entries = meta.point_places
      .map((place, index) => [said(index, day), place, mali.map.isShown(index)])
      .filter(([, , isShown]) => isShown)
      .sort(([a], [b]) => a.localeCompare(b));
    node.replaceChildren(...list(entries).children);
  };

  const card = (day) => {
    if (!cards) return null;
    const index = cards.starts.findLastIndex((start) => start <= day);
    if (index < 0) return null;
    document.querySelectorAll(".now").forEach((node) => (node.style.left = `${(100 * day) / mali.clock.last}%`));
    document.querySelectorAll(".stale").forEach((node) => (node.hidden = day < Number(node.dataset.from)));
    return index;
  };

  const showCard = (day) => {
    const index = card(day);
    if (index !== null && index !== shownCard) {
      shownCard = index;
      mali.markup.put(document.getElementById("card"), cards.cards[index]);
      card(day);
    }
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-place]");
    if (link) mali.place.choose(link.dataset.place);
  });

  mali.panel = {
    begin(graph, payload) {
      frames = payload;
      meta = graph?.layout.meta ?? null; // charts have no map beside them
      mali.clock.onRest((day) => {
        if (!document.getElementById("words")) return; // another page has come meanwhile
        words(day);
        situation(day);
        showCard(day);
        mali.dayField.follow("date", mali.calendar.iso(day));
      });
      document.getElementById("situation")?.parentElement.addEventListener("toggle", () => situation(mali.clock.day));
    },

    /* Another page comes, and with it other cards. */
    leave() {
      cards = null;
      shownCard = null;
    },

    /* The cards of a place have come from the server. */
    setCards(value) {
      cards = value;
      shownCard = null;
      if (document.getElementById("card")) showCard(mali.clock.day);
    },
  };

  mali.place = {
    get chosen() {
      return chosen;
    },
    /* With the function that marks the chosen place in the figure, if there is one. */
    begin(place, marks) {
      chosen = place;
      ring = marks;
      if (place) ring?.(place);
    },
    choose(place) {
      if (place === chosen) return;
      chosen = place;
      window.dash_clientside.set_props("place", { data: place });
      window.dash_clientside.set_props("search", { value: place });
      ring?.(place);
      mali.address.write();
    },
  };
})();
