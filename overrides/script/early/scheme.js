// Light or dark as the reader chose it, set before anything is painted; without a choice the system decides.
// Fetched at once and not deferred, and so kept small.
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.replace("no-js", "js");
  try {
    var chosen = localStorage.getItem("delight.scheme");
    if (chosen === "light" || chosen === "dark") { root.dataset.scheme = chosen; }
  } catch (error) { /* storage may be forbidden: the system decides */ }
})();
