/* Keys by what they type, and what they mean on a line of days. A layout may need Shift, Option or AltGr for a sign, and
   some engines report AltGr as Ctrl and Alt: the sign counts, not how it was typed. What is a shortcut stays the browser's. */
(() => {
  const mali = (window.mali ??= {});
  const STEPS = {
    ArrowLeft: ["day", -1],
    ArrowDown: ["day", -1],
    ArrowRight: ["day", 1],
    ArrowUp: ["day", 1],
    PageDown: ["month", -1],
    PageUp: ["month", 1],
    Home: ["end", -1],
    End: ["end", 1],
    "[": ["change", -1],
    ",": ["change", -1],
    "]": ["change", 1],
    ".": ["change", 1],
  };
  const FIELDS = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable], [role=combobox], [role=listbox], [role=searchbox], [role=textbox]";

  const isShortcut = ({ key, ctrlKey, altKey, metaKey }) => {
    const isSign = key.length === 1 && key !== " ";
    return isSign ? metaKey || (ctrlKey && !altKey) : metaKey || ctrlKey || altKey;
  };

  const typed = (event) => (event.defaultPrevented || event.isComposing || !event.key || isShortcut(event) || event.target.closest?.(FIELDS) ? null : event.key);

  mali.keys = {
    /* What a key types; null where it is a shortcut, or meant for a field. */
    typed,

    /* The step of a line that a key stands for: its unit (day, month, change or end) and how many, or null. */
    step: (event) => STEPS[typed(event)] ?? null,
  };

  /* Where a step leads from a day, inside the record; the same day where there is nothing to step to. */
  const led = {
    day: (from, count) => from + count,
    month: (from, count) => mali.calendar.monthsOn(from, count),
    change: (from, direction) => mali.changes.next(from, direction) ?? from,
    event: (from, direction) => mali.changes.nextEvent(from, direction) ?? from,
    end: (from, direction) => (direction < 0 ? 0 : mali.clock.last),
  };
  mali.stepped = (from, [unit, count]) => Math.max(0, Math.min(mali.clock.last, led[unit](from, count)));
})();
