/* Fields for a day. What people type is read: 2023-11-14, 14/11/2023, 14 Nov 2023, 14 novembre 2023, Nov 2023, 2023. A whole
   day is taken while it is typed, anything shorter once the field is left or Enter is pressed; a month means its first day.
   What is no day stays in the field and is told. */
(() => {
  const mali = (window.mali ??= {});
  const ENDS = { "compare-from": "from", "compare-to": "to" }; // of two days
  const CENTURY = 2000; // of a year of two figures
  const LEAST = 3; // letters that tell a month
  const BESIDE = new Set(["er", "st", "nd", "rd", "th", "le", "the", "of", "de"]);
  const taken = new Map(); // the day that was taken of a field while it was typed
  const touched = new Set(); // ids of fields in which something was typed since they were left

  /* Names in both languages of the page, folded. */
  const named = (what, count) =>
    ["en", "fr"].flatMap((language) => {
      const name = new Intl.DateTimeFormat(language, { [what]: "long", timeZone: "UTC" });
      const days = [...Array(count).keys()].map((number) => (what === "month" ? Date.UTC(2012, number, 1) : Date.UTC(2012, 0, 2 + number)));
      return days.map((day, number) => [mali.fold(name.format(day)), number + 1]);
    });
  const numberOf = (word, names) => {
    const found = new Set(word.length < LEAST ? [] : names.filter(([name]) => name.startsWith(word)).map(([, number]) => number));
    return found.size === 1 ? [...found][0] : null;
  };
  let months = null;
  let weekdays = null;

  const isoOf = (year, month, day) => {
    const full = year < 100 ? CENTURY + year : year;
    const date = new Date(Date.UTC(full, month - 1, day));
    const isReal = date.getUTCFullYear() === full && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
    return isReal ? date.toISOString().slice(0, 10) : null;
  };

  /* A day as ISO, and whether its day of the month was said; null if it cannot be read. A figure of the day comes before
     that of the month, as both languages have it here. */
  const read = (typed) => {
    months ??= named("month", 12);
    weekdays ??= named("weekday", 7);
    const parts = mali.fold(typed).match(/\d+|\p{L}+/gu) ?? [];
    const figures = parts.filter((part) => /^\d/.test(part));
    const isMonth = (word) => numberOf(word, months) !== null;
    const said = parts.filter((part) => !/^\d/.test(part) && !BESIDE.has(part));
    const isOne = said.filter(isMonth).length === 1; // "mar" is a weekday only beside another month
    const words = said.filter((word) => !numberOf(word, weekdays) || (isOne && isMonth(word)));
    const month = words.length === 1 ? numberOf(words[0], months) : null;
    const at = figures.findIndex((figure) => figure.length === 4);
    const isFull = at >= 0;
    const year = Number(figures.at(at)); // without one of four figures, the last is it
    const others = figures.toSpliced(isFull ? at : -1, 1).map(Number);
    if (isFull && year < 1000) return null;
    if (!figures.length || words.length > 1 || (words.length && !month)) return null;
    if (figures.some((figure, index) => figure.length > 2 && index !== at)) return null;
    if (!isFull && others.length + words.length < 2) return null; // 11 23 may be anything
    const [day, number] = month ? [others[0] ?? 1, month] : others.length === 2 ? (at === 0 ? [others[1], others[0]] : others) : [1, others[0] ?? 1];
    if (others.length > (month ? 1 : 2)) return null;
    const iso = isoOf(year, number, day);
    return iso && { iso, isWhole: isFull && others.length + words.length === 2 };
  };

  const fault = (input, said) => {
    input.toggleAttribute("aria-invalid", Boolean(said));
    if (said) input.setAttribute("aria-invalid", "true");
    const id = `${input.id}-fault`;
    let told = document.getElementById(id);
    if (!told && said) {
      told = document.createElement("p");
      told.id = id;
      told.className = "day-fault";
      told.setAttribute("role", "alert");
      input.closest(".dash-input-container, .dash-input-element")?.after(told);
      input.setAttribute("aria-describedby", id);
    }
    if (told) told.textContent = said ?? "";
  };

  /* Whether a field takes days beyond those of the record, as one does that asks what was known when. */
  const isOfRecord = (input) => !input.id.startsWith("filter-");
  const within = (input, iso) => {
    const day = mali.calendar.index(iso);
    return !isOfRecord(input) || (day >= 0 && day <= mali.clock.last);
  };

  const write = (id, iso) => {
    window.dash_clientside.set_props(id, { value: iso ? mali.calendar.brief(mali.calendar.index(iso)) : "" });
  };

  const take = (input, iso) => {
    const { id } = input;
    if (id === "date") {
      const day = mali.calendar.index(iso);
      if (day !== mali.clock.day) mali.clock.set(day);
    } else if (ENDS[id]) mali.twoDays.type(ENDS[id], iso);
    else if (id === "several-add") mali.multiples.add(iso);
    else if (mali.questions.asks(input)) mali.questions.about(id, iso);
    else mali.address.go({ [id.slice("filter-".length).replace("-", "_")]: iso });
  };

  const typed = (input) => {
    touched.add(input.id);
    taken.delete(input.id);
    fault(input, null);
    const found = read(input.value);
    if (!found?.isWhole || !within(input, found.iso)) return;
    taken.set(input.id, found.iso);
    mali.onceBegun(input.id, () => take(input, found.iso));
  };

  /* The day that a field stands for now: two days are put in order, whichever field they were typed in. */
  const standing = ({ id }, iso) => {
    if (id === "date") return mali.calendar.iso(mali.clock.day);
    return ENDS[id] ? mali.calendar.iso(mali.compare.days[ENDS[id]]) : iso;
  };

  /* The field is left: what was typed is a day, or nothing, or is told to be neither. */
  const leave = (input) => {
    if (!touched.delete(input.id) || input.readOnly || input.disabled) return;
    const { value } = input;
    mali.onceBegun(input.id, () => {
      const found = value.trim() && read(value);
      const { noDay, outside } = mali.calendar.says;
      if (found === null) fault(input, noDay.replace("{typed}", value.trim()));
      else if (found && !within(input, found.iso)) fault(input, outside);
      else if (found) {
        if (taken.get(input.id) !== found.iso) take(input, found.iso);
        write(input.id, standing(input, found.iso));
      } else if (!isOfRecord(input) || mali.questions.asks(input)) take(input, "");
      else if (input.id === "date") write("date", mali.calendar.iso(mali.clock.day));
    });
  };

  const isField = (node) => node.matches?.("input.day-typed, .day-typed input");
  document.addEventListener("input", ({ target }) => isField(target) && typed(target));
  document.addEventListener("focusout", ({ target }) => isField(target) && leave(target));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && isField(event.target)) leave(event.target);
  });

  mali.dayField = {
    read,

    /* Write the day that is shown into a field, unless someone is typing there. */
    follow(id, iso) {
      const input = document.getElementById(id);
      if (!input || document.activeElement === input) return;
      fault(input, null);
      write(id, iso);
    },
  };
})();
