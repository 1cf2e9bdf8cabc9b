// A film begins where its address says: #t=65 is 65 seconds in (W3C Media Fragments). Without this script it begins at its start.
(function () {
  "use strict";
  var film = document.querySelector(".d-video");

  function begin() {
    var found = /^#t=(\d+(?:\.\d+)?)$/.exec(location.hash);
    if (film && found) {
      film.currentTime = Number(found[1]);
      film.scrollIntoView({ block: "center" });
    }
  }

  begin();
  addEventListener("hashchange", begin);
})();
