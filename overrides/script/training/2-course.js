// A course's page: shows what was done, and keeps what its learner wrote and reached. Without this script it is a page to read, its
// answers behind a line to open.
(function () {
  "use strict";
  var training = delightTraining, say = training.say;

  customElements.define("delight-course", class extends HTMLElement {
    connectedCallback() {
      if (this.parts) { return; }
      var self = this;
      this.words = this.dataset;
      this.parts = {};
      Array.prototype.forEach.call(this.querySelectorAll("[data-part]"), function (one) {
        if (!self.parts[one.dataset.part]) { self.parts[one.dataset.part] = one; }
      });
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
      var self = this;
      training.thoughts(this, this.words.key, function () { self.parts.forgetting.hidden = false; });
      this.parts.forget.addEventListener("click", function () { self.forget(); });
    }

    forget() {
      var key = this.words.key;
      training.change(function (all) { delete all.courses[key]; });
      Array.prototype.forEach.call(this.querySelectorAll("[data-thought]"), function (field) { field.value = ""; });
      if (this.check) { this.check.again(); }
      this.show();
    }

    prepare() {
      var self = this, form = this.parts.check;
      if (!form) { return; }
      this.check = new training.Check(form, function (score, points) {
        self.keep(function (own) {
          own.score = Math.max(own.points === points ? own.score || 0 : 0, score);
          own.points = points;
        });
        self.show();
      });
      if (this.own.points === this.check.points) { this.check.recall(this.own.score); }
    }

    show() {
      var self = this, seen = training.kept().seen, own = this.own, done = 0, whole = this.steps.length;
      this.steps.forEach(function (step) {
        var is = training.isDone(step, seen[step.dataset.step] || {}, Number(self.words.watched));
        step.querySelector("[data-part=done]").hidden = !is;
        if (is) { done += 1; }
      });
      if (this.words.check) {
        whole += 1;
        if (own.points === this.check.points && own.score >= this.check.mark) { done += 1; }
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
