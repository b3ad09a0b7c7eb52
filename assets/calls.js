/* Dash's own calls, asked like everything else: it believes each answer unread, and one lost call would leave a page
   dead. What it asks is held until there is an answer; the page of a new address is not held: the address goes back to
   what is shown, and the step can be tried again. */
(() => {
  const mali = (window.mali ??= {});
  const NAME = /\/_dash-(layout|dependencies|update-component)(\?|$)/;
  const PAGE = "page.children";
  const SHAPES = {
    layout: (found) => typeof found === "object" && typeof found.type === "string" && typeof found.props === "object",
    dependencies: (found) => Array.isArray(found) && found.length > 0,
    "update-component": (found) => typeof found.response === "object" || found.multi === true || typeof found.sideUpdate === "object",
  };
  const asked = new Map(); // the number of the last call of each output
  let wasShown = false;

  const nothing = () => new Response(null, { status: 204 });
  const passed = ({ answer, body }) => (answer.status === 204 ? nothing() : new Response(body, { status: 200, headers: { "Content-Type": "application/json" } }));

  /* Another part of a page: the card of a place, the list of changes. Only the last call of each is wanted. */
  const part = async (address, options, output) => {
    const mine = (asked.get(output) ?? 0) + 1;
    asked.set(output, mine);
    const isLeft = () => asked.get(output) !== mine;
    try {
      return passed(await mali.ask.held(address, { options, fits: SHAPES["update-component"], isLeft }));
    } catch (fault) {
      if (fault.kind === "left") return nothing();
      throw fault;
    }
  };

  const searchIn = (call) => String((call.inputs ?? []).find((input) => input.id === "location")?.value ?? "");

  const page = async (address, options, call) => {
    const search = searchIn(call);
    const isForced = call.changedPropIds?.includes("viewport.data");
    if (!isForced && mali.address.isPassed(search)) return nothing();
    for (const output of asked.keys()) asked.set(output, asked.get(output) + 1); // parts of the page that is left
    const mine = asked.get(PAGE) ?? 1;
    asked.set(PAGE, mine);
    const must = mali.address.asked(search) || isForced;
    if (wasShown && !must && mali.address.isShown(search)) {
      mali.address.stays(search);
      return nothing();
    }
    const wanted = { options, fits: SHAPES["update-component"], isLeft: () => asked.get(PAGE) !== mine };
    try {
      const found = passed(await (wasShown ? mali.ask : mali.ask.held)(address, wanted));
      if (mali.address.isPassed(search)) return nothing(); // Dash has not asked yet for what took its place
      if (found.status === 200) {
        wasShown = true;
        mali.address.came(search);
      }
      return found;
    } catch (fault) {
      if (fault.kind === "old" && wasShown && location.search === search) location.reload(); // another page was wanted: let the new server send it
      else if (fault.kind !== "left") mali.address.failed(fault.kind);
      return nothing();
    }
  };

  window.fetch = (address, options) => {
    const name = typeof address === "string" && address.match(NAME)?.[1];
    if (!name) return mali.ask.native(address, options);
    if (name !== "update-component") return mali.ask.held(address, { options, fits: SHAPES[name] }).then(passed);
    const call = JSON.parse(options.body);
    return call.output === PAGE ? page(address, options, call) : part(address, options, call.output);
  };
})();
