/* The records: the grid's own script is fetched with the first grid, never before; search, count, download, and links
   that lead from a row to its day and place on the map. What was filtered and sorted is kept for the way back. */
(() => {
  const mali = (window.mali ??= {});
  const REST = 120; // milliseconds after the last key of a search
  const kept = new Map(); // what a table looked like when it was left
  let script = null;
  let timer = null;
  let all = null; // what the count says when nothing is left out

  const load = (address) =>
    (script ??= mali.ask.script(address));

  const table = () => document.querySelector(".records")?.dataset.table;
  const field = () => document.getElementById("records-search");
  const api = () => window.dash_ag_grid?.getApi("records");

  const search = (words) => {
    api()?.setGridOption("quickFilterText", words);
    if (table()) kept.set(table(), { ...kept.get(table()), words });
  };

  const count = (grid) => {
    const node = document.getElementById("records-count");
    if (!node) return;
    let whole = 0;
    grid.forEachNode(() => (whole += 1));
    const shown = grid.getDisplayedRowCount();
    all ??= node.textContent;
    const said = shown === whole ? all : node.dataset.some.replace("{shown}", shown).replace("{count}", whole);
    if (said !== node.textContent) node.textContent = said; // or it is said aloud again
  };

  const follow = async () => {
    const grid = await window.dash_ag_grid.getApiAsync("records");
    const mine = table();
    all = null;
    grid.addEventListener("modelUpdated", () => count(grid));
    grid.addEventListener("stateUpdated", ({ state }) => kept.set(mine, { ...kept.get(mine), state }));
    const words = kept.get(mine)?.words ?? "";
    window.dash_clientside.set_props("records-search", { value: words });
    if (words) search(words);
    count(grid);
  };

  /* The rows that are left, with the columns that only a file has: ids, addresses, and whole days in the place of dates. */
  const file = (grid) => {
    const names = grid.getColumns().map((column) => column.getColId());
    return {
      ...mali.records.csv,
      columnKeys: names.filter((name) => !names.includes(`${name}_day`)),
      processCellCallback: ({ value }) => mali.safeCell(value),
    };
  };

  document.addEventListener("input", (event) => {
    if (event.target !== field()) return;
    clearTimeout(timer);
    timer = setTimeout(() => search(event.target.value), REST);
  });

  document.addEventListener("click", (event) => {
    const act = event.target.closest?.("[data-records]")?.dataset.records;
    const grid = act && api();
    if (!grid) return;
    if (act === "download") grid.exportDataAsCsv(file(grid));
    else {
      grid.setFilterModel(null);
      grid.applyColumnState({ defaultState: { sort: null } });
      window.dash_clientside.set_props("records-search", { value: "" });
      search("");
    }
  });

  /* A filter of a column in words: those of the grid, and what was typed. */
  const condition = (model) => {
    if (model.conditions) return model.conditions.map(condition).join(` ${mali.records.says[`${model.operator.toLowerCase()}Condition`]} `);
    const typed = model.dateFrom ? [model.dateFrom, model.dateTo].map((moment) => moment?.slice(0, 10)) : [model.filter, model.filterTo];
    const how = (model.dateFrom && { lessThan: "before", greaterThan: "after" }[model.type]) || model.type;
    return [mali.records.says[how]?.toLowerCase() ?? how, typed.filter((one) => one != null).join(" – ")].join(" ").trim();
  };

  /* On paper stands a plain table of the rows as they are seen: the grid draws only those in the window. */
  const toPaper = () => {
    const paper = document.getElementById("records-paper");
    const grid = api();
    if (!paper || !grid) return;
    const { most, first, filtered, searched } = paper.dataset;
    const made = (name, parts, className = "") => {
      const node = Object.assign(document.createElement(name), { className });
      node.append(...parts);
      return node;
    };
    const columns = grid.getAllDisplayedColumns();
    const cell = (column, data) => made("td", [data[column.getColId()] ?? ""], column.getColDef().cellClass);
    const name = (column) => column.getColDef().headerName;
    const lines = Object.entries(grid.getFilterModel()).map(([id, model]) =>
      filtered.replace("{column}", name(grid.getColumn(id))).replace("{how}", condition(model)),
    );
    if (field()?.value.trim()) lines.push(searched.replace("{words}", field().value.trim()));
    lines.push(document.getElementById("records-count").textContent);
    const rows = [];
    grid.forEachNodeAfterFilterAndSort(({ data }) => {
      if (rows.length < most) rows.push(made("tr", columns.map((column) => cell(column, data))));
    });
    const shown = grid.getDisplayedRowCount();
    if (shown > most) lines.push(first.replace("{most}", most).replace("{count}", shown));
    const head = made("thead", [made("tr", columns.map((column) => made("th", [name(column)])))]);
    paper.replaceChildren(made("p", [lines.join(" · ")]), made("table", [head, made("tbody", rows)]));
  };
  window.addEventListener("beforeprint", toPaper);
  window.addEventListener("afterprint", () => document.getElementById("records-paper")?.replaceChildren());

  /* Dates come as far as they are known: 2014, 2014-05, ≈ 2014-05, 2014-05-21. */
  const day = (written) => String(written ?? "").replace(/^\D+/, "");

  window.dashAgGridFunctions = Object.assign(window.dashAgGridFunctions ?? {}, {
    maliFold: (params) => mali.fold(params),
    maliWords: (words) => mali.fold(words).split(/\s+/).filter(Boolean),
    maliMatches: (parts, row) => {
      const folded = mali.fold(row);
      return parts.every((part) => folded.includes(part));
    },
    maliByDay: (a, b) => day(a).localeCompare(day(b)),
    maliSameDay: (asked, written) => {
      const [year, month, date] = day(written).split("-").map(Number);
      if (!year) return -1;
      const cell = new Date(year, (month || 1) - 1, date || 1);
      return cell - asked;
    },
  });

  const piece = (...parts) => window.React.createElement(...parts);
  const link = (props, attributes) => piece("a", attributes, props.value);

  window.dashAgGridComponentFunctions = Object.assign(window.dashAgGridComponentFunctions ?? {}, {
    /* Leads to the row's day and place on the map; Back leads back. */
    MaliLead: (props) => (props.value ? link(props, { href: mali.address.of(props.data.view), "data-view": props.data.view }) : null),
    /* A name with the colour that it has on the map. */
    MaliHolder: (props) => (props.value ? piece("span", { className: "holder" }, piece("i", { style: { background: props.data.colour }, "aria-hidden": true }), props.value) : null),
    MaliGrade: (props) => (props.value ? piece("span", { className: "grade" }, props.value) : null),
    MaliSource: (props) =>
      props.data.url ? link(props, { href: props.data.url, target: "_blank", rel: "noopener noreferrer nofollow", hrefLang: props.data.tongue }) : props.value,
  });

  mali.records = {
    csv: {},
    says: {}, // the words of the grid

    /* The grid, once its script is there: what Dash puts into the page. */
    async show({ script: address, grid }) {
      await load(address);
      const state = kept.get(table())?.state;
      const { props } = grid;
      mali.records.csv = props.csvExportParams;
      mali.records.says = props.dashGridOptions.localeText;
      if (state) props.dashGridOptions = { ...props.dashGridOptions, initialState: state };
      requestAnimationFrame(follow);
      return grid;
    },
  };
})();
