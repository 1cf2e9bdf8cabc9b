// A table that is wider than its page scrolls; a keyboard can scroll only what it can reach.
(function () {
  "use strict";
  var tables = document.querySelectorAll(".d-prose table");

  function mark() {
    Array.prototype.forEach.call(tables, function (table) {
      if (table.scrollWidth > table.clientWidth) {
        table.tabIndex = 0;
      } else {
        table.removeAttribute("tabindex");
      }
    });
  }

  mark();
  addEventListener("resize", mark);
})();
