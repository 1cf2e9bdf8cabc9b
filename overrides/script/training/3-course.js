// A course's page: shows what was done, keeps what its learner wrote, and marks the check. Without this script it is a page to read, its
// answers behind a line to open.
(function () {
  "use strict";
  var training = delightTraining;

  function say(words, values) {
    return words.replace(/\{(\w+)\}/g, function (_, name) { return values[name]; });
  }

  function plain(text) {
    return text.normalize("NFKC").toLowerCase().replace(/[\s.,!?·'"‘’“”()-]+/gu, "");
  }

  // undefined where it is not answered, else whether it is right.
  var marks = {
    choose: function (ask) {
      var boxes = Array.from(ask.querySelectorAll("input"));
      if (!boxes.some(function (one) { return one.checked; })) { return undefined; }
      return boxes.every(function (one) { return one.checked === one.hasAttribute("data-right"); });
    },
    order: function (ask) {
      var places = Array.from(ask.querySelectorAll("select"));
      if (places.some(function (one) { return !one.value; })) { return undefined; }
      return places.every(function (one) { return one.value === one.dataset.place; });
    },
    short: function (ask) {
      var given = plain(ask.querySelector("input").value);
      if (!given) { return undefined; }
      return ask.dataset.accept.split("|").some(function (one) { return plain(one) === given; });
    }
  };

  customElements.define("delight-course", class extends HTMLElement {
    connectedCallback() {
      if (this.parts) { return; }
      var self = this;
      this.words = this.dataset;
      this.parts = {};
      Array.prototype.forEach.call(this.querySelectorAll("[data-part]"), function (one) {
        if (!self.parts[one.dataset.part]) { self.parts[one.dataset.part] = one; }
      });
      this.asks = Array.from(this.querySelectorAll(".d-ask"));
      this.steps = Array.from(this.querySelectorAll("[data-step]"));
      this.write();
      this.prepare();
      this.show();
      // Back from a story, or with a story open beside it.
      addEventListener("pageshow", function () { self.show(); });
      addEventListener("storage", function () { self.show(); });
      document.addEventListener("visibilitychange", function () { self.show(); });
    }

    get own() { return training.kept().courses[this.words.key] || {}; }

    keep(act) {
      var key = this.words.key;
      training.change(function (all) { act(all.courses[key] || (all.courses[key] = {})); });
    }

    write() {
      var self = this, thoughts = this.own.thoughts || {};
      Array.prototype.forEach.call(this.querySelectorAll("[data-thought]"), function (field) {
        var name = field.dataset.thought;
        field.hidden = false;
        field.value = thoughts[name] || "";
        field.addEventListener("input", function () {
          self.keep(function (own) { (own.thoughts || (own.thoughts = {}))[name] = field.value; });
          self.parts.forgetting.hidden = false;
        });
      });
      Array.prototype.forEach.call(this.querySelectorAll("[data-kept]"), function (one) { one.hidden = false; });
      this.parts.forget.addEventListener("click", function () { self.forget(); });
    }

    forget() {
      var key = this.words.key;
      training.change(function (all) { delete all.courses[key]; });
      Array.prototype.forEach.call(this.querySelectorAll("[data-thought]"), function (field) { field.value = ""; });
      if (this.parts.check) { this.again(); }
      this.show();
    }

    prepare() {
      var self = this, form = this.parts.check;
      if (!form) { return; }
      this.parts.go.hidden = false;
      this.asks.forEach(function (ask) { ask.querySelector("[data-part=key]").hidden = true; });
      form.addEventListener("submit", function (event) {
        event.preventDefault();
        self.mark();
      });
      this.parts.again.addEventListener("click", function () {
        self.again();
        self.asks[0].querySelector("input, select").focus();
      });
    }

    mark() {
      var self = this, score = 0, points = Number(this.words.points), mark = Number(this.words.mark);
      var found = this.asks.map(function (ask) { return (marks[ask.dataset.kind] || marks.choose)(ask); });
      var missing = this.asks[found.indexOf(undefined)];
      if (missing) {
        this.parts.score.textContent = this.words.unanswered;
        missing.querySelector("input, select").focus();
        return;
      }
      this.asks.forEach(function (ask, n) {
        var key = ask.querySelector("[data-part=key]");
        ask.dataset.is = found[n] ? "right" : "wrong";
        ask.querySelector("[data-part=verdict]").textContent = found[n] ? self.words.right : self.words.wrong;
        key.hidden = false;
        key.open = true;
        if (found[n]) { score += Number(ask.dataset.points); }
      });
      var isPassed = score >= mark;
      this.parts.score.textContent = say(isPassed ? this.words.passed : this.words.failed, { points: points, score: score, mark: mark });
      this.parts.again.hidden = false;
      this.keep(function (own) {
        own.score = Math.max(own.points === points ? own.score || 0 : 0, score);
        own.points = points;
      });
      this.show();
    }

    again() {
      this.parts.check.reset();
      this.asks.forEach(function (ask) {
        var key = ask.querySelector("[data-part=key]");
        delete ask.dataset.is;
        key.open = false;
        key.hidden = true;
        ask.querySelector("[data-part=verdict]").textContent = "";
      });
      this.parts.score.textContent = "";
      this.parts.again.hidden = true;
    }

    isDone(step, seen) {
      var one = seen[step.dataset.step] || {}, from = Number(step.dataset.start), to = Number(step.dataset.end) || one.length || 0;
      var wanted = (to - from) * Number(this.words.watched) / 100;
      var isWatched = wanted > 0 && training.played(one.film || [], from, to) >= wanted;
      var isRead = Boolean(one.end) && (one.open || 0) >= Number(step.dataset.reading);
      return isWatched || (!step.hasAttribute("data-film") && isRead);
    }

    show() {
      var self = this, seen = training.kept().seen, own = this.own, done = 0, whole = this.steps.length;
      this.steps.forEach(function (step) {
        var is = self.isDone(step, seen);
        step.querySelector("[data-part=done]").hidden = !is;
        if (is) { done += 1; }
      });
      if (this.words.check) {
        whole += 1;
        if (own.points === Number(this.words.points) && own.score >= Number(this.words.mark)) { done += 1; }
      }
      if (!whole) { return; }
      var words = say(done === whole ? this.words.finished : this.words.progress, { whole: whole, done: done });
      this.parts.progress.hidden = false;
      this.parts.bar.value = done / whole;
      if (this.parts.told.textContent !== words) { this.parts.told.textContent = words; }
      this.parts.forgetting.hidden = !Object.keys(own).length;
    }
  });
})();
