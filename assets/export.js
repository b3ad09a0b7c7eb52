/* Files: the menu of exports, and links to tables. Nothing is saved but a whole file of ours of the kind that was asked
   for; a sign-on page, a refusal or half a file is said in words instead. */
(() => {
  const mali = (window.mali ??= {});
  const PATIENCE = 240_000; // milliseconds; a deck of every month takes a good part of a minute, and may have to wait
  const TYPES = {
    pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    pdf: "application/pdf",
    png: "image/png",
    svg: "image/svg+xml",
    html: "text/html",
    mp4: "video/mp4",
    csv: "text/csv",
    zip: "application/zip",
    gpkg: "application/geopackage+sqlite3",
  };

  const TYPED = ["marking", "headline"]; // what the reader may write, by its parameter
  const typed = (name) => document.getElementById(`export-${name}`).value.trim();

  /* The size of the sheets that was chosen, which no other page forgets; what has no sheets has none. */
  let chosen = "";
  mali.sheetSize = (kind) => (kind === "html" ? "" : chosen);

  /* A marking or a headline that was typed goes into the address, and onto the page once the menu is closed. */
  document.addEventListener("change", (event) => {
    for (const name of TYPED) if (event.target.id === `export-${name}`) mali.address.set(name, typed(name) || null);
    if (event.target.id === "export-size") chosen = event.target.value;
  });
  document.addEventListener(
    "toggle",
    (event) => {
      if (!event.target.matches?.(".export-menu")) return;
      if (event.target.open) {
        if (chosen) document.getElementById("export-size").value = chosen;
        return;
      }
      if (TYPED.some((name) => typed(name) !== event.target.dataset[name])) mali.address.renew();
    },
    true,
  );

  /* The address of an export of the view as it is now. */
  const address = (button, ticket) => {
    const query = new URLSearchParams(mali.address.query());
    query.delete("brief");
    query.set("on", mali.calendar.iso(mali.clock.day));
    query.set("view", button.dataset.of);
    query.set("lang", document.documentElement.lang);
    for (const name of TYPED) {
      if (typed(name)) query.set(name, typed(name));
      else query.delete(name);
    }
    for (const name of ["every", "captions"]) if (button.dataset[name]) query.set(name, button.dataset[name]);
    const size = mali.sheetSize(button.dataset.export);
    if (size) query.set("size", size);
    query.set("ticket", ticket);
    return `brief.${button.dataset.export}?${query}`;
  };

  const fetchFile = (from, kind) => mali.ask(from, { type: TYPES[kind], file: true, patience: PATIENCE, quiet: true });

  /* Why there is no file: the server's own words, or what is the matter with its answer. */
  const why = (fault) => fault.said || mali.trouble.sentence(fault.kind);

  const say = (words, value = "") => {
    const node = document.getElementById("export-said");
    if (node) node.textContent = words.replace("%", value);
  };

  const fetchExport = async (button) => {
    const box = button.closest(".export-box");
    const words = { ...box.dataset };
    const started = performance.now();
    const ticket = [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    const tell = async () => {
      const counted = { quiet: true, fits: ({ done, of }) => Number.isInteger(done) && Number.isInteger(of) };
      const { done, of } = await mali.ask.json(`api/progress/${ticket}`, counted).catch(() => ({}));
      if (!box.hasAttribute("aria-busy")) return; // the file has come meanwhile
      const sheets = of > 1 ? ` ${words.sheets.replace("%", done).replace("#", of)},` : "";
      say(`${words.working}${sheets} ${Math.round((performance.now() - started) / 1000)} s`);
    };
    const timer = setInterval(tell, 1000);
    say(words.working);
    box.setAttribute("aria-busy", "true");
    for (const other of box.querySelectorAll("[data-export]")) other.disabled = true;
    try {
      const kind = button.dataset.export;
      const file = await fetchFile(address(button, ticket), kind);
      clearInterval(timer);
      say(words.done, mali.saveAnswer(file, `brief.${kind}`));
    } catch (fault) {
      clearInterval(timer);
      if (!(fault instanceof mali.ask.Fault)) throw fault;
      say(words.failed, why(fault));
    } finally {
      clearInterval(timer);
      box.removeAttribute("aria-busy");
      for (const other of box.querySelectorAll("[data-export]")) other.disabled = false;
    }
  };

  /* A link to a file of ours; asked for as the menu does, so that what is saved is that file. */
  const fetchLinked = async (link) => {
    const kind = new URL(link.href).pathname.split(".").pop();
    if (link.hasAttribute("aria-busy")) return;
    link.setAttribute("aria-busy", "true");
    for (;;) {
      try {
        mali.saveAnswer(await fetchFile(link.href, kind), `table.${kind}`);
        break;
      } catch (fault) {
        if (!(fault instanceof mali.ask.Fault)) throw fault;
        if (!(await mali.trouble.hold("file", fault.kind)) || !link.isConnected) break;
      }
    }
    link.removeAttribute("aria-busy");
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-export]");
    const link = event.target.closest?.("a[download]");
    if (button) fetchExport(button);
    else if (link && link.href.startsWith(location.origin) && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      fetchLinked(link);
    } else if (!event.target.closest?.(".export-menu")) document.querySelector(".export-menu[open]")?.removeAttribute("open");
  });
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && document.querySelector(".export-menu[open]");
    if (!menu) return;
    menu.removeAttribute("open");
    menu.querySelector("summary").focus();
  });
})();
