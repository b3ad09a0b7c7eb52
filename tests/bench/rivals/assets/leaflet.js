/* The style of a feature in a month, the markers, and the callback that sets the month. */
(() => {
  let story = null;
  const asked = new XMLHttpRequest();
  asked.open("GET", "/story.json", false); // before the map asks for its first style
  asked.send();
  story = JSON.parse(asked.responseText);
  const { palette, months, areas, days, places } = story;

  const style = (feature, { hideout: { month } }) => {
    const colours = months[month];
    const { id, place } = feature.properties;
    if (!place) return { className: "rival-area", color: "rgba(255,255,255,0.75)", weight: 0.8, fillColor: palette[colours[id]], fillOpacity: 1 };
    if (id === places.length - 1) document.getElementById("map").dataset.on = days[month]; // the last of all
    return { color: palette[colours[areas + places.length + id]], weight: 1.5, fillColor: palette[colours[areas + id]], fillOpacity: 1, opacity: 1 };
  };

  const point = (feature, at) => window.L.circleMarker(at, { className: "rival-place", radius: feature.properties.radius });

  window.rival = { leaflet: { style, point } };
  window.dash_clientside = Object.assign(window.dash_clientside ?? {}, {
    rival: { show: (month) => [{ month }, { month }, days[month]] },
  });
})();
