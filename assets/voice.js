/* What a screen reader is told besides what it reads itself: each thing once. */
(() => {
  const mali = (window.mali ??= {});
  let said = "";

  /* Say sentences, unless they are what was said last, on this page or on the one before it. */
  mali.say = (sentences) => {
    const words = sentences.join(". ");
    const node = document.getElementById("announcer");
    if (!node || words === said) return;
    said = words;
    node.textContent = words;
  };
})();
