/* Parts of a page that came as text are put in their places; they are the server's own, and hold no script. */
(() => {
  const mali = (window.mali ??= {});
  const shown = new WeakMap();

  mali.markup = {
    put(node, text) {
      node.innerHTML = text;
      shown.delete(node);
    },

    /* Those that came with the page. */
    begin() {
      for (const node of document.querySelectorAll("[data-markup]")) {
        if (shown.get(node) === node.dataset.markup) continue;
        mali.markup.put(node, node.dataset.markup);
        shown.set(node, node.dataset.markup);
      }
    },
  };
})();
