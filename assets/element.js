/* An element with properties and what is in it. */
(() => {
  const mali = (window.mali ??= {});

  mali.element = (tag, properties = {}, ...inside) => {
    const node = Object.assign(document.createElement(tag), properties);
    node.append(...inside);
    return node;
  };
})();
