/* How each contestant is driven and read. Put into every page; the pages themselves know nothing of it. */
(() => {
  const gd = () => document.querySelector("#map .js-plotly-plot, #map.js-plotly-plot");

  /* Where on a slider each month lies, in pixels of the window, by its share of the slider's length. */
  const along = (node, share, inset = 0) => {
    const box = node.getBoundingClientRect();
    return bench.months.map((_, month) => [box.left + inset + (box.width - 2 * inset) * share(month), box.top + box.height / 2]);
  };
  const evenly = (month) => month / (bench.months.length - 1);

  const dash = {
    spots: () => along(document.querySelector(".dash-slider-track"), evenly),
    go: (month) => window.dash_clientside.set_props("month", { value: month }),
  };

  const maplibre = {
    colours: () => {
      const { sources } = gd()._fullLayout.map._subplot.map.getStyle();
      const of = (property) => Object.values(sources).map((one) => one.data?.features).find((all) => all?.[0] && property in all[0].properties).map((one) => one.properties[property]);
      return { areas: of("fc"), places: of("mcc") };
    },
    png: async () => {
      const made = await Plotly.toImage(gd(), { format: "png", width: 1280, height: 720, scale: 2 });
      return (await (await fetch(made)).blob()).size;
    },
  };

  const product = {
    spots: () => along(document.getElementById("time"), (month) => mali.calendar.index(bench.months[month]) / mali.clock.last),
    go: (month) => mali.clock.set(mali.calendar.index(bench.months[month])),
    colours: () => {
      const { meta } = gd().layout;
      const drawn = (number, part) => [...gd().querySelectorAll(`.trace${CSS.escape(gd().data[number].uid)} ${part}`)];
      const fill = (node) => {
        const hatch = node.style.fill.match(/url\("#(.+)"\)/)?.[1];
        return hatch ? document.getElementById(hatch).querySelector("rect").getAttribute("fill") : node.style.fill;
      };
      return {
        areas: meta.areas.map((number) => fill(drawn(number, "path.js-fill")[0])),
        places: drawn(meta.points, "path.point").map((node) => (node.style.opacity === "0" ? "rgba(0,0,0,0)" : node.style.fill)),
      };
    },
    png: async (day) => {
      const answer = await fetch(`brief.png?view=map&on=${day}`);
      if (!answer.ok) throw new Error(await answer.text());
      return (await answer.blob()).size;
    },
  };

  const svg = {
    spots: () => along(document.getElementById("month"), evenly, 8), // half of the thumb
    go: (month) => {
      const slider = document.getElementById("month");
      slider.value = month;
      slider.dispatchEvent(new Event("input"));
    },
    colours: () => {
      const fills = (part) => [...document.querySelectorAll(part)].map((node) => node.getAttribute("fill"));
      return { areas: fills("#areas path"), places: fills("#places circle") };
    },
    png: async () => {
      const map = document.getElementById("map");
      const copy = map.cloneNode(true);
      const relief = await (await fetch("/relief.jpg")).blob();
      const reader = new FileReader();
      await new Promise((done) => {
        reader.onload = done;
        reader.readAsDataURL(relief);
      });
      copy.querySelector("image").setAttribute("href", reader.result);
      copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
      const image = new Image(2560, 1440);
      image.src = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" }));
      await image.decode();
      const canvas = new OffscreenCanvas(2560, 1440);
      canvas.getContext("2d").drawImage(image, 0, 0, 2560, 1440);
      return (await canvas.convertToBlob()).size;
    },
  };

  const leaflet = {
    ...dash,
    colours: () => {
      const fills = (part) => [...document.querySelectorAll(part)].map((node) => node.getAttribute("fill"));
      return { areas: fills("#map path.rival-area"), places: fills("#map path.rival-place") };
    },
  };

  const frames = {
    ...maplibre,
    spots: () => along(document.querySelector(".slider-rail-rect"), evenly),
    go: (month) => Plotly.animate(gd(), [bench.months[month]], { mode: "immediate", frame: { duration: 0, redraw: true }, transition: { duration: 0 } }).catch(() => {}),
  };

  bench.handles = { product, usual: { ...dash, ...maplibre }, clientside: { ...dash, ...maplibre }, frames, leaflet, svg };
})();
