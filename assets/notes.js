/* A reader's notes as values: in the address, in a file that the reader keeps, and in memory while they change. The forms
   are those of Python (asked/notes_written.py), which reads and checks them again. */
(() => {
  const mali = (window.mali ??= {});
  const GEOMETRY = { text: "Point", outline: "Polygon", bracket: null };
  let held = { message: "", notes: [] };
  let listeners = [];
  let limit = Infinity;

  const encode = ({ message, notes }) => {
    if (!message && !notes.length) return "";
    const rows = notes.map((note) => [note.kind, note.at.flat(), note.words, note.first, note.last]);
    const bytes = new TextEncoder().encode(JSON.stringify([message, ...rows]));
    return btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  };

  const paired = (flat) => flat.reduce((found, degrees, index) => (index % 2 ? [...found.slice(0, -1), [found.at(-1)[0], degrees]] : [...found, [degrees]]), []);

  const decode = (written) => {
    const bytes = Uint8Array.from(atob(written.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
    const [message, ...rows] = JSON.parse(new TextDecoder().decode(bytes));
    return { message, notes: rows.map(([kind, flat, words, first, last]) => ({ kind, at: paired(flat), words, first, last })) };
  };

  const geometry = ({ kind, at }) => {
    const type = kind in GEOMETRY ? GEOMETRY[kind] : "LineString";
    if (!type) return null;
    return { type, coordinates: type === "Point" ? at[0] : type === "Polygon" ? [[...at, at[0]]] : at };
  };

  const positions = (found) => {
    if (!found) return [];
    if (found.type === "Point") return [found.coordinates];
    return found.type === "Polygon" ? found.coordinates[0].slice(0, -1) : found.coordinates;
  };

  const isPosition = (at) => Array.isArray(at) && at.length === 2 && at.every(Number.isFinite);

  mali.notes = {
    /* What the address of a page bears. Notes that were too many for it are kept while the page is. */
    begin(query, most) {
      limit = most;
      const written = new URLSearchParams(query).get("notes");
      if (written) held = decode(written);
      else if (encode(held).length <= limit) held = { message: "", notes: [] };
    },
    get all() {
      return held.notes;
    },
    get message() {
      return held.message;
    },
    isLong: () => encode(held).length > limit,

    /* Something has changed: the address and whoever draws follow. */
    changed() {
      const written = encode(held);
      mali.address.set("notes", written && written.length <= limit ? written : null);
      for (const listener of listeners) listener();
    },
    onChange(listener) {
      listeners = [...listeners, listener];
    },
    say(message) {
      held.message = message;
      mali.notes.changed();
    },
    add(note) {
      held.notes.push(note);
      mali.notes.changed();
    },
    remove(note) {
      held.notes = held.notes.filter((other) => other !== note);
      mali.notes.changed();
    },
    isSeen: ({ at, first, last }, iso) => at.length > 0 && (!first || first <= iso) && (!last || iso <= last),

    file(schema, colour) {
      const features = held.notes.map((note) => ({
        type: "Feature",
        geometry: geometry(note),
        properties: { kind: note.kind, title: note.words, first: note.first, last: note.last, stroke: colour },
      }));
      return JSON.stringify({ type: "FeatureCollection", schema, message: held.message, features }, null, 1);
    },

    /* Take the notes of a file; whether it was one. */
    take(text, schema, most) {
      try {
        const found = JSON.parse(text);
        if (found.schema !== schema || !Array.isArray(found.features) || found.features.length > most) return false;
        const notes = found.features.map(({ geometry: drawn, properties: { kind, title = "", first = "", last = "" } }) => ({ kind, at: positions(drawn), words: title, first: first ?? "", last: last ?? "" }));
        if (!notes.every(({ at, words }) => at.every(isPosition) && typeof words === "string")) return false;
        held = { message: String(found.message ?? ""), notes };
      } catch {
        return false;
      }
      mali.notes.changed();
      return true;
    },
  };
})();
