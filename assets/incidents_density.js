/* How many incidents of other data sets there are along the line of time, behind its ticks: drawn when they are first shown
   and when the line has another width, never with a day. */
(() => {
  const mali = (window.mali ??= {});
  const draw = (canvas) => {
    const { first } = mali.incidents.series;
    const { last } = mali.clock;
    const ratio = window.devicePixelRatio;
    const [wide, high] = [canvas.clientWidth, canvas.clientHeight].map((pixels) => Math.round(pixels * ratio));
    Object.assign(canvas, { width: wide, height: high });
    const counts = new Uint32Array(wide);
    for (const day of first) if (day >= 0 && day <= last) counts[Math.round((day / last) * (wide - 1))] += 1;
    const most = counts.reduce((one, other) => Math.max(one, other), 1);
    const pen = canvas.getContext("2d");
    pen.fillStyle = getComputedStyle(canvas).color;
    counts.forEach((count, x) => {
      const tall = count && Math.max(1, high * Math.sqrt(count / most)); // a single one is seen beside a hundred
      pen.fillRect(x, high - tall, 1, tall);
    });
  };

  mali.incidentsDensity = {
    /* Show it, or not. */
    show(isOn) {
      const canvas = document.getElementById("incidents-density");
      if (!canvas) return;
      canvas.hidden = !isOn;
      const now = isOn ? `${mali.incidents.series.address} ${canvas.clientWidth} ${getComputedStyle(canvas).color}` : "";
      if (now === (canvas.dataset.drawn ?? "")) return;
      canvas.dataset.drawn = now;
      if (isOn) draw(canvas);
    },
  };
})();
