/* Paints a month by setting fills; moves and zooms by the view box. */
(async () => {
  const { days, palette, months, areas } = await (await fetch("/story.json")).json();
  const map = document.getElementById("map");
  const slider = document.getElementById("month");
  const said = document.getElementById("day");
  const shapes = [...document.querySelectorAll("#areas path")];
  const places = [...document.querySelectorAll("#places circle")];
  let shown = [];

  const paint = () => {
    const colours = months[slider.value];
    const set = (node, name, at) => {
      if (shown[at] !== colours[at]) node.setAttribute(name, palette[colours[at]]);
    };
    shapes.forEach((node, index) => set(node, "fill", index));
    places.forEach((node, index) => set(node, "fill", areas + index));
    places.forEach((node, index) => set(node, "stroke", areas + places.length + index));
    shown = colours;
    said.textContent = days[slider.value];
    map.dataset.on = days[slider.value];
  };

  const box = map.viewBox.baseVal;
  let held = null;
  map.addEventListener("pointerdown", (event) => {
    map.setPointerCapture(event.pointerId);
    held = { x: event.clientX, y: event.clientY };
  });
  map.addEventListener("pointermove", (event) => {
    if (!held || !event.buttons) return;
    const pixel = box.width / map.clientWidth;
    box.x -= (event.clientX - held.x) * pixel;
    box.y -= (event.clientY - held.y) * pixel;
    held = { x: event.clientX, y: event.clientY };
  });
  map.addEventListener("wheel", (event) => {
    event.preventDefault();
    const factor = event.deltaY > 0 ? 1.25 : 0.8;
    box.x += (box.width * (1 - factor)) / 2;
    box.y += (box.height * (1 - factor)) / 2;
    box.width *= factor;
    box.height *= factor;
  });

  slider.addEventListener("input", paint);
  paint();
})();
