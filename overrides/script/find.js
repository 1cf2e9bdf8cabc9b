// The search box that stands on every page: what answers it is fetched when a reader turns to it, by hand or by key.
// Without this script its form still leads to the search page.
(function () {
  "use strict";
  var find = document.querySelector("delight-find");
  if (!find) { return; }
  var own = find.querySelector("input");
  var box = document.querySelector("delight-search input") || own; // the search page has a larger one
  var asked = document.querySelector("script[src='" + find.dataset.script + "']");

  function load() {
    if (asked) { return; }
    asked = document.createElement("script");
    asked.src = find.dataset.script;
    asked.onerror = function () { asked.remove(); asked = null; }; // then the next focus tries again
    document.head.appendChild(asked);
  }

  own.addEventListener("focus", load);
  if (document.activeElement === own) { load(); }
  addEventListener("keydown", function (event) {
    var writing = event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");
    var slash = event.key === "/" && !writing && !event.ctrlKey && !event.metaKey && !event.altKey;
    // A Korean keyboard gives a vowel for K, and the same code.
    var k = event.code === "KeyK" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    if (!slash && !k || event.isComposing || document.querySelector("dialog[open]")) { return; }
    event.preventDefault();
    if (box.offsetParent) {
      box.focus();
      box.select();
    } else {
      location.href = find.dataset.search; // on a phone there is no room for the box
    }
  });
})();
