// The reader's language: remembered from the page last read, and where a page leads on, taken from there, else from the
// browser, else the first offered. Without this script the links are there to follow.
(function () {
  "use strict";
  var key = "delight.language";

  function remembered() {
    try { return localStorage.getItem(key); } catch (error) { return null; } // storage may be forbidden
  }

  function remember(language) {
    try { localStorage.setItem(key, language); } catch (error) { /* then the browser's language decides */ }
  }

  var gateway = document.querySelector("[data-delight-gateway]");
  if (!gateway) {
    // The language of a page for a wrong address was not the reader's choice.
    if (!document.querySelector("[data-delight-lost]")) {
      remember(document.documentElement.lang);
    }
    return;
  }
  var offered = {};
  Array.prototype.forEach.call(gateway.querySelectorAll("a[hreflang]"), function (link) {
    offered[link.hreflang] = link.href;
  });
  var wanted = [remembered()].concat(navigator.languages || [navigator.language]);
  for (var i = 0; i < wanted.length; i++) {
    var language = String(wanted[i] || "").slice(0, 2).toLowerCase();
    if (offered[language]) {
      location.replace(offered[language] + location.search + location.hash);
      return;
    }
  }
  location.replace(gateway.querySelector("a").href + location.search + location.hash);
})();
