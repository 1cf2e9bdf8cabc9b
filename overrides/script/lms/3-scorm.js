// The way to an LMS by SCORM 1.2 and SCORM 2004. Both talk to an object that a window around this one holds, or around the one that
// opened it. A window of another site tells nothing, and is passed by.
//
// Every way to an LMS does this:
//   start()    → { state, location } as kept before, { mastery } that passes, from 0 to 1, 0 where it is the page's to say, { isOver } if
//                the unit was completed before, { mode } if nothing is to be recorded, { isMuted } if the learner wants it quiet; or null
//                where there is no LMS; may be a promise
//   save({ state, location, progress })   keeps it now
//   complete()                            once all of the unit is done
//   score({ raw, min, max, scaled, passed })   the best result of a check; `passed` is null where nothing hangs on it
//   end()                                 as the page goes; after it nothing is told
// It is made of { tell, activity, isMarked }: `tell(problem)` is called with the name of what went wrong, or with nothing once it is well
// again; the IRI of what the unit is; and whether it has a check that is to be passed.
(() => {
  "use strict";
  const HIGHEST = 50; // windows

  function around(name, start) {
    for (let one = start, n = 0; one && n < HIGHEST; n++) {
      try {
        if (one[name]) { return one[name]; }
      } catch { /* another site's */ }
      if (one.parent === one) { return null; }
      one = one.parent;
    }
    return null;
  }

  function found(name) {
    let opener = null;
    try { opener = top.opener; } catch { /* another site's */ }
    return around(name, window) || around(name, window.opener) || around(name, opener);
  }

  class Scorm {
    constructor({ tell, isMarked }) {
      this.tell = tell;
      this.isMarked = isMarked;
      this.known = new Map();
      this.refused = new Map(); // what was reached, and the LMS did not take
      this.isOpen = this.isBroken = false;
    }

    // What the LMS answers, empty where that is nothing, and the number of its error.
    call(name, ...values) {
      try {
        return [String(this.api[this.prefix + name](...values) ?? ""), this.error];
      } catch {
        return ["", -1]; // its window is gone
      }
    }

    // None of an LMS that does not tell.
    get error() {
      try { return Number(this.api[`${this.prefix}GetLastError`]()) || 0; } catch { return 0; }
    }

    asks(name, ...values) {
      const [answer, error] = this.call(name, ...values), is = answer === "true" && !error;
      if (!is) { this.isBroken = true; }
      return is;
    }

    // Empty where the LMS has no such value, or none yet.
    get(name) {
      const [answer, error] = this.call("GetValue", name);
      return error ? "" : answer;
    }

    number(name) { return Number(this.get(name)) || 0; }

    // Whether the LMS has it now.
    set(name, value) {
      if (this.known.get(name) === value) { return true; }
      const is = this.asks("SetValue", name, value);
      if (is) { this.known.set(name, value); }
      return is;
    }

    open() {
      this.api = found(this.object);
      if (!this.api) { return false; }
      const [answer] = this.call("Initialize", "");
      // A page that was loaded anew finds it open.
      this.isOpen = answer === "true" || this.call("GetValue", this.status)[1] === 0;
      if (!this.isOpen) { this.tell("failed"); }
      return this.isOpen;
    }

    save(kept) {
      if (!this.isOpen || !this.records) { return; }
      this.isBroken = false;
      this.keep(kept);
      this.commit();
    }

    commit() {
      for (const [name, value] of this.refused) { this.raise(name, value); }
      this.set(this.time, this.format(delightLms.elapsed()));
      this.asks("Commit", "");
      this.tell(this.isBroken ? "failed" : "");
    }

    // Unless a session before this one did: where an LMS does not tell its status (Open edX), that may be more by now.
    begin(state) {
      if (this.reached[this.status] || !state) { this.raise(this.status, "incomplete"); }
    }

    // What was reached is never taken back, and told until it is taken.
    raise(name, value) {
      if (!this.isOpen || !this.records || this.ranks[value] <= (this.ranks[this.reached[name]] || 0)) { return; }
      if (this.set(name, value)) {
        this.reached[name] = value;
        this.refused.delete(name);
      } else {
        this.refused.set(name, value);
      }
    }

    end() {
      if (!this.isOpen) { return; }
      if (this.records) {
        this.set(this.exit, "suspend");
        this.commit();
      }
      this.call(this.finish, "");
      this.isOpen = false;
    }
  }

  // ADL, SCORM 1.2 Run-Time Environment, 3.
  class Scorm12 extends Scorm {
    object = "API";
    prefix = "LMS";
    finish = "Finish";
    status = "cmi.core.lesson_status";
    time = "cmi.core.session_time";
    exit = "cmi.core.exit";
    ranks = { incomplete: 1, failed: 2, completed: 3, passed: 3 };
    format = delightLms.timespan;

    start() {
      if (!this.open()) { return null; }
      const status = this.get(this.status), state = this.get("cmi.suspend_data"), has = (names, one) => this.get(`${names}._children`).split(",").includes(one);
      const mode = has("cmi.core", "lesson_mode") ? this.get("cmi.core.lesson_mode") : "";
      const mastery = this.isMarked && has("cmi.student_data", "mastery_score") ? this.number("cmi.student_data.mastery_score") / 100 : 0;
      this.records = !/^(browse|review)$/.test(mode);
      this.isJudged = this.get("cmi.core.credit") !== "no-credit";
      this.reached = { [this.status]: status };
      this.begin(state);
      return {
        state, location: this.get("cmi.core.lesson_location"), mastery, isOver: this.ranks[status] === 3, mode: this.records ? "" : mode,
      };
    }

    keep({ state, location }) {
      this.set("cmi.suspend_data", state);
      this.set("cmi.core.lesson_location", location);
    }

    complete() { this.raise(this.status, "completed"); }

    // Out of a hundred, which is all that this standard knows, cut off as the score that passes is in the manifest.
    score({ scaled, passed }) {
      if (!this.isOpen || !this.records || !this.isJudged) { return; }
      this.set("cmi.core.score.min", "0");
      this.set("cmi.core.score.max", "100");
      this.set("cmi.core.score.raw", String(Math.floor(scaled * 10000 + 1e-6) / 100));
      if (passed !== null) { this.raise(this.status, passed ? "passed" : "failed"); }
    }
  }

  // ADL, SCORM 2004 4th Edition Run-Time Environment, 4.
  class Scorm2004 extends Scorm {
    object = "API_1484_11";
    prefix = "";
    finish = "Terminate";
    status = "cmi.completion_status";
    success = "cmi.success_status";
    time = "cmi.session_time";
    exit = "cmi.exit";
    ranks = { incomplete: 1, failed: 1, completed: 2, passed: 2 };
    format = delightLms.duration;

    start() {
      if (!this.open()) { return null; }
      const mode = this.get("cmi.mode"), isNew = this.get("cmi.entry") === "ab-initio";
      this.records = !/^(browse|review)$/.test(mode);
      this.isJudged = this.get("cmi.credit") !== "no-credit";
      this.reached = { [this.status]: this.get(this.status), [this.success]: this.get(this.success) };
      const isOver = this.reached[this.status] === "completed";
      // To ask for what was never told would be an error.
      const kept = (name) => (isNew ? "" : this.get(name)), state = kept("cmi.suspend_data");
      this.begin(state);
      this.progress = Number(kept("cmi.progress_measure")) || 0;
      return {
        state, location: kept("cmi.location"), mastery: this.isMarked ? this.number("cmi.scaled_passing_score") : 0,
        isOver, mode: this.records ? "" : mode,
      };
    }

    keep({ state, location, progress }) {
      this.set("cmi.suspend_data", state);
      this.set("cmi.location", location);
      this.progress = Math.max(this.progress, Math.floor(progress * 10000) / 10000);
      this.set("cmi.progress_measure", String(this.progress));
    }

    complete() { this.raise(this.status, "completed"); }

    score({ raw, min, max, scaled, passed }) {
      if (!this.isOpen || !this.records || !this.isJudged) { return; }
      this.set("cmi.score.min", String(min));
      this.set("cmi.score.max", String(max));
      this.set("cmi.score.raw", String(raw));
      this.set("cmi.score.scaled", String(Math.round(scaled * 1e7) / 1e7));
      if (passed !== null) { this.raise(this.success, passed ? "passed" : "failed"); }
    }
  }

  Object.assign(delightLms, { Scorm12, Scorm2004 });
})();
