// The knowledge check: marks the answers of a form, as overrides/pages/parts/check.html writes it, and tells what came of it. Its key is
// hidden until then.
(function () {
  "use strict";
  // What counts of a short answer; `marked` of generator/content/course.py returns the same.
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

  // `marked` is called with the score reached and the points to be had. `mark`, the points that pass, may be set from outside.
  delightTraining.Check = class {
    constructor(form, marked) {
      var self = this, parts = this.parts = {};
      this.form = form;
      this.marked = marked;
      this.mark = Number(form.dataset.mark);
      this.points = Number(form.dataset.points);
      this.asks = Array.from(form.querySelectorAll(".d-ask"));
      Array.prototype.forEach.call(form.querySelectorAll(":scope > [data-part], .d-check__go [data-part]"), function (one) {
        parts[one.dataset.part] = one;
      });
      parts.go.hidden = false;
      this.asks.forEach(function (ask) { ask.querySelector("[data-part=key]").hidden = true; });
      form.addEventListener("submit", function (event) {
        event.preventDefault();
        self.submit();
      });
      parts.again.addEventListener("click", function () {
        self.again();
        self.asks[0].querySelector("input, select").focus();
      });
    }

    submit() {
      var self = this, words = this.form.dataset, score = 0, points = this.points;
      var found = this.asks.map(function (ask) { return (marks[ask.dataset.kind] || marks.choose)(ask); });
      var missing = this.asks[found.indexOf(undefined)];
      if (missing) {
        this.parts.score.textContent = words.unanswered;
        missing.querySelector("input, select").focus();
        return;
      }
      found.forEach(function (is, n) { score += is ? Number(self.asks[n].dataset.points) : 0; });
      this.asks.forEach(function (ask, n) {
        var key = ask.querySelector("[data-part=key]");
        ask.dataset.is = found[n] ? "right" : "wrong";
        ask.querySelector("[data-part=verdict]").textContent = found[n] ? words.right : words.wrong;
        // Who is to try again is not told what is right.
        key.hidden = !found[n] && score < self.mark;
        key.open = !key.hidden;
      });
      this.parts.score.textContent = this.told(score);
      this.parts.again.hidden = false;
      this.marked(score, points);
    }

    // Tells of a time before.
    recall(score) { this.parts.score.textContent = this.told(score); }

    told(score) {
      var words = this.form.dataset;
      return delightTraining.say(score >= this.mark ? words.passed : words.failed, { points: this.points, score: score, mark: this.mark });
    }

    again() {
      this.form.reset();
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
  };
})();
