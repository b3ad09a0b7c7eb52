/* The page is made anew after a choice: the focus goes back to where it was, or as near to it as there is something. */
(() => {
  const mali = (window.mali ??= {});
  const FOCUSABLE = "a[href], button:not(:disabled), input:not(:disabled), select, textarea, summary, [tabindex]";
  let held = null; // what had the focus last, and the way to it

  /* The way to a node from the nearest name that the next page has too. */
  const wayTo = (node) => {
    const steps = [];
    for (let at = node; at && at !== document.body; at = at.parentElement) {
      if (at.id && !at.id.startsWith("mantine-")) {
        steps.unshift(`#${CSS.escape(at.id)}`);
        break;
      }
      steps.unshift(`${at.localName}:nth-child(${[...at.parentElement.children].indexOf(at) + 1})`);
    }
    return steps;
  };

  const found = (steps) => document.querySelector(steps.join(" > "));
  const isLost = () => held && !held.node.isConnected && [document.body, null].includes(document.activeElement);

  const enter = (node) => {
    for (let fold = node.closest("details:not([open])"); fold; fold = node.closest("details:not([open])")) fold.open = true;
    held = null;
    node.focus();
  };

  document.addEventListener("focusin", ({ target }) => {
    if (target !== document.body) held = { node: target, steps: wayTo(target) };
  });
  /* Who leaves a field without entering another one has let go; who is in it when the page goes has not. */
  document.addEventListener("focusout", ({ target }) => {
    setTimeout(() => {
      if (held?.node === target && target.isConnected && document.activeElement !== target) held = null;
    });
  });

  new MutationObserver(() => {
    const node = isLost() ? found(held.steps) : null;
    if (node?.matches(FOCUSABLE)) enter(node);
  }).observe(document.body, { childList: true, subtree: true });

  mali.focus = {
    /* The page is whole: what was not found again is not there any more. */
    settle() {
      if (!isLost()) return;
      for (let { steps } = held; steps.length; steps = steps.slice(0, -1)) {
        const near = found(steps);
        const node = near?.matches(FOCUSABLE) ? near : near?.querySelector(FOCUSABLE);
        if (node) return enter(node);
      }
      const main = document.getElementById("main");
      main.tabIndex = -1;
      enter(main);
    },
  };
})();
