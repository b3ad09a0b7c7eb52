/* The row of tools for a reader's notes: opened when asked for, worked by mouse, touch and keys alike. */
(() => {
  const mali = (window.mali ??= {});
  const KINDS_ON_MAP = {
    text: [[0.5, 0.5]],
    point: [[0.45, 0.5], [0.6, 0.35]],
    arrow: [[0.4, 0.6], [0.55, 0.45]],
    circle: [[0.5, 0.5], [0.58, 0.5]],
    outline: [[0.42, 0.42], [0.58, 0.42], [0.58, 0.58], [0.42, 0.58]],
  };
  let root = null;
  let held = null;
  let chosen = null;
  let isOpen = false; // on whatever page of maps: a view in another dress keeps the tools in hand

  const { element } = mali;

  const field = (id, said, attributes) => element("label", { className: "note-field" }, said, element("input", { id, autocomplete: "off", ...attributes }));
  const input = (id) => document.getElementById(id);
  const say = (words) => (input("notes-said").textContent = words);

  const add = (kind) => {
    if (mali.notes.all.length >= held.limits.notes) return say(held.says.many);
    const iso = mali.calendar.iso(mali.clock.day);
    const at = (KINDS_ON_MAP[kind] ?? []).map(([across, down]) => mali.notesLayer.at(across, down));
    const isBracket = kind === "bracket";
    const name = held.kinds.find(([other]) => other === kind)[2];
    const note = { kind, at, words: ["text", "point", "bracket"].includes(kind) ? name : "", first: isBracket ? iso : "", last: isBracket ? iso : "" };
    mali.notes.add(note);
    mali.notesLayer.choose(note);
    show(note);
    input("note-words").focus();
    input("note-words").select();
  };

  /* The fields of the chosen note. */
  const show = (note) => {
    chosen = note;
    for (const [id, part] of [["note-words", "words"], ["note-first", "first"], ["note-last", "last"]]) {
      input(id).value = note?.[part] ?? "";
      input(id).disabled = !note;
    }
    input("note-delete").disabled = !note;
  };

  const typed = (event) => {
    if (!chosen) return;
    const { id, value } = event.target;
    const part = { "note-words": "words", "note-first": "first", "note-last": "last" }[id];
    const needs = ["text", "point", "bracket"].includes(chosen.kind);
    const plain = part === "words" ? value.replace(/\s+/g, " ").trim() : value;
    if (part === "words" && needs && !/[\p{L}\p{N}]/u.test(plain)) return; // until there is something to read
    if (part !== "words" && chosen.kind === "bracket" && !plain) return;
    const next = { ...chosen, [part]: plain };
    if (next.first && next.last && next.first > next.last) return;
    chosen[part] = plain;
    mali.notes.changed();
  };

  const save = () => {
    mali.saveFile(mali.notes.file(held.schema, held.colour), "application/geo+json", "view.notes.json");
  };

  const open = () => {
    const picker = element("input", { type: "file", accept: ".json,.geojson,application/geo+json,application/json" });
    picker.addEventListener("change", async () => {
      const [file] = picker.files;
      if (file && !mali.notes.take(await file.text(), held.schema, held.limits.notes)) say(held.says.refused);
      else show(null);
      input("notes-message").value = mali.notes.message;
    });
    picker.click();
  };

  const close = () => {
    isOpen = false;
    root.hidden = true;
    mali.notesLayer.edit(false);
    document.querySelector("[data-notes]")?.focus();
  };

  const build = () => {
    const { says, limits } = held;
    const kinds = held.kinds.map(([kind, sign, name]) => {
      const button = element("button", { title: name, onclick: () => add(kind) }, sign);
      button.setAttribute("aria-label", name);
      return button;
    });
    const group = element("div", { className: "note-kinds" }, ...kinds);
    group.setAttribute("role", "group");
    const button = (id, said, onclick) => element("button", { id, onclick }, said);
    const status = element("p", { id: "notes-said", className: "quiet" }, says.help);
    status.setAttribute("role", "status");
    root.replaceChildren(
      group,
      field("note-words", says.words, { maxLength: limits.words, oninput: typed }),
      field("note-first", says.first, { type: "date", onchange: typed }),
      field("note-last", says.last, { type: "date", onchange: typed }),
      button("note-delete", says.delete, () => chosen && mali.notes.remove(chosen)),
      field("notes-message", says.message, { maxLength: limits.message, value: mali.notes.message, onchange: (event) => mali.notes.say(event.target.value.replace(/\s+/g, " ").trim()) }),
      button("notes-save", says.save, save),
      button("notes-open", says.open, open),
      button("notes-close", says.close, close),
      status,
    );
    show(null);
  };

  const lay = () => {
    build();
    root.hidden = false;
    mali.notesLayer.edit(true, show);
  };

  const start = () => {
    if (!root || !mali.map.painters.length) return;
    document.querySelector(".export-menu[open]")?.removeAttribute("open");
    isOpen = true;
    lay();
    root.querySelector("button").focus();
  };

  document.addEventListener("click", (event) => event.target.closest?.("[data-notes]") && start());
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !root || root.hidden || !root.contains(event.target)) return;
    event.stopPropagation();
    close();
  });

  mali.notes.onChange(() => {
    if (!held) return;
    if (chosen && !mali.notes.all.includes(chosen)) show(null);
    mali.notesLayer.again();
    if (!root.hidden) say(mali.notes.isLong() ? held.says.long : held.says.help);
  });

  mali.notesTool = {
    /* The tools of a page that has begun, and the notes that its address bears over its maps. */
    begin(query, painters) {
      root = document.getElementById("notes-tool");
      if (!root) return;
      held = JSON.parse(root.dataset.held);
      mali.notes.begin(query, held.limits.address);
      mali.notesLayer.begin(painters, held);
      if (isOpen) lay();
      else root.hidden = true;
    },
  };
})();
