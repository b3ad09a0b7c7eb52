/* The bar of the years: two thumbs that say and set which days the charts of the page show. */
(() => {
  const mali = (window.mali ??= {});
  const YEAR = 12; // months
  let bar = null;
  let days = [0, 0];
  let held = 0; // the end that is moved
  let wanted = null;

  const thumbs = () => [...bar.querySelectorAll(".thumb")];

  const dayAt = (event) => {
    const { left, width } = bar.getBoundingClientRect();
    return Math.round(((event.clientX - left) / width) * mali.clock.last);
  };

  /* Charts are drawn anew for each step: of several in one frame only the last is. */
  const show = (next) => {
    if (!wanted) requestAnimationFrame(() => {
      mali.charts.show(...wanted);
      wanted = null;
    });
    wanted = next;
  };

  /* One end goes to a day; the other stays where it is. */
  const move = (end, day) => {
    const [[from, until], least] = [wanted ?? days, Number(bar.dataset.least)];
    show(end ? [from, Math.min(mali.clock.last, Math.max(day, from + least - 1))] : [Math.max(0, Math.min(day, until - least + 1)), until]);
  };

  const took = (event) => {
    const day = dayAt(event);
    held = Math.abs(day - days[1]) < Math.abs(day - days[0]) ? 1 : 0;
    thumbs()[held].focus({ preventScroll: true });
  };

  /* Keys go by months, and with the page keys by years: by days the charts would hardly move. */
  const onKey = (event) => {
    const end = thumbs().indexOf(event.target);
    const led = mali.keys.step(event);
    if (end < 0 || !led || led[0] === "change") return;
    event.preventDefault();
    const [unit, count] = led;
    const day = (wanted ?? days)[end];
    move(end, unit === "end" ? mali.stepped(day, led) : mali.calendar.monthsOn(day, unit === "month" ? YEAR * count : count));
  };

  mali.spanBar = {
    begin() {
      bar = document.getElementById("span");
      wanted = null;
      if (!bar) return;
      mali.press.drag(bar, (event) => move(held, dayAt(event)), took);
      bar.onkeydown = onKey;
    },

    /* The first and the last day that the charts show. */
    paint(shown) {
      if (!bar?.isConnected) return;
      days = shown.map((day) => Math.max(0, Math.min(mali.clock.last, day)));
      const across = days.map((day) => (100 * day) / mali.clock.last);
      thumbs().forEach((thumb, end) => {
        thumb.style.left = `${across[end]}%`;
        thumb.setAttribute("aria-valuenow", days[end]);
        thumb.setAttribute("aria-valuetext", mali.calendar.plain(days[end]));
      });
      Object.assign(bar.querySelector(".between").style, { left: `${across[0]}%`, width: `${across[1] - across[0]}%` });
    },
  };
})();
