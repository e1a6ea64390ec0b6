/* Draws every .map of a page from outlines and points that came as scripts. Nothing is asked of a network. */
(function () {
  "use strict";
  var L = window.L, world = window.SIGHTLINE_OUTLINES, points = (window.SIGHTLINE || {}).points || [];
  var LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_", value = {};
  if (!L || !world) { return; }
  LETTERS.split("").forEach(function (letter, at) { value[letter] = at; });

  function decode(text) {
    var out = [], x = 0, y = 0, number = 0, shift = 0, odd = false, step;
    for (var at = 0; at < text.length; at += 1) {
      var six = value[text[at]];
      number += (six & 31) * Math.pow(2, shift);
      shift += 5;
      if (six < 32) {
        step = number % 2 ? -(number + 1) / 2 : number / 2;
        if (odd) { y += step; out.push([y * world.scale[1] + world.translate[1], x * world.scale[0] + world.translate[0]]); } else { x += step; }
        odd = !odd; number = 0; shift = 0;
      }
    }
    return out;
  }
  var arcs = world.arcs.map(decode);
  function ring(numbers) {
    var line = [];
    numbers.forEach(function (number) {
      var arc = number < 0 ? arcs[~number].slice().reverse() : arcs[number];
      line = line.concat(line.length ? arc.slice(1) : arc);
    });
    return line;
  }
  function text(name, content, kind) {
    var element = document.createElement(name);
    if (content) { element.textContent = content; }
    if (kind) { element.className = kind; }
    return element;
  }
  function popup(point, root) {
    var box = text("div"), list = text("ul");
    var head = text("p"), strong = text("strong");
    strong.appendChild(text("bdi", point[2] || "Unnamed place"));
    head.appendChild(strong);
    box.appendChild(head);
    point[3].forEach(function (one) {
      var item = text("li"), link = text(one[6] ? "a" : "span");
      if (one[6]) { link.href = root + one[6]; }
      link.appendChild(text("bdi", one[1] || one[0]));
      item.appendChild(link);
      item.appendChild(text("span", " " + [one[3], one[5]].filter(Boolean).join(" · "), "quiet"));
      list.appendChild(item);
    });
    box.appendChild(list);
    return box;
  }
  function stands(point, focus) { return point[3].some(function (one) { return one[0] === focus; }); }
  function onlyAggregates(point) { return point[3].every(function (one) { return one[7]; }); }

  function draw(box) {
    var root = box.dataset.root, focus = box.dataset.focus, touch = window.matchMedia("(pointer: coarse)").matches;
    var map = L.map(box, { attributionControl: false, scrollWheelZoom: false, dragging: !touch, zoomSnap: 0.25, minZoom: 2, maxZoom: 15, worldCopyJump: false, fadeAnimation: false, zoomAnimation: false, markerZoomAnimation: false });
    var ground = map.createPane("ground"), names = map.createPane("names");
    ground.style.zIndex = 250;
    names.style.zIndex = 260;
    names.style.pointerEvents = "none";
    var here = focus ? points.filter(function (point) { return stands(point, focus); }) : points;
    var shown = here.length ? here : points, area = L.latLngBounds([]);
    shown.forEach(function (point) {
      var at = L.latLng(point[0] / 1e7, point[1] / 1e7), far = Math.max.apply(null, point[3].map(function (one) { return one[4]; }).concat([1500]));
      area.extend(at.toBounds(far * 2.2));
    });
    if (!area.isValid()) { area = L.latLngBounds([[-50, -120], [65, 150]]); }
    map.fitBounds(area, { padding: [26, 26], maxZoom: focus ? 9 : 11 });
    var renderer = L.svg({ pane: "ground", padding: 0.4 });
    var edge = area.pad(12), south = edge.getSouth(), north = edge.getNorth(), west = edge.getWest(), east = edge.getEast();
    world.countries.forEach(function (country) {
      var rings = country[3].map(ring);
      L.polygon(rings.map(function (line) { return [line]; }), { renderer: renderer, pane: "ground", interactive: false, className: "m-land", weight: 1, fillOpacity: 1, smoothFactor: 1.2 }).addTo(map);
      var lat = country[2] * world.scale[1] + world.translate[1], lon = country[1] * world.scale[0] + world.translate[0];
      if (lat > south && lat < north && lon > west && lon < east) {
        L.tooltip({ permanent: true, direction: "center", className: "m-country", pane: "names", interactive: false }).setLatLng([lat, lon]).setContent(text("span", country[0])).addTo(map);
      }
    });
    points.forEach(function (point) {
      var at = [point[0] / 1e7, point[1] / 1e7], faint = focus && !stands(point, focus) ? " m-faint" : "", apart = onlyAggregates(point), seen = {};
      point[3].forEach(function (one) {
        if (seen[one[4]] || (focus && !faint && one[0] !== focus)) { return; }
        seen[one[4]] = true;
        L.circle(at, { radius: one[4], className: (one[7] ? "m-aggregate" : "m-radius") + faint, weight: 1, fillOpacity: 0.1, opacity: 0.6, interactive: false }).addTo(map);
      });
    });
    points.forEach(function (point) {
      var at = [point[0] / 1e7, point[1] / 1e7], faint = focus && !stands(point, focus) ? " m-faint" : "";
      var events = point[3].filter(function (one) { return one[2] !== "Place"; }).length;
      var dot = L.circleMarker(at, { radius: Math.min(14, 5 + Math.sqrt(events) * 1.6), className: "m-point" + (onlyAggregates(point) ? " m-point-aggregate" : "") + faint, weight: 1.5, fillOpacity: 1 }).addTo(map);
      dot.bindPopup(function () { return popup(point, root); }, { maxWidth: 280, autoPanPadding: [12, 12] });
      if (points.length <= 40 || !faint) {
        var label = (point[2] || point[3][0][1]) + (events > 1 ? " (" + events + ")" : "");
        if (points.length <= 40) { L.tooltip({ permanent: true, direction: "right", offset: [8, 0], interactive: false }).setLatLng(at).setContent(text("bdi", label)).addTo(map); }
      }
    });
    L.control.scale({ imperial: false }).addTo(map);
    map.on("click focus", function () { map.scrollWheelZoom.enable(); });
    if (touch) {
      var still = text("button", "Tap to move the map", "map-still");
      still.type = "button";
      L.DomEvent.disableClickPropagation(still);
      still.addEventListener("click", function () { map.dragging.enable(); still.remove(); });
      box.appendChild(still);
    }
    box.dataset.drawn = String(points.length);
  }
  Array.prototype.forEach.call(document.querySelectorAll(".map"), draw);
}());
