// A story in another site's frame: tells that site how high it is, as docs/trainers.md describes, and opens its links beside that
// site. Without this script the frame keeps the height that it was given.
(function () {
  "use strict";
  var box = document.querySelector("[data-delight-embed]");
  var told;

  function tell() {
    var height = Math.ceil(box.getBoundingClientRect().height);
    if (height !== told) {
      told = height;
      parent.postMessage({ type: "delight:size", id: box.dataset.delightEmbed, height: height }, "*");
    }
  }

  // Links open outside the frame (`base`), but for those within the text.
  Array.prototype.forEach.call(box.querySelectorAll("a[href^='#']"), function (link) { link.target = "_self"; });
  if (parent !== window) {
    new ResizeObserver(tell).observe(box);
    // A site whose own script came late asks again.
    addEventListener("message", function (event) {
      if (event.source === parent && event.data && event.data.type === "delight:size") {
        told = null;
        tell();
      }
    });
  }
})();
