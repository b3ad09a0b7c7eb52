/* Briefing mode, and the menu that fetches exports. */
(() => {
  const mali = (window.mali ??= {});
  const [WIDTH, HEIGHT] = [1280, 720];

  const isBrief = () => document.querySelector(".page.brief") !== null;

  const fit = () => {
    const scale = Math.min(window.innerWidth / WIDTH, window.innerHeight / HEIGHT);
    document.documentElement.style.setProperty("--brief-scale", scale);
  };

  document.addEventListener("keydown", (event) => {
    const key = isBrief() && mali.keys.typed(event);
    if (!key) return;
    const step = mali.keys.step(event);
    const stack = document.querySelector(".brief-stack");
    if (key === "Escape") mali.address.go({ brief: "" });
    else if (stack && (key === "ArrowDown" || key === "ArrowUp")) {
      event.preventDefault();
      stack.scrollBy({ top: key === "ArrowDown" ? stack.clientHeight : -stack.clientHeight });
    }
    else if (step && document.querySelector("#map[data-still=day]")) {
      event.preventDefault();
      const next = mali.stepped(mali.clock.day, step);
      mali.clock.day = next;
      mali.address.go({ on: mali.calendar.iso(next) });
    }
  });

  const typed = () => document.getElementById("export-marking").value.trim();

  /* A marking that was typed goes into the address, and onto the page once the menu is closed. */
  document.addEventListener("change", (event) => {
    if (event.target.id === "export-marking") mali.address.set("marking", typed() || null);
  });
  document.addEventListener(
    "toggle",
    (event) => {
      if (!event.target.matches?.(".export-menu") || event.target.open) return;
      if (typed() !== event.target.dataset.marking) mali.address.renew();
    },
    true,
  );

  /* The address of an export of the view as it is now. */
  const address = (button, ticket) => {
    const query = new URLSearchParams(mali.address.query());
    query.delete("brief");
    query.set("on", mali.calendar.iso(mali.clock.day));
    query.set("view", button.dataset.of);
    query.set("lang", document.documentElement.lang);
    const marking = typed();
    if (marking) query.set("marking", marking);
    if (button.dataset.every) query.set("every", button.dataset.every);
    query.set("ticket", ticket);
    return `brief.${button.dataset.export}?${query}`;
  };

  const save = async (answer) => {
    const name = answer.headers.get("Content-Disposition")?.match(/filename="([^"]+)"/)?.[1] ?? "brief";
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await answer.blob());
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    return name;
  };

  const say = (words, value = "") => {
    const node = document.getElementById("export-said");
    if (node) node.textContent = words.replace("%", value);
  };

  const fetchFile = async (button) => {
    const box = button.closest(".export-box");
    const words = { ...box.dataset };
    const started = performance.now();
    const ticket = [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    const tell = async () => {
      const { done, of } = await fetch(`api/progress/${ticket}`).then((answer) => answer.json(), () => ({}));
      if (!box.hasAttribute("aria-busy")) return; // the file has come meanwhile
      const sheets = of > 1 ? ` ${words.sheets.replace("%", done).replace("#", of)},` : "";
      say(`${words.working}${sheets} ${Math.round((performance.now() - started) / 1000)} s`);
    };
    const timer = setInterval(tell, 1000);
    say(words.working);
    box.setAttribute("aria-busy", "true");
    for (const other of box.querySelectorAll("[data-export]")) other.disabled = true;
    try {
      const answer = await fetch(address(button, ticket));
      clearInterval(timer);
      if (answer.ok) say(words.done, await save(answer));
      else say(words.failed, (await answer.json()).error);
    } catch {
      clearInterval(timer);
      say(words.failed, words.lost);
    } finally {
      box.removeAttribute("aria-busy");
      for (const other of box.querySelectorAll("[data-export]")) other.disabled = false;
    }
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-export]");
    if (button) fetchFile(button);
    else if (!event.target.closest?.(".export-menu")) document.querySelector(".export-menu[open]")?.removeAttribute("open");
  });
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && document.querySelector(".export-menu[open]");
    if (!menu) return;
    menu.removeAttribute("open");
    menu.querySelector("summary").focus();
  });

  window.addEventListener("resize", fit);
  fit();
})();
