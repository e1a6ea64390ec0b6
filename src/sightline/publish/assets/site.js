/* What a page can do beyond being read: look back, filter a list, find a word, explain a term.
   A classic script, so that it runs from a folder. Every page is whole without it. */
(function () {
  "use strict";
  var doc = document;
  doc.documentElement.classList.add("js");

  function all(selector, within) { return Array.prototype.slice.call((within || doc).querySelectorAll(selector)); }

  /* one folding for what is typed and what is searched: case, marks, Arabic seats of hamza, taa marbuta, digits */
  function fold(text) {
    return text.normalize("NFKD").replace(/[\p{M}\u0640\u200c-\u200f\u061c]/gu, "").toLowerCase()
      .replace(/[\u0671-\u0673]/g, "\u0627").replace(/\u0621/g, "").replace(/[\u0649\u06cc]/g, "\u064a").replace(/[\u0629\u06c1\u06be]/g, "\u0647").replace(/\u06a9/g, "\u0643")
      .replace(/[\u0660-\u0669]/g, function (d) { return d.charCodeAt(0) - 0x660; })
      .replace(/[\u06f0-\u06f9]/g, function (d) { return d.charCodeAt(0) - 0x6f0; })
      .replace(/[\u2018\u2019\u02bc\u02be\u02bf'`]/g, "");
  }
  function words(text) { return fold(text).split(/\s+/).filter(Boolean); }

  /* ---- folds: what a link leads to is opened first; a print has all of it ---- */

  function reveal(hash) {
    var id = hash.slice(1), target = null;
    try { target = id && doc.getElementById(decodeURIComponent(id)); } catch (fault) { target = null; }
    for (var up = target; up; up = up.parentElement) { if (up.tagName === "DETAILS") { up.open = true; } }
    return target;
  }
  doc.addEventListener("click", function (event) {
    var link = event.target.closest ? event.target.closest("a[href^='#']") : null;
    if (link) { reveal(link.getAttribute("href")); }
  });
  window.addEventListener("hashchange", function () { reveal(window.location.hash); });
  if (window.matchMedia("(max-width: 47.99rem)").matches) { all("details.shut-if-narrow").forEach(function (one) { one.open = false; }); }
  var inside = reveal(window.location.hash);
  if (inside && inside.closest("details")) { inside.scrollIntoView(); }
  var opened = [];
  window.addEventListener("beforeprint", function () {
    opened = all("details:not([open])");
    opened.forEach(function (one) { one.open = true; });
  });
  window.addEventListener("afterprint", function () { opened.forEach(function (one) { one.open = false; }); });
  all("section").forEach(function (section) {
    var folds = all("details.fold", section), heading = section.querySelector("h2");
    if (folds.length < 3 || !heading) { return; }
    var button = make("button", "Open all", "fold-all");
    button.type = "button";
    function say() { button.textContent = folds.every(function (one) { return one.open; }) ? "Fold all" : "Open all"; }
    button.addEventListener("click", function () {
      var open = !folds.every(function (one) { return one.open; });
      folds.forEach(function (one) { one.open = open; });
      say();
    });
    folds.forEach(function (one) { one.addEventListener("toggle", say); });
    heading.insertAdjacentElement("afterend", button);
    say();
  });

  /* ---- looking back: the answers were worked out when the page was made, one letter a date: y yes, p possibly,
     l last attested, n not (yet), t taken back by then ---- */

  function show(element, chosen) {
    var letters = Object.keys(chosen).map(function (axis) { return (element.dataset[axis] || "").charAt(chosen[axis]); });
    function has(letter) { return letters.indexOf(letter) >= 0; }
    var taker = element.dataset.taken;
    element.hidden = has("n");
    element.classList.toggle("is-past", has("t"));
    element.classList.toggle("was-current", taker in chosen && !has("t"));
    all(".mark-possibly", element).forEach(function (mark) { mark.hidden = !has(mark.classList.contains("mark-last") ? "l" : "p"); });
    all(".mark-past", element).forEach(function (mark) { mark.hidden = !has("t") || !element.classList.contains("st-current") || element.classList.contains("st-taken"); });
    return has("n");
  }
  function lookBack(form) {
    var chosen = {}, said = [], keys = [];
    all("fieldset", form).forEach(function (field) {
      var input = field.querySelector("input:checked");
      if (input && input.value !== "") {
        chosen[field.dataset.axis] = Number(input.dataset.at);
        keys.push(field.dataset.axis + "=" + encodeURIComponent(input.value));
        said.push(field.querySelector("legend").textContent + " " + input.nextElementSibling.textContent);
      }
    });
    var away = 0;
    all(".st, .side[data-said], .ct-side, .life-word").forEach(function (element) { if (show(element, chosen) && element.classList.contains("st")) { away += 1; } });
    all(".group").forEach(function (group) {
      var empty = !group.querySelector(".st:not([hidden])");
      group.querySelector(".nothing").hidden = !empty;
    });
    all(".life-row").forEach(function (row) { row.hidden = !row.querySelector(".life-word:not([hidden])"); });
    all(".ct-row").forEach(function (row) { row.hidden = !row.querySelector(".ct-side:not([hidden])"); });
    all(".tl-row[data-statement]").forEach(function (row) {
      var statement = doc.getElementById("s-" + row.dataset.statement);
      row.hidden = statement !== null && statement.hidden;
    });
    var looking = said.length > 0;
    form.classList.toggle("looking-back", looking);
    form.querySelector(".back-said").textContent = !looking ? "" :
      "You are looking back: " + said.join(", ") + ". " + (away === 0 ? "Nothing is put away." : away === 1 ? "1 statement is put away." : away + " statements are put away.");
    if (looking) { window.location.replace("#" + keys.join("&")); } else if (/^#(said|known|held)=/.test(window.location.hash)) { window.location.replace("#main"); }
  }
  all("form.back").forEach(function (form) {
    form.hidden = false;
    window.location.hash.slice(1).split("&").forEach(function (pair) {
      var parts = pair.split("=");
      all("input", form).forEach(function (input) { if (input.name === parts[0] && encodeURIComponent(input.value) === parts[1]) { input.checked = true; } });
    });
    form.addEventListener("change", function () { lookBack(form); });
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    if (form.querySelector("input:checked:not([value=''])")) { form.querySelector("details").open = true; lookBack(form); }
  });

  /* ---- lists ---- */

  function listOf(form) {
    var rows = doc.querySelector(".rows"), chunks = all(".chunk", rows), box = form.querySelector("input[type=search]");
    var said = form.querySelector(".filter-said"), none = doc.querySelector(".filter-none");
    var kept = all(".chunk > .row", rows).map(function (row, place) {
      var when = row.dataset.when;
      return { row: row, place: place, text: fold(row.textContent), state: row.dataset.state || "", when: when === undefined ? Infinity : Number(when), title: fold(row.querySelector(".c-title").textContent) };
    });
    var size = Math.ceil(kept.length / chunks.length);
    function filter() {
      var wanted = words(box.value), states = all(".filter-states input:checked", form).map(function (input) { return input.value; }), shown = 0;
      kept.forEach(function (one) {
        var fits = (states.length === 0 || states.indexOf(one.state) >= 0) && wanted.every(function (word) { return one.text.indexOf(word) >= 0; });
        if (one.row.hidden === fits) { one.row.hidden = !fits; }
        if (fits) { shown += 1; }
      });
      chunks.forEach(function (chunk) {
        var empty = !chunk.querySelector(".row:not([hidden])");
        if (chunk.hidden !== empty) { chunk.hidden = empty; }
      });
      said.textContent = shown === kept.length ? "" : shown.toLocaleString("en") + " of " + kept.length.toLocaleString("en");
      none.hidden = shown > 0;
    }
    function sort(by) {
      kept.sort(function (a, b) {
        var order = by === "when" ? (a.when === b.when ? 0 : a.when - b.when) : by === "title" ? (a.title < b.title ? -1 : a.title > b.title ? 1 : 0) : 0;
        return order || a.place - b.place;
      });
      chunks.forEach(function (chunk, at) {
        var piece = doc.createDocumentFragment();
        kept.slice(at * size, (at + 1) * size).forEach(function (one) { piece.appendChild(one.row); });
        chunk.appendChild(piece);
      });
      filter();
    }
    form.hidden = false;
    box.addEventListener("input", filter);
    form.addEventListener("change", filter);
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    all("[data-sort]", form).forEach(function (button, _at, buttons) {
      button.addEventListener("click", function () {
        buttons.forEach(function (other) { other.setAttribute("aria-pressed", String(other === button)); });
        sort(button.dataset.sort);
      });
    });
  }
  all("form.filter").forEach(listOf);

  /* ---- find ---- */

  function make(name, text, kind) {
    var element = doc.createElement(name);
    if (text) { element.textContent = text; }
    if (kind) { element.className = kind; }
    return element;
  }
  function passage(text, wanted) {
    var low = fold(text), at = -1;
    wanted.forEach(function (word) { var place = low.indexOf(word); if (place >= 0 && (at < 0 || place < at)) { at = place; } });
    if (at < 0) { return text.slice(0, 160); }
    var from = Math.max(0, at - 60);
    return (from > 0 ? "…" : "") + text.slice(from, from + 200) + (from + 200 < text.length ? "…" : "");
  }
  function finder(form) {
    var rows = (window.SIGHTLINE.find || []).map(function (row) { return { row: row, head: fold(row[0] + " " + row[2]), text: fold(row.join(" ")) }; });
    var box = form.querySelector("input"), list = doc.querySelector(".found"), said = doc.querySelector(".find-said");
    function find() {
      var wanted = words(box.value), hits = wanted.length === 0 ? [] : rows.filter(function (one) {
        return wanted.every(function (word) { return one.text.indexOf(word) >= 0; });
      });
      hits.sort(function (a, b) {
        var inA = wanted.every(function (word) { return a.head.indexOf(word) >= 0; }), inB = wanted.every(function (word) { return b.head.indexOf(word) >= 0; });
        return inA === inB ? 0 : inA ? -1 : 1;
      });
      list.replaceChildren.apply(list, hits.slice(0, 200).map(function (hit) {
        var item = make("li"), head = make("p"), link = make("a"), row = hit.row;
        link.href = row[4];
        link.appendChild(make("bdi", row[2] || row[0]));
        head.appendChild(make("span", row[0] + " ", "code"));
        head.appendChild(link);
        item.appendChild(head);
        var more = make("p", [row[1], row[3]].filter(Boolean).join(" · "), "quiet");
        item.appendChild(more);
        if (row[5]) { var bit = make("p", passage(row[5], wanted)); bit.dir = "auto"; item.appendChild(bit); }
        return item;
      }));
      said.textContent = wanted.length === 0 ? rows.length.toLocaleString("en") + " records can be found here." :
        hits.length === 0 ? "Nothing. Fewer letters find more." : hits.length > 200 ? hits.length.toLocaleString("en") + " found; the first 200 are shown." : hits.length + " found.";
    }
    box.addEventListener("input", find);
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    find();
  }
  all("form.find").forEach(finder);

  /* ---- pictures: a blurred one stands there until somebody asks for the real one, each time ---- */

  all("img[data-real]").forEach(function (picture) {
    var blurred = picture.getAttribute("src"), toggle = picture.closest("figure").querySelector(".media-toggle");
    if (!toggle) { return; }
    toggle.addEventListener("change", function () { picture.src = toggle.checked ? picture.dataset.real : blurred; });
  });

  /* ---- terms: a small card instead of a way to another page ---- */

  var card = null;
  function close() { if (card) { card.remove(); card = null; } }
  doc.addEventListener("click", function (event) {
    var term = event.target.closest ? event.target.closest("a.term") : null, open = card && card.dataset.of;
    close();
    if (!term || !window.SIGHTLINE || !window.SIGHTLINE.words) { return; }
    var word = term.dataset.term, meaning = window.SIGHTLINE.words[word];
    if (!meaning) { return; }
    event.preventDefault();
    var at = term.getBoundingClientRect(), key = word + at.top;
    if (open === key) { return; }
    card = make("div", meaning, "note-card");
    card.setAttribute("role", "status");
    card.dataset.of = key;
    doc.body.appendChild(card);
    card.style.top = at.bottom + window.scrollY + 6 + "px";
    card.style.left = Math.max(8, Math.min(at.left, doc.documentElement.clientWidth - card.offsetWidth - 8)) + window.scrollX + "px";
  });
  doc.addEventListener("keydown", function (event) {
    if (event.key === "Escape") { close(); }
    var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) { return; }
    var box = doc.querySelector("input[type=search]"), find = doc.querySelector("nav a[data-find]");
    event.preventDefault();
    if (box) { box.focus(); } else if (find) { find.click(); }
  });
}());
