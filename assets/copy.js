/* What can be taken to another program without a file: the link to the view, its words, its picture. */
(() => {
  const mali = (window.mali ??= {});
  const PATIENCE = 240_000; // milliseconds, as of an export

  const say = (words) => {
    const node = document.getElementById("export-said");
    if (node) node.textContent = words;
  };

  /* Browsers give the clipboard only to pages that came over TLS or from the machine itself; elsewhere a selection is copied. */
  const put = async (words) => {
    if (navigator.clipboard?.writeText) return navigator.clipboard.writeText(words);
    const area = document.body.appendChild(Object.assign(document.createElement("textarea"), { value: words, className: "unseen" }));
    area.select();
    const isDone = document.execCommand("copy");
    area.remove();
    if (!isDone) throw new DOMException("not allowed", "NotAllowedError");
  };

  const query = () => {
    const asked = new URLSearchParams(mali.address.query());
    asked.set("on", mali.calendar.iso(mali.clock.day));
    asked.set("lang", document.documentElement.lang);
    asked.delete("brief");
    return asked;
  };

  const base = () => `${location.origin}${location.pathname}`;

  /* Commas stay themselves: percent signs are what chat programs break an address at. */
  const link = () => `${base()}?${query()}`.replace(/%2C/g, ",");

  const words = async () => {
    const found = await mali.ask.json(`api/words?${query()}`, { quiet: true });
    return [...found.sentences, link()].join("\n");
  };

  const picture = async () => {
    const file = mali.ask(`brief.png?${query()}`, { type: "image/png", file: true, patience: PATIENCE, quiet: true });
    const blob = file.then(({ body }) => new Blob([body], { type: "image/png" }));
    await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]);
  };

  const copies = { link: async () => put(link()), words: async () => put(await words()), picture };

  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("[data-copy]");
    if (!button) return;
    const said = { ...button.closest(".export-box").dataset };
    try {
      await copies[button.dataset.copy]();
      say(said.copied);
    } catch (fault) {
      if (!(fault instanceof mali.ask.Fault || fault instanceof DOMException || fault instanceof TypeError)) throw fault;
      say(said.uncopied);
    }
  });

  /* A picture cannot be put into the clipboard of every browser. */
  document.addEventListener(
    "toggle",
    (event) => {
      const button = event.target.matches?.(".export-menu") && event.target.querySelector('[data-copy="picture"]');
      if (button) button.hidden = !(window.ClipboardItem && navigator.clipboard?.write);
    },
    true,
  );
})();
