/* The questions of the records view: about which days, and about whom. */
(() => {
  const mali = (window.mali ??= {});
  const ENDS = { "question-from": "from", "question-to": "to" }; // of the days asked about

  document.addEventListener("change", ({ target }) => {
    if (target.id === "question-party") mali.onceBegun(target.id, () => mali.address.go({ actors: target.value }));
  });

  mali.questions = {
    /* Whether a field is one of the two of the days asked about. */
    asks: ({ id }) => id in ENDS,

    /* Ask about other days: one end is typed, in order with the other whichever it is; an empty one is the record's. */
    about(id, iso) {
      const { from, to, first, last } = document.getElementById("question-days").dataset;
      const end = ENDS[id];
      const other = end === "from" ? to : from;
      const days = [iso || (end === "from" ? first : last), other].sort();
      mali.address.go({ between: days.join() === [first, last].join() ? "" : days.join() });
    },
  };
})();
