/* A figure of another month that shares everything else with the one before. */
window.dash_clientside = Object.assign(window.dash_clientside ?? {}, {
  rival: {
    show(month, { days, months }, figure) {
      const [values, colours] = months[month];
      const [areas, places] = figure.data;
      const data = [{ ...areas, z: values }, { ...places, marker: { ...places.marker, color: colours } }];
      return [{ ...figure, data, layout: { ...figure.layout, meta: { on: days[month] } } }, days[month]];
    },
  },
});
