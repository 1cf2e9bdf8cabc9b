// On a story that is part of a course: notes which stretches of its film were played, whether its text was read to its end, and how long
// it was open in front.
(function () {
  "use strict";
  var training = delightTraining, EVERY = 5000; // milliseconds

  customElements.define("delight-lesson", class extends HTMLElement {
    connectedCallback() {
      if (this.key) { return; }
      var self = this, film = document.querySelector("delight-film video"), text = document.querySelector(".d-story__body .d-prose");
      this.key = this.dataset.key;
      this.open = 0;
      this.wasEnd = false;
      this.film = film;
      if (film) {
        ["pause", "ended", "seeking", "emptied"].forEach(function (name) { film.addEventListener(name, function () { self.save(); }); });
      }
      if (text) {
        new IntersectionObserver(function (entries) {
          entries.forEach(function (one) {
            // Its last line came into sight, or passed above.
            if (one.boundingClientRect.bottom <= innerHeight + 8) { self.wasEnd = true; }
          });
        }, { threshold: [0, .25, .5, .75, 1] }).observe(text);
        addEventListener("scroll", function () {
          if (text.getBoundingClientRect().bottom <= innerHeight + 8) { self.wasEnd = true; }
        }, { passive: true });
      }
      this.since = Date.now();
      document.addEventListener("visibilitychange", function () { self.count(document.visibilityState === "hidden"); });
      addEventListener("pagehide", function () { self.count(true); });
      setInterval(function () { self.count(false); }, EVERY);
    }

    // Time passes only while the page is in front.
    count(wasVisible) {
      var now = Date.now();
      if (wasVisible || document.visibilityState === "visible") { this.open += Math.min(now - this.since, 2 * EVERY) / 1000; }
      this.since = now;
      this.save();
    }

    save() {
      var key = this.key, open = this.open, wasEnd = this.wasEnd, stretches = [], length = this.film ? this.film.duration : 0, ranges = this.film && this.film.played;
      for (var n = 0; ranges && n < ranges.length; n += 1) {
        stretches.push([Math.round(ranges.start(n) * 10) / 10, Math.round(ranges.end(n) * 10) / 10]);
      }
      this.open = 0;
      training.change(function (all) {
        var one = all.seen[key] || (all.seen[key] = {});
        one.open = Math.round(((one.open || 0) + open) * 10) / 10;
        if (wasEnd) { one.end = 1; }
        if (isFinite(length) && length > 0) { one.length = Math.round(length * 10) / 10; }
        if (stretches.length) { one.film = training.joined((one.film || []).concat(stretches)); }
      });
    }
  });
})();
