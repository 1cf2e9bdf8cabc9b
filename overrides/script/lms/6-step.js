// A step of a unit, and what was seen of it in all sessions: which stretches of its film were played, whether its text was in sight to its
// end, and for how long it was in front.
(() => {
  "use strict";
  const { joined, played, isDone } = delightTraining, EDGE = .02, END = 1; // seconds

  delightLms.Step = class {
    // `changed` is called with what happened, `length`, `play`, `time`, `pause` or `read`, and the step.
    constructor(node, watched, changed) {
      const { step, start, end, reading, title } = node.dataset;
      this.node = node;
      this.key = step;
      this.title = title;
      this.watched = watched;
      this.changed = changed;
      this.from = Number(start);
      this.to = Number(end);
      this.reading = Number(reading);
      this.isFilm = node.hasAttribute("data-film");
      this.film = node.querySelector("delight-film");
      this.video = this.film?.querySelector("video");
      this.text = node.querySelector("[data-text]");
      this.seen = { film: [], length: 0, end: false, open: 0, done: false };
      this.before = []; // stretches of other sessions, and of other files of the same film
      if (this.video) { this.look(); }
      if (this.text) { this.follow(); }
    }

    look() {
      const { video } = this, on = (name, act) => video.addEventListener(name, act);
      for (const name of ["timeupdate", "pause", "seeking", "ended"]) { on(name, () => this.gather()); }
      for (const name of ["play", "pause"]) { on(name, () => this.changed(name, this)); }
      on("timeupdate", () => { if (!video.paused) { this.changed("time", this); } });
      on("durationchange", () => { this.measure(); });
      on("emptied", () => { this.before = this.seen.film; });
      this.measure();
    }

    measure() {
      const { duration } = this.video;
      if (!Number.isFinite(duration) || !duration) { return; }
      this.seen.length = duration;
      this.changed("length", this);
    }

    gather() {
      const { video } = this, ranges = video.played, stretches = [];
      for (let n = 0; n < ranges.length; n++) { stretches.push([ranges.start(n), ranges.end(n)]); }
      // The page and the browser measure a film's length in ways of their own.
      if (video.ended && this.to - video.duration < END) { stretches.push([video.duration - EDGE, Math.max(this.to, video.duration)]); }
      this.seen.film = joined([...this.before, ...stretches], EDGE);
    }

    add(stretches) {
      this.before = joined([...this.before, ...stretches], EDGE);
      if (this.video) { this.gather(); }
    }

    // In a frame without a bar of its own, only the browser knows what is in sight.
    follow() {
      const last = document.createElement("div");
      last.className = "d-unit__last";
      this.text.append(last);
      this.isInSight = false;
      const watching = new IntersectionObserver((entries) => {
        for (const { target, isIntersecting } of entries) {
          if (target === last) {
            if (isIntersecting) { this.seen.end = true; }
          } else {
            this.isInSight = isIntersecting;
          }
        }
        this.changed("read", this);
      });
      watching.observe(this.text);
      watching.observe(last);
    }

    // So many seconds went by with the page in front.
    pass(seconds) {
      if (this.isInSight) { this.seen.open += seconds; }
    }

    // Once it is, it stays so.
    get isDone() {
      this.seen.done = this.seen.done || isDone(this.node, this.seen, this.watched);
      return this.seen.done;
    }

    // The share that has to be watched of a film of so many seconds, 0 to 1.
    share(length) { return Math.min(1, ((this.to || length) - this.from) * this.watched / 100 / length); }

    // How much of the stretch was played, 0 to 1.
    get watchedShare() {
      const to = this.to || this.seen.length;
      return to > this.from ? Math.min(1, played(this.seen.film, this.from, to) / (to - this.from)) : 0;
    }

    // How far it is, 0 to 1.
    get progress() {
      if (this.isDone) { return 1; }
      const read = this.isFilm ? 0 : (Number(this.seen.end) + Math.min(1, this.seen.open / (this.reading || 1))) / 2;
      return Math.min(.99, Math.max(this.watchedShare * 100 / this.watched, read));
    }
  };
})();
