/* A story: views in an order of the reader's, each with a sentence. The list is kept in this browser and in files of the
   reader's own; the server sees it only while it makes a file of it. It can be presented: a step a key. */
(() => {
  const mali = (window.mali ??= {});
  const KEPT = "mali-story";
  const PATIENCE = 240_000; // milliseconds, as of an export
  const ON = new Set(["ArrowRight", "ArrowDown", "PageDown", " ", "Enter"]);
  const BACK = new Set(["ArrowLeft", "ArrowUp", "PageUp", "Backspace"]);
  let held = null; // words and limits, of the page
  let story = { title: "", steps: [] };
  let isOpen = false;
  let presented = null; // which step is presented, and the view from which presenting began

  const { element } = mali;
  const root = () => document.getElementById("story-tool");
  const plain = (typed) => typed.replace(/\s+/g, " ").trim();
  const worded = (words, value) => words.replace("%", value);
  const say = (words) => {
    const node = document.getElementById("story-said") ?? document.getElementById("export-said");
    if (node) node.textContent = words;
  };

  const isStep = (step) => typeof step?.view === "string" && step.view.length <= held.limits.view && typeof (step.said ?? "") === "string";

  /* What a file or the browser's own memory holds, if it is a story. */
  const readStory = (written) => {
    try {
      const { schema, title = "", steps } = JSON.parse(written);
      if (schema !== held.schema || typeof title !== "string" || !Array.isArray(steps) || steps.length > held.limits.steps || !steps.every(isStep)) return null;
      const cut = (words, most) => plain(words).slice(0, most);
      return { title: cut(title, held.limits.title), steps: steps.map(({ view, said = "" }) => ({ view: view.replace(/^\?/, ""), said: cut(said, held.limits.said) })) };
    } catch {
      return null;
    }
  };

  const written = () => JSON.stringify({ schema: held.schema, ...story }, null, 1);

  /* Browsers may refuse to keep anything; the list then lasts as long as the page. */
  const keep = () => {
    try {
      if (story.steps.length || story.title) localStorage.setItem(KEPT, written());
      else localStorage.removeItem(KEPT);
    } catch {
      // nothing is lost but the memory of it
    }
  };

  const changed = () => {
    keep();
    if (!root().hidden) build();
    marks();
  };

  /* The view that is shown, without what belongs to the page alone: a story is told in the language of who opens it. */
  const shown = () => {
    const query = new URLSearchParams(mali.address.query());
    for (const name of ["brief", "lang", "edition"]) query.delete(name);
    if (mali.clock.day !== undefined && document.getElementById("time")) query.set("on", mali.calendar.iso(mali.clock.day));
    return query.toString();
  };

  const headline = () => plain(document.getElementById("finding")?.textContent ?? "").slice(0, held.limits.said);

  const add = () => {
    const view = shown();
    if (story.steps.length >= held.limits.steps) return say(held.says.many);
    if (view.length > held.limits.view) return say(held.says.long);
    story.steps.push({ view, said: headline() });
    changed();
    say(worded(held.says.added, story.steps.length));
  };

  const address = (step, more = "") => {
    const query = new URLSearchParams(step.view);
    query.set("lang", document.documentElement.lang);
    return `?${query}${more}`;
  };

  const moved = (at, by) => {
    const [step] = story.steps.splice(at, 1);
    story.steps.splice(at + by, 0, step);
    changed();
    focus(at + by, by < 0 ? "up" : "down");
  };

  const focus = (at, what) => {
    const row = root().querySelectorAll(".story-steps li")[at];
    const [wanted] = [what, "up", "down", "remove"].map((does) => row?.querySelector(`[data-does=${does}]:not(:disabled)`)).filter(Boolean);
    (wanted ?? root().querySelector("button")).focus();
  };

  const rowOf = (step, at) => {
    const number = at + 1;
    const { says, limits } = held;
    const button = (does, sign, onclick, disabled = false) => {
      const node = element("button", { onclick, disabled, title: worded(says[does], number) }, sign);
      node.dataset.does = does;
      node.setAttribute("aria-label", worded(says[does], number));
      return node;
    };
    const said = element("textarea", { value: step.said, maxLength: limits.said, rows: 2, onchange: ({ target }) => ((step.said = plain(target.value)), keep()) });
    said.setAttribute("aria-label", worded(says.said, number));
    return element(
      "li",
      {},
      button("show", String(number), () => mali.address.lead(address(step))),
      said,
      button("up", "↑", () => moved(at, -1), at === 0),
      button("down", "↓", () => moved(at, 1), number === story.steps.length),
      button("remove", "×", () => {
        story.steps.splice(at, 1);
        changed();
        focus(Math.min(at, story.steps.length - 1), "remove");
      }),
    );
  };

  const build = () => {
    const { says, limits, kinds } = held;
    const said = document.getElementById("story-said")?.textContent;
    const button = (words, onclick, disabled = false) => element("button", { onclick, disabled }, words);
    const isNone = !story.steps.length;
    const title = element("input", { id: "story-title", value: story.title, maxLength: limits.title, autocomplete: "off", placeholder: says.title, onchange: ({ target }) => ((story.title = plain(target.value)), keep()) });
    title.setAttribute("aria-label", says.title);
    const status = element("p", { id: "story-said", className: "quiet" }, said || (isNone ? says.none : says.help));
    status.setAttribute("role", "status");
    root().replaceChildren(
      element("div", { className: "story-row" }, title, button(says.add, add), button(says.present, () => present(0), isNone)),
      element("ol", { className: "story-steps" }, ...story.steps.map(rowOf)),
      element(
        "div",
        { className: "story-row" },
        button(says.save, save, isNone),
        ...kinds.map((kind) => button(kind.toUpperCase(), () => file(kind), isNone)),
        button(says.open, open),
        button(says.shipped, shipped),
        button(says.empty, () => ((story = { title: "", steps: [] }), changed()), isNone && !story.title),
        button(says.close, close),
      ),
      status,
    );
  };

  const save = () => mali.saveFile(written(), "application/json", `${mali.fold(story.title).replace(/[^a-z0-9]+/g, "-") || "view"}.story.json`);

  const take = (found) => {
    if (!found) return say(held.says.refused);
    story = found;
    changed();
    say(story.steps.length ? held.says.help : held.says.none);
  };

  const open = () => {
    const picker = element("input", { type: "file", accept: ".json,application/json" });
    picker.addEventListener("change", async () => picker.files[0] && take(readStory(await picker.files[0].text())));
    picker.click();
  };

  const shipped = async () => {
    const asked = `story/turning-points.json?lang=${document.documentElement.lang}`;
    const found = await mali.ask(asked, { quiet: true }).catch(() => null);
    take(found && readStory(new TextDecoder().decode(found.body)));
  };

  const file = async (kind) => {
    say(held.says.working);
    for (const node of root().querySelectorAll("button")) node.disabled = true;
    try {
      const options = { method: "POST", body: written(), headers: { "Content-Type": "application/json" } };
      const query = new URLSearchParams({ lang: document.documentElement.lang });
      const size = mali.sheetSize(kind);
      if (size) query.set("size", size);
      const asked = `story.${kind}?${query}`;
      const found = await mali.ask(asked, { type: null, file: true, patience: PATIENCE, quiet: true, options });
      say(worded(held.says.done, mali.saveAnswer(found, `story.${kind}`)));
    } catch (fault) {
      if (!(fault instanceof mali.ask.Fault)) throw fault;
      say(worded(held.says.failed, fault.said || mali.trouble.sentence(fault.kind)));
    }
    build();
  };

  const show = () => {
    document.querySelector(".export-menu[open]")?.removeAttribute("open");
    isOpen = true;
    build();
    root().hidden = false;
    document.getElementById("story-title").focus();
  };

  const close = () => {
    isOpen = false;
    root().hidden = true;
    document.querySelector(".export-menu summary")?.focus();
  };

  /* The days of the story on the line of all days. */
  const marks = () => {
    const line = document.getElementById("ticks");
    for (const old of document.querySelectorAll(".story-mark")) old.remove();
    if (!line || !isOpen || !mali.clock.last) return;
    story.steps.forEach(({ view }, at) => {
      const query = new URLSearchParams(view);
      const day = mali.calendar.index(query.get("on") ?? query.get("to") ?? "");
      if (!(day >= 0 && day <= mali.clock.last)) return;
      const mark = element("span", { className: "story-mark", title: worded(held.says.mark, at + 1) }, String(at + 1));
      mark.style.left = `${(100 * day) / mali.clock.last}%`;
      line.append(mark);
    });
  };

  /* Presenting: the sheet of each step alone on the screen, its sentence below. */
  const bar = () => {
    const { says } = held;
    document.querySelector(".story-bar")?.remove();
    const step = story.steps[presented.at];
    const button = (words, onclick, disabled) => element("button", { onclick, disabled }, words);
    const said = element("p", {}, `${presented.at + 1}/${story.steps.length} ${step.said}`);
    said.setAttribute("role", "status");
    const node = element("div", { className: "story-bar" }, said, button(says.back, () => present(presented.at - 1), presented.at === 0), button(says.next, () => present(presented.at + 1), presented.at === story.steps.length - 1), button(says.end, end));
    document.body.append(node);
    mali.brief.fit();
  };

  const present = (at) => {
    if (!story.steps[at]) return;
    presented = { at, from: presented?.from ?? location.search };
    mali.address.lead(address(story.steps[at], "&brief=1"));
    bar();
    if (!document.fullscreenElement) document.documentElement.requestFullscreen?.().catch(() => {}); // a window will do
  };

  const end = () => {
    const { from } = presented;
    presented = null;
    document.querySelector(".story-bar")?.remove();
    mali.brief.fit();
    if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
    mali.address.lead(from);
  };

  document.addEventListener("fullscreenchange", () => presented && !document.fullscreenElement && end());
  document.addEventListener(
    "keydown",
    (event) => {
      const isTool = root()?.contains(event.target);
      if (presented && !event.ctrlKey && !event.metaKey && !event.altKey) {
        const isPressed = event.target.closest?.(".story-bar button") && [" ", "Enter"].includes(event.key);
        const by = isPressed ? 0 : ON.has(event.key) ? 1 : BACK.has(event.key) ? -1 : 0;
        if (event.key === "Escape") end();
        else if (by) present(presented.at + by);
        else return;
      } else if (isTool && event.key === "Escape") close();
      else return;
      event.preventDefault();
      event.stopPropagation();
    },
    true,
  );
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-story]");
    if (!button || !held) return;
    if (button.dataset.story === "add") add();
    else show();
  });

  mali.story = {
    /* A page has begun: the list goes on in its words. */
    begin() {
      const tool = root();
      if (!tool) return;
      const isFirst = !held;
      held = JSON.parse(tool.dataset.held);
      if (isFirst) {
        try {
          story = readStory(localStorage.getItem(KEPT)) ?? story;
        } catch {
          // a browser that keeps nothing
        }
      }
      tool.hidden = !isOpen || presented !== null; // on a sheet that is presented nothing stands but the sheet
      if (!tool.hidden) build();
      marks();
    },
  };
})();
