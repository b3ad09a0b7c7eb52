/* Where in time something changes or happens, looked up by day. */
(() => {
  const mali = (window.mali ??= {});
  let byDay = new Map();
  let days = [];
  let events = [];

  mali.changes = {
    begin(frames) {
      byDay = new Map(frames.changes.map((change) => [change.day, change]));
      days = [...byDay.keys()];
      events = frames.events;
    },

    on: (day) => byDay.get(day),
    eventsOn: (day) => events.filter((event) => event.day <= day && day <= event.until),

    /* The nearest day with a change before or after, or null. */
    next(day, direction) {
      const later = direction > 0 ? days.find((other) => other > day) : days.findLast((other) => other < day);
      return later ?? null;
    },

    /* The day of the nearest event before or after, or null. */
    nextEvent(day, direction) {
      const later = direction > 0 ? events.find((event) => event.day > day) : events.findLast((event) => event.day < day);
      return later?.day ?? null;
    },

    all: () => [...byDay.values()],
    events: () => events,
  };
})();
