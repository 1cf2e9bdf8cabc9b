// The preview server's: shows the page again when the site was built again, and says so when something is to be mended.
(function () {
  "use strict";
  var box = null;

  function say(text) {
    if (!box) {
      box = document.createElement("pre");
      box.className = "d-problems";
      box.setAttribute("role", "alert");
      document.body.prepend(box);
    }
    box.textContent = text;
    box.hidden = !text;
  }

  var events = new EventSource("/__delight/events");
  events.addEventListener("built", function () { location.reload(); });
  events.addEventListener("problems", function (event) { say(JSON.parse(event.data)); });
})();
