/* What the server could not give, said in one place in the reader's language, with a button that asks again. */
(() => {
  const mali = (window.mali ??= {});
  const BELOW = 34; // pixels under the masthead: the marking there stays in sight
  const SOON = 1500; // milliseconds up to which waiting is not worth a word
  const troubles = new Map(); // by what was asked: what is the matter, and who waits to ask again

  const words = () => {
    const said = JSON.parse(document.getElementById("trouble")?.dataset.says ?? "{}");
    return said[document.documentElement.lang] ?? said.en ?? {};
  };

  /* The last that was said is seen; it goes when its answer has come. */
  const show = () => {
    const box = document.getElementById("trouble");
    if (!box) return;
    const [trouble] = [...troubles.values()].slice(-1);
    box.hidden = !trouble;
    if (!trouble) return;
    box.style.top = `${Math.max(0, document.querySelector(".masthead")?.getBoundingClientRect().bottom ?? 0) + BELOW}px`;
    const says = words();
    const parts = [says[trouble.kind], trouble.seconds && says.waiting.replace("{seconds}", trouble.seconds), trouble.kept && says.kept];
    const [line, button] = box.children;
    const said = parts.filter(Boolean).join(" ");
    if (line.textContent !== said) line.textContent = said;
    button.textContent = mali.trouble.needsReload(trouble.kind) ? says.reload : says.again;
    button.hidden = !trouble.wake;
    button.dataset.kind = trouble.kind;
  };

  const wakeAll = () => {
    for (const [key, { wake }] of [...troubles]) {
      if (wake) troubles.delete(key);
      wake?.(true);
    }
    show();
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("#trouble button");
    if (!button) return;
    if (mali.trouble.needsReload(button.dataset.kind)) location.reload();
    else wakeAll();
  });
  window.addEventListener("online", wakeAll);

  mali.trouble = {
    /* Whether only a page loaded anew can help: to sign on again, or to have the scripts of a new server. */
    needsReload: (kind) => kind === "signed" || kind === "old",

    /* What is the matter, as a sentence. */
    sentence: (kind) => words()[kind] ?? kind,

    /* Say something until it is cleared. */
    tell(key, kind, more = {}) {
      troubles.delete(key);
      troubles.set(key, { kind, ...more });
      show();
    },

    /* The answer has come, or nobody wants it any longer: whoever waits goes on, and learns that it was not asked for. */
    clear(key) {
      const trouble = troubles.get(key);
      if (!trouble) return;
      troubles.delete(key);
      trouble.wake?.(false);
      show();
    },

    /* Wait some milliseconds, or until the reader asks again. */
    wait: (key, kind, milliseconds) =>
      new Promise((done) => {
        const timer = setTimeout(done, milliseconds);
        const wake = () => {
          clearTimeout(timer);
          done();
        };
        if (milliseconds > SOON) mali.trouble.tell(key, kind, { seconds: Math.round(milliseconds / 1000), wake });
      }),

    /* Until the reader asks again, or the network is back: true; false if nobody wants it any longer. */
    hold: (key, kind, kept = false) => new Promise((wake) => mali.trouble.tell(key, kind, { kept, wake })),
  };
})();
