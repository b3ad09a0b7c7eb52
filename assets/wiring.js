/* What Dash calls: the page begins, a place is found, layers and speed are chosen. */
(() => {
  const mali = (window.mali ??= {});
  const REST = 250; // milliseconds after which a window that is drawn by its edge has come to rest
  let begun = false;
  let made = 0;
  let resizing = null;
  let names = {};

  const viewport = () => {
    made = window.innerWidth;
    return { width: made, height: window.innerHeight };
  };

  /* The notes of a figure are broken to its width: a window that became narrower asks for its page anew. */
  const refit = () => {
    if (!begun || window.innerWidth >= made || !document.querySelector(".js-plotly-plot")) return;
    mali.address.renew();
    window.dash_clientside.set_props("viewport", { data: viewport() });
  };

  window.addEventListener("resize", () => {
    clearTimeout(resizing);
    resizing = setTimeout(refit, REST);
  });

  /* The figure once Plotly has drawn it, and Dash listens to it: before, it would begin to after us. */
  const drawn = (id) =>
    new Promise((done) => {
      const look = () => {
        const graph = document.querySelector(`#${id} .js-plotly-plot`);
        if (graph?._fullLayout?.xaxis && graph.querySelector(".nsewdrag") && graph._ev.listenerCount("plotly_relayout")) done(graph);
        else requestAnimationFrame(look);
      };
      look();
    });

  const begin = async (start) => {
    begun = false;
    const [payload, graph, charts, twins] = await Promise.all([
      fetch(start.frames).then((answer) => answer.json()),
      document.querySelector("#map:not([data-still])") && drawn("map"),
      document.querySelector("[data-charts]") && mali.charts.drawn(),
      document.getElementById("compare") && Promise.all([drawn("map-left"), drawn("map-right")]),
    ]);
    mali.calendar.begin(payload);
    mali.clock.begin(mali.calendar.index(start.on), payload.days - 1);
    mali.changes.begin(payload);
    if (graph) {
      mali.map.begin(graph, payload, start.layers);
      mali.events.begin(graph, payload);
      mali.pointer.begin(mali.map.painters);
    }
    if (document.getElementById("words")) mali.panel.begin(graph, payload);
    if (charts) mali.charts.begin(charts);
    if (twins) await mali.compare.begin(start, payload, twins);
    if (document.getElementById("time")) mali.time.begin(payload);
    mali.place.begin(start.place, graph ? mali.map.ring : twins ? mali.compare.mark : charts ? mali.charts.mark : null);
    mali.address.begin(start.query);
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
    names = start.names;
    begun = true;
    mali.clock.again();
  };

  /* Options whose place bears a name that holds what was typed; accents and capitals do not count. */
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[’']/g, "'").trim();
  window.dashMantineFunctions = Object.assign(window.dashMantineFunctions ?? {}, {
    findPlaces: ({ options, search }) => {
      const typed = fold(search);
      const names_ = (option) => names[option.value] ?? fold(option.label);
      /* The place called so itself comes first, then those whose names begin so, then the rest. */
      const rank = (option) => {
        if (fold(option.label).startsWith(typed)) return 0;
        return names_(option).split(" | ").some((name) => name.startsWith(typed)) ? 1 : 2;
      };
      const found = options.filter((option) => names_(option).includes(typed));
      return found.sort((a, b) => rank(a) - rank(b));
    },
  });

  window.dash_clientside = Object.assign(window.dash_clientside ?? {}, {
    mali: {
      viewport,
      start: (start) => {
        if (start) begin(start);
        return window.dash_clientside.no_update;
      },
      showCard: (cards, now) => (cards ? mali.panel.setCards(cards) : now),
      showGrid: (wanted) => (wanted ? mali.records.show(wanted) : window.dash_clientside.no_update),
      chooseFound: (place) => {
        if (!begun || !place) return;
        if (document.querySelector(".records")) mali.address.go({ place });
        else mali.place.choose(place);
      },
      chooseFilter: (...values) => {
        if (!begun) return;
        const names_ = ["actors", "camps", "regions", "kinds", "grade", "known"];
        mali.address.go(Object.fromEntries(names_.map((name, index) => [name, [values[index] ?? ""].flat().sort().join(",")])));
      },
      chooseFrom: (iso) => {
        if (begun) mali.twoDays.type("from", iso);
      },
      chooseTo: (iso) => {
        if (begun) mali.twoDays.type("to", iso);
      },
      chooseDate: (iso) => {
        if (iso === mali.panel.dateWritten) return; // time may have moved on since
        const day = begun ? mali.calendar.index(iso) : NaN;
        if (Number.isFinite(day) && day >= 0 && day <= mali.clock.last && day !== mali.clock.day) mali.clock.set(day);
      },
    },
  });
})();
