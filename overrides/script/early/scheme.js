// Light or dark as the reader chose it, or as `?scheme=dark` asks for a page in another site's frame, set before anything is
// painted; without a choice the system decides.
// Fetched at once and not deferred, and so kept small.
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.replace("no-js", "js");
  var asked = /[?&]scheme=(light|dark)(&|$)/.exec(location.search);
  if (asked) { root.dataset.scheme = asked[1]; return; }
  try {
    var chosen = localStorage.getItem("delight.scheme");
    if (chosen === "light" || chosen === "dark") { root.dataset.scheme = chosen; }
  } catch (error) { /* storage may be forbidden: the system decides */ }
})();
