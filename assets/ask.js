/* The one that asks the server. An answer is believed only if it is ours, whole and of the right kind; a refusal that
   will pass is asked again as told, within bounds; what remains is a Fault that says what is the matter. */
(() => {
  const mali = (window.mali ??= {});
  const TRIES = 3;
  const PAUSE = 500; // milliseconds before the second try, twice as long before the third
  const BUSY = 2000; // the same where the server says that it is busy and not how long
  const LONGEST_PAUSE = 20_000; // a server that asks for more than that is left to the reader
  const SLOW = 8_000; // milliseconds after which the reader is told that the answer takes long
  const PATIENCE = 60_000; // milliseconds after which it is given up
  const PASSING = new Set(["away", "busy", "cut", "other"]);
  const native = window.fetch.bind(window);

  /* What is the matter: `kind` names the sentence; `said` is the server's own, where it gave one. */
  class Fault extends Error {
    constructor(kind, { status = 0, said = "", after = null } = {}) {
      super(`${kind} ${status}`);
      Object.assign(this, { kind, status, said, after });
    }
  }

  /* Seconds or a date, as Retry-After has them, in milliseconds from now; null if there is none. */
  const retryAfter = (written) => {
    if (!written) return null;
    const wait = /^\d+$/.test(written) ? Number(written) * 1000 : Date.parse(written) - Date.now();
    return Number.isFinite(wait) ? Math.max(0, wait) : null;
  };

  const kindOf = (answer) => {
    const { status } = answer;
    if (status === 404 && answer.headers.get("X-Program")) return "old";
    if (answer.type === "opaqueredirect" || answer.redirected || [401, 403, 407, 511].includes(status)) return "signed";
    if ([429, 503].includes(status)) return "busy";
    if ([502, 504].includes(status)) return "away";
    if ([404, 410].includes(status)) return "other";
    return status >= 500 ? "failed" : "old";
  };

  const typeOf = (answer) => (answer.headers.get("Content-Type") ?? "").split(";")[0].trim().toLowerCase();

  const read = (body) => {
    try {
      return JSON.parse(new TextDecoder().decode(body));
    } catch {
      return undefined;
    }
  };

  const refused = (answer, body) => {
    const said = /[/+]json$/.test(typeOf(answer)) ? read(body)?.error : "";
    return new Fault(kindOf(answer), { status: answer.status, said: typeof said === "string" ? said : "", after: retryAfter(answer.headers.get("Retry-After")) });
  };

  /* A file says how long it is and, where the browser can tell, its digest: half of one is none. */
  const isWhole = async (answer, body) => {
    if (Number(answer.headers.get("X-File-Length") ?? NaN) !== body.byteLength) return false;
    const digest = answer.headers.get("Repr-Digest")?.match(/sha-256=:([^:]+):/)?.[1];
    if (!digest || !crypto.subtle) return true; // browsers work out digests only over TLS and on the machine itself
    const found = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
    return btoa(String.fromCharCode(...found)) === digest;
  };

  /* The answer if it is what was wanted: `type` its media type, `fits` what its JSON must look like, `file` whether it
     is one to be saved. */
  const judged = async (answer, body, { type = "application/json", fits = () => true, file = false }) => {
    if (answer.status === 204) return { answer, body };
    if (answer.status !== 200) throw refused(answer, body);
    if (type && typeOf(answer) !== type) throw new Fault(typeOf(answer) === "text/html" ? "signed" : "cut", { status: 200 });
    if (file && !(await isWhole(answer, body))) throw new Fault("cut", { status: 200 });
    if (type !== "application/json") return { answer, body };
    const json = read(body);
    if (json === undefined || json === null || !fits(json)) throw new Fault("cut", { status: 200 });
    return { answer, body, json };
  };

  /* Every question says which edition of the program has sent the page: another gives it nothing that it could misread. */
  const signed = (options) => {
    const headers = new Headers(options?.headers);
    const { program } = document.documentElement.dataset;
    if (program) headers.set("X-Program", program);
    return headers;
  };

  const attempt = async (address, wanted, key) => {
    const stop = new AbortController();
    const slow = setTimeout(() => wanted.quiet || mali.trouble.tell(key, "slow"), SLOW);
    const late = setTimeout(() => stop.abort(), wanted.patience ?? PATIENCE);
    let answer = null;
    try {
      answer = await native(address, { ...wanted.options, headers: signed(wanted.options), redirect: "manual", signal: stop.signal });
      return await judged(answer, await answer.arrayBuffer(), wanted);
    } catch (fault) {
      if (fault instanceof Fault) throw fault;
      throw new Fault(stop.signal.aborted ? "slow" : answer ? "cut" : "away");
    } finally {
      clearTimeout(slow);
      clearTimeout(late);
    }
  };

  /* How long to wait before asking again; null if that is of no use, or was done often enough. */
  const pause = ({ kind, after }, turn) => {
    if (!PASSING.has(kind) || turn >= TRIES) return null;
    const wait = after ?? (kind === "busy" ? BUSY : PAUSE) * turn;
    return wait <= LONGEST_PAUSE ? wait : null;
  };

  let number = 0;

  /* Ask with a few tries.

     wanted.type, fits, file   what the answer must be
     wanted.options            of the request
     wanted.quiet              say nothing of it
     wanted.isLeft             whether nobody wants the answer any longer; a Fault of kind "left" is then thrown */
  const ask = async (address, wanted = {}, key = `ask-${(number += 1)}`) => {
    for (let turn = 1; ; turn += 1) {
      try {
        const found = await attempt(address, wanted, key);
        if (wanted.isLeft?.()) throw new Fault("left");
        mali.trouble.clear(key);
        return found;
      } catch (fault) {
        mali.trouble.clear(key);
        if (wanted.isLeft?.()) throw new Fault("left");
        const wait = fault instanceof Fault ? pause(fault, turn) : null;
        if (wait === null) throw fault;
        if (wanted.quiet) await new Promise((done) => setTimeout(done, wait));
        else await mali.trouble.wait(key, fault.kind, wait);
      }
    }
  };

  /* Ask until there is an answer: after the tries the reader is told, and asks again. Only what `wanted.throws` names
     is thrown. */
  ask.held = async (address, wanted = {}) => {
    const key = `held-${(number += 1)}`;
    const leaving = wanted.isLeft && setInterval(() => wanted.isLeft() && mali.trouble.clear(key), 500);
    try {
      for (;;) {
        try {
          return await ask(address, wanted, key);
        } catch (fault) {
          if (!(fault instanceof Fault) || fault.kind === "left" || wanted.throws?.includes(fault.kind)) throw fault;
          if (!(await mali.trouble.hold(key, fault.kind))) throw new Fault("left");
        }
      }
    } finally {
      clearInterval(leaving);
    }
  };

  /* A script that comes only when it is wanted. */
  ask.script = async (address) => {
    const key = `script-${(number += 1)}`;
    const come = () =>
      new Promise((done) => {
        const node = Object.assign(document.createElement("script"), { src: address, onload: () => done(true), onerror: () => done(false) });
        document.head.append(node);
      });
    for (let turn = 1; !(await come()); turn += 1) {
      if (turn < TRIES) await mali.trouble.wait(key, "away", PAUSE * turn);
      else await mali.trouble.hold(key, "away");
    }
    mali.trouble.clear(key);
  };

  ask.json = async (address, wanted = {}) => (await ask(address, wanted)).json;
  ask.Fault = Fault;
  ask.native = native;
  mali.ask = ask;
})();
