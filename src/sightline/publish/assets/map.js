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
    /* a country that goes on beyond 180 degrees is one piece, not a band across the world */
    for (var at = 1; at < line.length; at += 1) {
      var turns = Math.round((line[at - 1][1] - line[at][1]) / 360);
      if (turns) { line[at] = [line[at][0], line[at][1] + 360 * turns]; }
    }
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

  /* Names stand beside their points where there is room, the weightiest first; a name without room waits for a nearer zoom. */
  function placeLabels(map, labels, lands) {
    var view = map.getBounds().pad(0.1);
    labels.forEach(function (one) { if (one.shown) { one.shown.remove(); one.shown = null; } });
    labels = labels.filter(function (one) { return view.contains(one.at); });
    var taken = labels.map(function (one) { var p = map.latLngToContainerPoint(one.at); return [p.x - one.size, p.y - one.size, p.x + one.size, p.y + one.size, one]; });
    var size = map.getSize(), count = 0;
    labels.forEach(function (one) {
      var p = map.latLngToContainerPoint(one.at), wide = one.text.length * 7.8 + 8, found = null;
      var sides = [["right", [one.size + 1, 0], [p.x + one.size, p.y - 9, p.x + one.size + wide, p.y + 9]], ["left", [-one.size - 1, 0], [p.x - one.size - wide, p.y - 9, p.x - one.size, p.y + 9]],
        ["top", [0, -one.size], [p.x - wide / 2, p.y - one.size - 19, p.x + wide / 2, p.y - one.size - 1]], ["bottom", [0, one.size], [p.x - wide / 2, p.y + one.size + 1, p.x + wide / 2, p.y + one.size + 19]]];
      if (p.x < 0 || p.y < 0 || p.x > size.x || p.y > size.y || count > 60) { return; }
      sides.forEach(function (side) {
        var box = side[2];
        if (found || box[0] < 0 || box[2] > size.x) { return; }
        if (!taken.some(function (other) { return other[4] !== one && box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]; })) { found = side; }
      });
      if (!found) { return; }
      count += 1;
      taken.push(found[2].concat([null]));
      one.shown = L.tooltip({ permanent: true, direction: found[0], offset: found[1], interactive: false, className: one.faint.trim() }).setLatLng(one.at).setContent(text("bdi", one.text)).addTo(map);
    });
    lands.forEach(function (land) {
      if (land.shown) { land.shown.remove(); land.shown = null; }
      if (!view.contains(land.at)) { return; }
      var p = map.latLngToContainerPoint(land.at), wide = land.text.length * 9 + 8, box = [p.x - wide / 2, p.y - 9, p.x + wide / 2, p.y + 9];
      var room = map.latLngToContainerPoint([land.at.lat, land.east]).x - map.latLngToContainerPoint([land.at.lat, land.west]).x;
      if (box[0] < 0 || box[2] > size.x || wide > room * 1.15 || taken.some(function (other) { return box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]; })) { return; }
      taken.push(box.concat([null]));
      land.shown = L.tooltip({ permanent: true, direction: "center", className: "m-country", pane: "names", interactive: false }).setLatLng(land.at).setContent(text("span", land.text)).addTo(map);
    });
  }

  /* An empty map over an area, with the outlines of the countries. */
  function base(box, area, nearest) {
    var touch = window.matchMedia("(pointer: coarse)").matches;
    var map = L.map(box, { attributionControl: false, scrollWheelZoom: false, dragging: !touch, zoomSnap: 0.25, minZoom: 2, maxZoom: 15, worldCopyJump: false, fadeAnimation: false, zoomAnimation: false, markerZoomAnimation: false });
    var ground = map.createPane("ground"), names = map.createPane("names");
    ground.style.zIndex = 250;
    names.style.zIndex = 260;
    names.style.pointerEvents = "none";
    if (!area.isValid()) { area = L.latLngBounds([[-50, -120], [65, 150]]); }
    map.fitBounds(area, { padding: [26, 26], maxZoom: nearest });
    var renderer = L.svg({ pane: "ground", padding: 0.4 });
    var lands = [];
    world.countries.forEach(function (country) {
      var rings = country[3].map(ring);
      L.polygon(rings.map(function (line) { return [line]; }), { renderer: renderer, pane: "ground", interactive: false, className: "m-land", weight: 1, fillOpacity: 1, smoothFactor: 1.2 }).addTo(map);
      var widest = rings.reduce(function (best, line) {
        var lons = line.map(function (at) { return at[1]; }), west = Math.min.apply(null, lons), east = Math.max.apply(null, lons);
        return east - west > best[1] - best[0] ? [west, east] : best;
      }, [0, 0]);
      lands.push({ at: L.latLng(country[2] * world.scale[1] + world.translate[1], country[1] * world.scale[0] + world.translate[0]), text: country[0], west: widest[0], east: widest[1], shown: null });
    });
    lands.sort(function (a, b) { return b.east - b.west - (a.east - a.west); });
    L.control.scale({ imperial: false }).addTo(map);
    map.on("click focus", function () { map.scrollWheelZoom.enable(); });
    if (touch) {
      var still = text("button", "Tap to move the map", "map-still");
      still.type = "button";
      L.DomEvent.disableClickPropagation(still);
      still.addEventListener("click", function () { map.dragging.enable(); still.remove(); });
      box.appendChild(still);
    }
    return { map: map, lands: lands };
  }

  /* For pages that draw something of their own: a map over places [lat, lon, radius] in 1e-7 degree and metres. */
  window.SIGHTLINE_MAP = function (box, places) {
    var area = L.latLngBounds([]);
    places.forEach(function (place) { area.extend(L.latLng(place[0] / 1e7, place[1] / 1e7).toBounds(Math.max(place[2], 1500) * 2.2)); });
    var made = base(box, area, 11);
    made.map.on("zoomend moveend resize", function () { placeLabels(made.map, [], made.lands); });
    placeLabels(made.map, [], made.lands);
    return made.map;
  };

  function draw(box) {
    var root = box.dataset.root, focus = box.dataset.focus;
    var here = focus ? points.filter(function (point) { return stands(point, focus); }) : points;
    var events = points.filter(function (point) { return point[3].some(function (one) { return one[2] !== "Place"; }); });
    var shown = focus && here.length ? here : events.length ? events : points, area = L.latLngBounds([]);
    shown.forEach(function (point) {
      var at = L.latLng(point[0] / 1e7, point[1] / 1e7), far = Math.max.apply(null, point[3].map(function (one) { return one[4]; }).concat([1500]));
      area.extend(at.toBounds(far * 2.2));
    });
    var made = base(box, area, focus ? 9.75 : 11), map = made.map, lands = made.lands;
    points.forEach(function (point) {
      var at = [point[0] / 1e7, point[1] / 1e7], faint = focus && !stands(point, focus) ? " m-faint" : "", apart = onlyAggregates(point), seen = {};
      point[3].forEach(function (one) {
        if (seen[one[4]] || (focus && !faint && one[0] !== focus)) { return; }
        seen[one[4]] = true;
        L.circle(at, { radius: one[4], className: (one[7] ? "m-aggregate" : "m-radius") + faint, weight: 1, fillOpacity: 0.1, opacity: 0.6, interactive: false }).addTo(map);
      });
    });
    var labels = [];
    points.forEach(function (point) {
      var at = [point[0] / 1e7, point[1] / 1e7], faint = focus && !stands(point, focus) ? " m-faint" : "";
      var events = point[3].filter(function (one) { return one[2] !== "Place"; }).length;
      var dot = L.circleMarker(at, { radius: Math.min(12, 3.6 + Math.sqrt(events) * 1.1), className: "m-point" + (onlyAggregates(point) ? " m-point-aggregate" : "") + faint, weight: 1.5, fillOpacity: 1 }).addTo(map);
      dot.bindPopup(function () { return popup(point, root); }, { maxWidth: 280, autoPanPadding: [12, 12] });
      var label = (point[2] || point[3][0][1]) + (events > 1 ? " (" + events + ")" : "");
      labels.push({ at: L.latLng(at), size: dot.getRadius(), weight: events + (focus && !faint ? 1000 : 0), faint: faint, text: label, shown: null });
    });
    labels.sort(function (a, b) { return b.weight - a.weight; });
    map.on("zoomend moveend resize", function () { placeLabels(map, labels, lands); });
    placeLabels(map, labels, lands);
    if (!focus) { tellOutside(box, map, area); }
    box.dataset.drawn = String(points.length);
  }

  /* The view begins where things happened: places beyond it are told below, not left to be found. */
  function tellOutside(box, map, area) {
    var beyond = points.filter(function (point) { return !area.contains([point[0] / 1e7, point[1] / 1e7]); });
    if (!beyond.length) { return; }
    var names = beyond.map(function (point) { return point[2] || point[3][0][1]; });
    var more = text("button", (names.length > 2 ? names.length + " more places lie" : names.join(" and ") + (names.length > 1 ? " lie" : " lies")) + " outside this view: show " + (names.length > 1 ? "them" : "it") + " too", "map-more");
    more.type = "button";
    more.addEventListener("click", function () {
      var whole = L.latLngBounds(area.getSouthWest(), area.getNorthEast());
      beyond.forEach(function (point) { whole.extend(L.latLng(point[0] / 1e7, point[1] / 1e7).toBounds(6000)); });
      map.fitBounds(whole, { padding: [26, 26], maxZoom: 11 });
      more.remove();
    });
    box.parentNode.insertBefore(more, box.nextSibling);
  }
  Array.prototype.forEach.call(document.querySelectorAll(".map:not([data-control])"), draw);
}());
