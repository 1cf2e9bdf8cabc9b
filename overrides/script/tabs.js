// On a phone the menu scrolls sideways: the entry of the present page is brought into sight. Without this script it is scrolled by hand.
(function () {
  "use strict";
  var tabs = document.querySelector(".d-tabs");
  var present = tabs && tabs.querySelector("[aria-current]");
  if (!present) { return; }
  var start = present.getBoundingClientRect().left - tabs.getBoundingClientRect().left;
  if (start + present.offsetWidth > tabs.clientWidth) {
    tabs.scrollLeft = start - (tabs.clientWidth - present.offsetWidth) / 2;
  }
})();
