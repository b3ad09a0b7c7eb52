/* Once a minute, and only while time stands still: does the server still serve what this page shows? */
(() => {
  const mali = (window.mali ??= {});
  const EVERY = 60_000; // milliseconds
  const STILL = 2_000; // milliseconds without a new day before the server is asked

  const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

  const stillness = async () => {
    let day = null;
    while (document.hidden || day !== mali.clock?.day) {
      day = mali.clock?.day;
      await wait(STILL);
    }
  };

  const shown = () => document.getElementById("server"); // asked for anew each time: the page that is sent whole gives way to another

  const ask = async () => {
    const fits = ({ status, record }) => typeof status === "string" && typeof record === "string";
    const { status, record, faults, fault_count } = await mali.ask.json(shown().dataset.health, { fits, quiet: true, options: { cache: "no-store" } });
    const isRefused = status === "degraded" && (faults || fault_count); // its other troubles are no reader's
    const notice = shown();
    notice.dataset.state = record !== notice.dataset.record ? "newer" : isRefused ? "degraded" : "ok";
  };

  const watch = async () => {
    for (;;) {
      await wait(EVERY);
      await stillness();
      if (shown()?.dataset.health) await ask().catch(() => {}); // a server that is away is asked again later
    }
  };

  watch();
})();
