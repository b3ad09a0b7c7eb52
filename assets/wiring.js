/* What Dash calls: the page begins, a place is found, layers and speed are chosen. */
(() => {
  const mali = (window.mali ??= {});
  const REST = 250; // milliseconds after which a window that is drawn by its edge has come to rest
  const SHAPE = 6; // the number of the payloads that these scripts read, as Python has it
  const RENEWALS = 2; // pages asked for anew because the server has another record, before the reader is asked
  let begun = false;
  let page = 0; // the page that is shown or on its way: what a page that was left still waits for is not for it
  let renewals = 0;
  let made = 0;
  let edition = null; // of the program that sent the first page, and with it these scripts
  let filters = []; // the parts of the filter as the address names them, in the order of their fields
  const early = new Map(); // what was chosen in fields of this page before it had begun: by field, as it will be done
  let resizing = null;

  /* Fields can be used as soon as they are seen, which is before the page has looked up what it needs. What is chosen
     then waits; of several choices in one field the last is the one that holds. */
  const onceBegun = (field, choose) => {
    if (begun) choose();
    else early.set(field, choose);
  };

  const viewport = () => {
    made = window.innerWidth;
    return { width: made, height: window.innerHeight, letters: mali.room.letters() };
  };

  /* The notes of a figure are broken to its width: a window that became narrower asks for its page anew. */
  const refit = () => {
    if (!begun || window.innerWidth >= made || !document.querySelector(".js-plotly-plot")) return;
    mali.address.renew();
  };

  mali.viewport = viewport;
  mali.onceBegun = onceBegun;

  window.addEventListener("resize", () => {
    clearTimeout(resizing);
    resizing = setTimeout(refit, REST);
  });

  /* The figure once Plotly has drawn it, and Dash listens to it: before, it would begin to after us. */
  const drawn = (id, isLeft) =>
    new Promise((done) => {
      const look = () => {
        if (isLeft()) return done(null);
        const graph = document.querySelector(`#${id} .js-plotly-plot`);
        if (graph?._fullLayout?.xaxis && graph.querySelector(".nsewdrag") && graph._ev.listenerCount("plotly_relayout")) done(graph);
        else requestAnimationFrame(look);
      };
      look();
    });

  /* What the page looks up: asked for until it comes, or until another page has taken this one's place. */
  const lookups = (start, isLeft) => {
    const json = (address, fits) => mali.ask.held(address, { fits, isLeft, throws: ["other"] }).then(({ json }) => json);
    return Promise.all([
      json(start.frames, (found) => found.shape === SHAPE && Array.isArray(found.looks)),
      document.getElementById("compare") && json(start.changes, (found) => Array.isArray(found.looks) && Boolean(found.places)),
      document.getElementById("compare") && start.framesBefore && json(start.framesBefore, (found) => found.shape === SHAPE && Array.isArray(found.looks)),
    ]);
  };

  const begin = async (start) => {
    edition ??= start.made;
    if (start.made !== edition) return window.location.reload(); // these scripts are those of another edition
    filters = start.filters;
    begun = false;
    early.clear();
    const mine = (page += 1);
    const isLeft = () => mine !== page;
    mali.clock.leave();
    mali.panel.leave();
    mali.markup.begin();
    if (!document.querySelector("#map, #compare, [data-charts]")) mali.first.giveWay(); // nothing is to be drawn
    try {
      const [[payload, changes, before], graph, charts, twins, sheets] = await Promise.all([
        lookups(start, isLeft),
        document.querySelector("#map:not([data-still])") && drawn("map", isLeft),
        document.querySelector("[data-charts]") && mali.charts.drawn(isLeft),
        document.getElementById("compare") && Promise.all([drawn("map-left", isLeft), drawn("map-right", isLeft)]),
        document.querySelector("#map[data-still]") && mali.still.drawn(isLeft),
      ]);
      if (isLeft()) return;
      renewals = 0;
      takeHold(start, payload, changes, { graph, charts, twins, sheets, before });
    } catch (fault) {
      if (!(fault instanceof mali.ask.Fault)) throw fault;
      if (fault.kind === "other") renewed(isLeft);
    }
  };

  /* The record of this page is not the server's: the page is asked for anew, and with it that of today. */
  const renewed = async (isLeft) => {
    if (isLeft()) return;
    renewals += 1;
    if (renewals > RENEWALS && !(await mali.trouble.hold("record", "other"))) return;
    if (!isLeft()) mali.address.renew();
  };

  const takeHold = (start, payload, changes, { graph, charts, twins, sheets, before }) => {
    mali.trouble.clear("record");
    mali.calendar.begin(payload);
    mali.clock.begin(mali.calendar.index(start.on), payload.days - 1);
    mali.changes.begin(payload);
    if (graph) {
      mali.map.begin(graph, payload, start.layers);
      mali.events.begin(graph, payload);
      mali.incidents.begin(start, mali.map.painters[0]);
      mali.pointer.begin(mali.map.painters);
    }
    if (sheets) mali.still.begin(sheets, payload, start);
    if (document.getElementById("words")) mali.panel.begin(graph, payload);
    if (graph) mali.finding.begin(payload, mali.map.painters[0]);
    if (charts) mali.charts.begin(charts);
    if (twins) mali.compare.begin(start, payload, changes, twins, before || payload);
    if (document.getElementById("time")) mali.time.begin(payload);
    mali.turningNames.place();
    mali.place.begin(start.place, graph ? mali.map.ring : twins ? mali.compare.mark : charts ? mali.charts.mark : null);
    mali.address.begin(start.query);
    document.title = start.title;
    if (sheets) mali.still.settle();
    mali.words.begin(start.words);
    if (graph) {
      mali.labels.begin(mali.map.painters);
      mali.frame.begin(graph, !new URLSearchParams(start.query).has("frame"));
      mali.map.restoreExtent();
    }
    if (twins) {
      mali.labels.begin(mali.map.painters);
      mali.frame.begin(twins[1], !new URLSearchParams(start.query).has("frame"));
      mali.map.restoreExtent();
    }
    mali.story.begin();
    mali.notesTool.begin(start.query, graph || twins ? mali.map.painters : []);
    mali.search.begin(start.names);
    mali.since.begin(start.record, start.query);
    begun = true;
    mali.clock.again();
    mali.clock.rest();
    mali.first.giveWay();
    mali.focus.settle();
    refit(); // the window may have become narrower meanwhile
    const waiting = [...early.values()];
    early.clear();
    for (const choose of waiting) choose();
  };

  /* The relief below a map is an image, which browsers leave out without a word if it does not come. */
  const relief = async (event) => {
    const address = event.target.localName === "image" && (event.target.getAttribute("href") ?? event.target.getAttributeNS("http://www.w3.org/1999/xlink", "href"));
    const graph = address && event.target.closest(".js-plotly-plot");
    if (!graph || !address.includes("/ground/")) return;
    const found = await mali.ask.held(address, { type: "image/jpeg", isLeft: () => !graph.isConnected, throws: ["other"] }).catch(() => null);
    if (found && graph.isConnected) window.Plotly.relayout(graph, { "images[0].source": address });
  };
  document.addEventListener("error", relief, true);

  window.dash_clientside = Object.assign(window.dash_clientside ?? {}, {
    mali: {
      viewport,
      start: (start) => {
        if (start) begin(start);
        return window.dash_clientside.no_update;
      },
      showCard: (cards) => cards && mali.panel.setCards(cards),
      showChanges: (told) => told && mali.compare.tell(told),
      showGrid: (wanted) => (wanted ? mali.records.show(wanted) : window.dash_clientside.no_update),
      chooseFound: (place) =>
        onceBegun("place", () => {
          if (!place) return;
          if (document.querySelector(".records")) mali.address.go({ place });
          else mali.place.choose(place);
        }),
      chooseFilter: (...values) =>
        onceBegun("filters", () => {
          mali.address.go(Object.fromEntries(filters.map((name, index) => [name, [values[index] ?? ""].flat().sort().join(",")])));
        }),
    },
  });
})();
