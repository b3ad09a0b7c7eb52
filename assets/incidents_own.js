/* A reader's own file of incidents: chosen or dropped on the page, kept by this browser alone, packed. The server reads it
   whenever it is to be drawn, and keeps nothing of it. */
(() => {
  const mali = (window.mali ??= {});
  const [SHELF, FILES, ONE] = ["mali-incidents", "files", "own"];
  let kept = null; // { name, day, packed, mark }
  let isStored = false; // or only at hand as long as the page
  let where = "";
  let changed = () => {};

  const root = () => document.getElementById("incidents-own");
  const says = () => JSON.parse(root().dataset.says);
  const say = (words) => (document.getElementById("incidents-own-said").textContent = words);

  /* Browsers may refuse to keep anything; the file then lasts as long as the page. A thing put there is kept once the whole
     transaction is through: room may be lacking only then. */
  const shelf = async (mode, does) => {
    try {
      const base = await new Promise((done, failed) => {
        const asked = indexedDB.open(SHELF, 1);
        Object.assign(asked, { onupgradeneeded: () => asked.result.createObjectStore(FILES), onsuccess: () => done(asked.result), onerror: failed });
      });
      const through = base.transaction(FILES, mode);
      const asked = does(through.objectStore(FILES));
      await new Promise((done, failed) => Object.assign(through, { oncomplete: done, onabort: failed })).finally(() => base.close());
      return asked.result;
    } catch {
      return undefined;
    }
  };

  const words = () => {
    const { kept: stays, passing, none } = says();
    return kept ? (isStored ? stays : passing).replace("{file}", () => kept.name) : none;
  };

  const show = () => {
    if (!root()) return;
    say(words());
    root().querySelector("[data-own=forget]").hidden = !kept;
  };

  const today = () => {
    const now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  };

  const columns = (found) => Array.isArray(found.first) && Array.isArray(found.id);

  const read = async ({ name, day, packed }, isLeft = () => false) => {
    const query = new URLSearchParams({ file: name, accessed: day });
    const { json } = await mali.ask(`${where}&${query}`, { options: { method: "POST", body: packed }, fits: columns, isLeft });
    return json;
  };

  /* A file is kept once the server could read it. */
  const take = async (file) => {
    if (!root()) return;
    const packed = await new Response(file.stream().pipeThrough(new CompressionStream("gzip"))).blob();
    if (packed.size > Number(root().dataset.most)) return say(says().large.replace("{file}", file.name));
    const given = { name: file.name, day: today(), packed, mark: `${file.name} ${file.size} ${file.lastModified}` };
    try {
      await read(given);
    } catch (fault) {
      if (!(fault instanceof mali.ask.Fault)) throw fault;
      return say(says().refused.replace("{said}", fault.said || fault.message));
    }
    kept = given;
    isStored = (await shelf("readwrite", (files) => files.put(given, ONE))) === ONE;
    root().closest("details").open = true;
    if (!mali.map.layerIsOn("incidents")) document.querySelector("[data-layer=incidents]").click();
    show();
    changed();
  };

  const forget = async () => {
    kept = null;
    await shelf("readwrite", (files) => files.delete(ONE));
    show();
    changed();
  };

  const choose = () => {
    const picker = mali.element("input", { type: "file", accept: ".csv,.tsv,.txt,.xlsx,.xlsm,text/csv" });
    picker.addEventListener("change", () => picker.files[0] && take(picker.files[0]));
    picker.click();
  };

  document.addEventListener("click", ({ target }) => {
    const does = target.closest?.("[data-own]")?.dataset.own;
    if (does) ({ choose, forget })[does]();
  });

  const isFile = (event) => root() && event.dataTransfer?.types.includes("Files");
  document.addEventListener("dragover", (event) => isFile(event) && event.preventDefault());
  document.addEventListener("drop", (event) => {
    if (!isFile(event)) return;
    event.preventDefault();
    const [file] = event.dataTransfer.files;
    if (file) take(file);
  });

  mali.incidentsOwn = {
    /* Look whether this browser keeps one; `changes` is called when there is another, or none any longer. */
    async begin(address, changes) {
      [where, changed] = [address, changes];
      if (!root()) return;
      show();
      if (kept) return;
      kept = (await shelf("readonly", (files) => files.get(ONE))) ?? null;
      isStored = Boolean(kept);
      if (!kept) return;
      show();
      changed();
    },

    /* What names the columns of the file that is kept; empty without one. */
    get address() {
      return kept ? `own ${kept.mark} ${where}` : "";
    },

    ask: (isLeft) => read(kept, isLeft),
  };
})();
