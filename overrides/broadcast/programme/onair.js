// On the pages of running orders: what is on now and what comes next, by the wall clock. Without it the day is there to read.
(function () {
  "use strict";
  var timeline = self.delightTimeline;

  function text(said) { return Array.isArray(said) ? said[0] : said; }

  function titleOf(schedule, slot) {
    var piece = schedule.pieces[slot.number];
    return text(piece.story ? schedule.stories[piece.story].title : piece.title || schedule.words.free);
  }

  customElements.define("delight-onair", class extends HTMLElement {
    connectedCallback() {
      this.mark();
      if (this.dataset.schedule) { this.ask(); }
      this.timer = setInterval(() => this.show(), 1000);
    }

    disconnectedCallback() { clearInterval(this.timer); }

    ask() {
      fetch(this.dataset.schedule)
        .then((answer) => answer.ok ? answer.json() : null)
        .then((schedule) => { this.schedule = schedule; this.show(); })
        .catch(() => { /* the day stays as it was written */ });
    }

    // Parts of the day that are over, on now, or to come.
    mark() {
      var now = Date.now() / 1000;
      document.querySelectorAll("[data-begins]").forEach((one) => {
        var over = Number(one.dataset.ends) <= now, begun = Number(one.dataset.begins) <= now;
        one.classList.toggle("is-over", over);
        one.classList.toggle("is-on", begun && !over);
      });
    }

    show() {
      this.mark();
      var schedule = this.schedule, now = Date.now() / 1000;
      if (!schedule) { return; }
      var on = timeline.at(schedule, now), next = timeline.next(schedule, now);
      var key = (on ? on.start : "") + " " + (next ? next.start : "");
      if (key === this.shown) { return; }
      this.shown = key;
      this.hidden = !on && !next;
      this.tell("now", on && titleOf(schedule, on), on && timeline.clock(schedule, on.start));
      this.tell("next", next && titleOf(schedule, next), next && timeline.clock(schedule, next.start));
    }

    tell(name, title, time) {
      var part = this.querySelector("[data-onair=" + name + "]");
      part.hidden = !title;
      part.querySelector(".d-num").textContent = time || "";
      part.querySelector("b").textContent = title || "";
    }
  });
})();
