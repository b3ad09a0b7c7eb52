/* The situation on the day in words, asked for only while its fold is open and time rests. */
(() => {
  const mali = (window.mali ??= {});
  let address = null;
  let asked = null;

  const left = (fault) => {
    if (!(fault instanceof mali.ask.Fault)) throw fault;
    return null;
  };

  const fold = () => document.getElementById("in-words")?.parentElement;

  const tell = async () => {
    if (!fold()?.open) return;
    const query = new URLSearchParams(mali.address.query());
    query.set("on", mali.calendar.iso(mali.clock.day));
    const question = `${address}?${query}`;
    if (question === asked) return;
    asked = question;
    const isLeft = () => question !== asked || !fold()?.open;
    const found = await mali.ask.held(question, { fits: ({ sentences }) => Array.isArray(sentences), isLeft }).catch(left);
    if (!found) {
      if (question === asked) asked = null;
      return;
    }
    const { sentences } = found.json;
    const parts = sentences.map((sentence) => Object.assign(document.createElement("p"), { textContent: sentence }));
    document.getElementById("in-words").replaceChildren(...parts);
  };

  mali.words = {
    begin(from) {
      address = from;
      asked = null;
      fold()?.addEventListener("toggle", tell);
      mali.clock.onRest(tell);
    },
  };
})();
