/* Orders the matrix of features. The page is whole without it. */
(function () {
  "use strict";
  var form = document.querySelector("form.feat-sort"), body = document.querySelector(".feat tbody");
  if (!form || !body) { return; }
  var rows = Array.prototype.slice.call(body.rows), select = form.querySelector("select"), shared = form.querySelector("input"), by = "at";
  function compare(a, b) {
    if (by === "weight") { return Number(b.dataset.weight) - Number(a.dataset.weight); }
    if (by === "count") { return Number(b.dataset.count) - Number(a.dataset.count); }
    return by === "name" ? a.dataset.name.localeCompare(b.dataset.name) : 0;
  }
  function order() {
    rows.sort(function (a, b) { return compare(a, b) || Number(a.dataset.at) - Number(b.dataset.at); });
    rows.forEach(function (row) {
      row.hidden = (shared.checked && Number(row.dataset.count) < 2) || select.value !== "" && !row.querySelector('[data-place="' + select.value + '"]');
      body.appendChild(row);
    });
  }
  form.hidden = false;
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  select.addEventListener("change", order);
  shared.addEventListener("change", order);
  Array.prototype.forEach.call(form.querySelectorAll("[data-by]"), function (button) {
    button.addEventListener("click", function () {
      by = button.dataset.by;
      form.querySelectorAll("[data-by]").forEach(function (other) { other.setAttribute("aria-pressed", String(other === button)); });
      order();
    });
  });
}());
