/* Moves a page through time: every element with data-m holds one letter a pair of dates, made when the page was. */
(function () {
  "use strict";
  var doc = document, form = doc.querySelector("form.as-of");
  if (!form) { return; }
  var WORDS = { y: "held", p: "possibly", l: "last attested before", d: "denied", x: "sources differ", n: "nobody says so of that date" };
  var days = Array.prototype.map.call(form.querySelectorAll(".as-days li"), function (one) { return one.textContent; });
  var range = form.querySelector("input[type=range]"), said = form.querySelector("select"), out = form.querySelector("output");
  var count = Number(form.dataset.held), none = doc.querySelector(".as-of-none");
  function all(selector, from) { return Array.prototype.slice.call((from || doc).querySelectorAll(selector)); }
  var dated = all("[data-m]"), listeners = [], report = form.querySelector(".as-of-said"), later = null;

  function index() { return Number(said.value) * count + Number(range.value); }
  /* What a step changes is the point of moving: it is written at each line, counted, and read out once the hand rests. */
  function tell(at, before) {
    var lines = dated.filter(function (one) { return one.tagName === "LI"; });
    function having(letter) { return lines.filter(function (one) { return one.dataset.m.charAt(at) === letter; }).length; }
    var parts = [[having("y"), "held"], [having("p"), "possibly"], [having("l"), "last attested before"], [having("x"), "where sources differ"], [having("d"), "denied"]]
      .filter(function (part) { return part[0] > 0; }).map(function (part) { return part[0] + " " + part[1]; });
    var changed = before < 0 ? 0 : lines.filter(function (one) { return one.dataset.m.charAt(at) !== one.dataset.m.charAt(before); }).length;
    var text = (parts.length ? parts.join(", ") : "nothing said") + (before < 0 ? "." : changed ? "; " + changed + " changed since " + days[Number(range.value) - 1] + "." : "; nothing changed since " + days[Number(range.value) - 1] + ".");
    clearTimeout(later);
    later = setTimeout(function () { report.textContent = days[Number(range.value)] + ": " + text; }, 250);
  }
  function show() {
    var at = index(), seen = {}, any = false, step = Number(range.value), before = step > 0 ? at - 1 : -1;
    out.textContent = days[step];
    range.setAttribute("aria-valuetext", days[step]);
    all("[data-step]", form).forEach(function (button) { button.disabled = Number(button.dataset.step) < 0 ? step === 0 : step === count - 1; });
    tell(at, before);
    dated.forEach(function (one) {
      var letter = one.dataset.m.charAt(at), word = one.querySelector(".as-word"), was = before < 0 ? letter : one.dataset.m.charAt(before);
      one.dataset.now = letter;
      one.classList.toggle("as-changed", was !== letter);
      if (word) { word.textContent = WORDS[letter] + (was === letter ? "" : was === "n" ? " (new)" : " (was: " + WORDS[was] + ")"); }
      if (letter !== "n") {
        any = true;
        (one.dataset.ends || "").split(" ").forEach(function (code) { if (code && letter !== "d") { seen[code] = true; } });
      }
    });
    all("[data-node]").forEach(function (node) { node.classList.toggle("node-out", !seen[node.dataset.node]); });
    if (none) { none.hidden = any; }
    listeners.forEach(function (listen) { listen(); });
  }
  form.hidden = false;
  range.addEventListener("input", show);
  said.addEventListener("change", show);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  all("[data-step]", form).forEach(function (button) {
    button.addEventListener("click", function () {
      range.value = Math.min(count - 1, Math.max(0, Number(range.value) + Number(button.dataset.step)));
      show();
      if (button.disabled) { range.focus(); }
    });
  });

  /* ---- places ---- */

  var COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8c564b", "#7f7f7f"];
  function words(row, source) {
    return all("li[data-m]", row).filter(function (one) { return one.dataset.now !== "n" && (!source || one.dataset.source === source); });
  }
  /* A place is disputed where two that hold it by two sources differ, one denies what another says, or somebody contests it. */
  function stateOf(row, source) {
    var said = words(row, source), holders = [], denied = [], fought = [], sets = {};
    said.forEach(function (one) {
      var colour = Number(one.dataset.colour);
      if (one.dataset.now === "d") { if (one.dataset.holds) { denied.push(colour); } return; }
      if (!one.dataset.holds) { if (fought.indexOf(colour) < 0) { fought.push(colour); } return; }
      if (holders.indexOf(colour) < 0) { holders.push(colour); }
      (sets[one.dataset.source] = sets[one.dataset.source] || {})[colour] = true;
    });
    var kinds = Object.keys(sets).map(function (name) { return Object.keys(sets[name]).sort().join(); });
    var differ = kinds.some(function (kind) { return kind !== kinds[0]; }) || denied.some(function (colour) { return holders.indexOf(colour) >= 0; });
    return { holders: holders, fought: fought, differ: differ, silent: said.length === 0, denied: denied };
  }
  function paint(element, state) {
    var colours = state.holders.concat(state.fought.filter(function (one) { return state.holders.indexOf(one) < 0; })).map(function (one) { return COLOURS[one]; });
    var striped = state.differ || state.fought.length > 0;
    if (colours.length === 0) { element.style.background = "transparent"; return; }
    if (!striped && colours.length === 1) { element.style.background = colours[0]; return; }
    if (colours.length === 1) { colours.push("#ffffff"); }
    var wide = 4, parts = colours.map(function (one, at) { return one + " " + at * wide + "px " + (at + 1) * wide + "px"; });
    element.style.background = "repeating-linear-gradient(" + (striped ? "45deg" : "90deg") + "," + parts.join(",") + ")";
  }
  function told(state) {
    if (state.silent) { return "nobody says of that date"; }
    if (state.differ) { return "sources differ"; }
    if (state.fought.length) { return "contested"; }
    return state.holders.length > 1 ? "held by several together" : "";
  }
  var rows = all("tr[data-ground]");
  if (rows.length) {
    var differing = doc.querySelector(".grounds-said"), chosen = doc.querySelector('.side[data-side="1"] .by-source');
    listeners.push(function () {
      var where = [];
      rows.forEach(function (row) {
        var state = stateOf(row, chosen ? chosen.value : ""), word = told(state);
        paint(row.querySelector(".ground-face"), state);
        all("li[data-m]", row).forEach(function (one) { one.classList.toggle("of-another", Boolean(chosen && chosen.value) && one.dataset.source !== chosen.value); });
        row.querySelector(".ground-state").textContent = word ? " " + word : "";
        row.classList.toggle("ground-differs", state.differ);
        if (state.differ) { where.push(row); }
      });
      differing.hidden = false;
      differing.textContent = where.length ? (chosen && chosen.value ? "Not at one with itself on " : "Sources differ on ") + where.length + " of " + rows.length + (rows.length === 1 ? " place: " : " places: ") : chosen && chosen.value ? chosen.value + " contradicts itself on no place." : "Of that date sources differ on no place.";
      where.slice(0, 12).forEach(function (row, at) {
        var link = doc.createElement("a"), name = doc.createElement("bdi");
        link.href = "#" + row.id;
        name.textContent = row.querySelector("th a").textContent;
        link.appendChild(name);
        if (at) { differing.appendChild(doc.createTextNode(", ")); }
        differing.appendChild(link);
      });
      if (where.length > 12) { differing.appendChild(doc.createTextNode(" and " + (where.length - 12) + " more")); }
    });
  }
  all(".compare .side").forEach(function (side) {
    var select = side.querySelector(".by-source"), box = side.querySelector("[data-control]"), marks = [];
    function repaint() { marks.forEach(function (mark) { paint(mark.face, stateOf(mark.row, select.value)); }); }
    function make() {
      if (!box || box.dataset.made || !window.SIGHTLINE_MAP) { return; }
      box.dataset.made = "1";
      var map = window.SIGHTLINE_MAP(box, window.SIGHTLINE.control || []);
      (window.SIGHTLINE.control || []).forEach(function (place) {
        var face = doc.createElement("span"), row = rows[place[5]];
        face.className = "c-face";
        var mark = window.L.marker([place[0] / 1e7, place[1] / 1e7], { icon: window.L.divIcon({ html: face, className: "c-dot", iconSize: [20, 20] }), title: place[3] }).addTo(map);
        mark.bindTooltip(place[3], { permanent: true, direction: "right", offset: [11, 0], className: "c-name" });
        mark.on("click", function () { row.scrollIntoView({ block: "center" }); row.classList.add("ground-here"); setTimeout(function () { row.classList.remove("ground-here"); }, 2500); });
        marks.push({ face: face, row: row });
      });
    }
    listeners.push(function () { if (!side.hidden) { make(); repaint(); } });
    select.addEventListener("change", side.dataset.side === "1" ? show : repaint);
    var beside = side.querySelector(".beside");
    if (beside) {
      beside.addEventListener("click", function () {
        var other = doc.querySelector('.side[data-side="2"]');
        other.hidden = !other.hidden;
        beside.setAttribute("aria-pressed", String(!other.hidden));
        show();
      });
    }
  });
  show();
}());
