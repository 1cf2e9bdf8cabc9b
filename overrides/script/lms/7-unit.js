// A unit as a learner opens it in an LMS: follows its steps and its check, tells the LMS how far it is, and shows what is still to be done.
// Where there is no LMS, all of it works the same, and the page says that nothing is recorded. Without this script it is a page to read.
(() => {
  "use strict";
  const { State, Step, Scorm12, Scorm2004, Cmi5 } = delightLms, { say, Check, thoughts } = delightTraining;
  const WAYS = { scorm12: Scorm12, scorm2004: Scorm2004, cmi5: Cmi5 };
  const TICK = 1000, EVERY = 30; // milliseconds from one look to the next; seconds from one saving to the next, while nothing is decided

  customElements.define("delight-unit", class extends HTMLElement {
    connectedCallback() {
      if (this.steps) { return; }
      this.words = this.dataset;
      this.parts = {};
      for (const node of this.querySelectorAll("[data-unit]")) { this.parts[node.dataset.unit] = node; }
      const watched = Number(this.words.watched), form = this.querySelector("form[data-part=check]");
      this.steps = [];
      this.steps = [...this.querySelectorAll("[data-step]")].map((node) => new Step(node, watched, (what, step) => this.change(what, step)));
      this.check = form && new Check(form, (score) => this.mark(score));
      const facts = ({ key, from, to, video, reading }) => ({ key, from, to, isFilm: Boolean(video), reading });
      this.state = new State(this.steps.map(facts), this.check?.points);
      this.done = new Set();
      this.place = "0.0"; // nowhere; an LMS may take none for an error
      this.isWanted = this.words.wanted === "yes";
      thoughts(this, this.words.key);
      // All others open beside the LMS (`base`).
      for (const link of this.querySelectorAll('a[href^="#"]')) { link.target = "_self"; }
      this.begin();
    }

    async begin() {
      const { runtime, activity } = this.words, isMarked = Boolean(this.check) && this.isWanted;
      const lms = this.lms = new WAYS[runtime]({ tell: (problem) => this.tell(problem), activity, isMarked });
      let kept = {};
      this.since = performance.now();
      this.saved = delightLms.elapsed();
      setInterval(() => this.tick(), TICK);
      document.addEventListener("visibilitychange", () => {
        this.tick();
        if (document.visibilityState === "hidden") { this.save(); }
      });
      addEventListener("pagehide", () => this.end());
      addEventListener("pageshow", ({ persisted }) => { if (persisted) { location.reload(); } }); // its session is over
      try { kept = await lms.start(); } catch { this.tell("failed"); }
      this.resume(kept || { mode: "missing" });
    }

    resume({ state, location: place, mastery, isOver, mode, isMuted }) {
      const found = this.state.read(state);
      this.steps.forEach((step, n) => {
        if (found) {
          const { end, open, done } = found.seen[n] || {};
          step.seen.end = step.seen.end || Boolean(end);
          step.seen.done = step.seen.done || Boolean(done);
          step.seen.open += open || 0;
          step.add(this.state.stretches(n, step.seen.length));
        }
        if (step.isDone) { this.done.add(step); }
        if (step.video) { this.lms.watch?.(step); }
        if (isMuted && step.video) { step.video.muted = true; }
      });
      const early = this.best; // marked before the LMS had answered
      this.best = found?.score;
      if (this.check && mastery) { this.check.mark = Math.ceil(mastery * this.check.points - 1e-6); }
      if (this.best !== undefined) { this.check.recall(this.best); }
      this.isOver = Boolean(isOver);
      this.remark = mode || (isOver ? "over" : "");
      this.isReady = true;
      this.tell(this.problem);
      if (this.lms.returns) {
        this.parts.leave.hidden = false;
        this.parts.leave.addEventListener("click", () => this.leave());
      }
      this.settle(place);
      if (early === undefined) { this.show(); } else { this.mark(early); }
    }

    // Back to where the learner was: `2.34` is the second step, 34 seconds into its film.
    settle(place) {
      const [, number, second] = /^(\d+)\.(\d+)$/.exec(place) || [], step = this.steps[number - 1];
      if (!step) { return; }
      this.place = place;
      if (step.film && Number(second) > step.from && !step.film.hasStarted) {
        step.film.isResumed = true;
        step.film.go(Number(second));
        step.film.show();
      }
      if (step !== this.steps[0] || Number(second)) { (step.film || step.node).scrollIntoView({ block: "start", behavior: "instant" }); }
    }

    change(what, step) {
      if (!this.isReady) { return; }
      const n = this.steps.indexOf(step);
      if (what === "length" && !step.to) { step.add(this.state.stretches(n, step.seen.length)); }
      if (/^(play|time|pause)$/.test(what)) { this.place = `${n + 1}.${Math.floor(step.video.currentTime)}`; }
      if (what === "pause" || step.isDone !== this.done.has(step)) { this.show(true); }
    }

    tick() {
      const now = performance.now(), isSeen = document.visibilityState === "visible" || this.wasSeen;
      const seconds = isSeen ? Math.min(now - this.since, 2 * TICK) / 1000 : 0, isPlaying = this.steps.some(({ video }) => video && !video.paused);
      this.since = now;
      this.wasSeen = document.visibilityState === "visible";
      if (!this.isReady) { return; }
      for (const [n, step] of this.steps.entries()) {
        step.pass(seconds);
        if (step.isInSight && step.seen.open > 1 && !isPlaying && !step.film) { this.place = `${n + 1}.0`; }
      }
      this.show();
      if (delightLms.elapsed() - this.saved >= EVERY) { this.save(); }
    }

    mark(score) {
      this.best = Math.max(this.best || 0, score);
      this.judge();
      this.show(true);
    }

    // A unit that holds more than its check is passed when all of it is done, and failed never.
    judge() {
      const { points, mark } = this.check, isPassed = this.best >= mark, isAlone = !this.steps.length;
      const isFailed = isAlone && this.isWanted && !isPassed;
      const passed = isPassed && this.done.size === this.steps.length ? true : isFailed ? false : null;
      this.lms.score({ raw: this.best, min: 0, max: points, scaled: this.best / points, passed });
    }

    get isAnswered() { return this.best !== undefined && (!this.isWanted || this.best >= this.check.mark); }

    get progress() {
      const all = [...this.steps.map((one) => one.progress), ...(this.check ? [Number(this.isAnswered)] : [])];
      return all.length ? all.reduce((sum, one) => sum + one, 0) / all.length : 1;
    }

    show(isDecided = false) {
      if (!this.isReady) { return; }
      for (const step of this.steps) {
        if (step.isDone && !this.done.has(step)) {
          this.done.add(step);
          this.lms.finished?.(step);
          isDecided = true;
        }
        step.node.querySelector("[data-part=done]").hidden = !this.done.has(step);
      }
      const whole = this.steps.length + (this.check ? 1 : 0), done = this.done.size + (this.check && this.isAnswered ? 1 : 0);
      const { parts, words } = this, isDone = done === whole;
      const told = isDone ? words.finished : say(words.progress, { whole, done });
      parts.progress.hidden = false;
      parts.bar.value = this.progress;
      if (parts.told.textContent !== told) { parts.told.textContent = told; }
      this.ask();
      if (isDone && !this.isComplete) {
        this.isComplete = true;
        if (this.check && !this.isOver) { this.judge(); }
        this.lms.complete();
        isDecided = true;
      }
      if (isDecided) { this.save(); }
    }

    // What is to be done next.
    ask() {
      const { next } = this.parts, step = this.steps.find((one) => !this.done.has(one)), isLast = !step && this.check && !this.isAnswered;
      next.hidden = !step && !isLast;
      if (next.hidden) { return; }
      const seen = step && Math.floor(step.watchedShare * 100), words = step ? step.node.dataset.wanted : this.words.ask;
      const text = say(words, step ? { seen } : { mark: this.check.mark, points: this.check.points });
      if (next.textContent !== text) { next.textContent = text; }
      next.setAttribute("href", `#${step ? step.node.id : "check"}`);
    }

    // Only what the LMS does not have yet.
    save() {
      this.saved = delightLms.elapsed();
      const kept = { state: this.state.write(this.steps.map((one) => one.seen), this.best), location: this.place, progress: this.progress };
      const text = JSON.stringify(kept);
      if (text !== this.kept && this.isReady) {
        this.kept = text;
        this.lms.save(kept);
      }
    }

    end() {
      if (this.isReady) {
        for (const step of this.steps) { if (step.video) { step.gather(); } }
        this.tick();
        this.save();
      }
      this.lms.end();
    }

    leave() {
      const address = this.lms.returns;
      this.end();
      location.assign(address);
    }

    // What stands in the way of recording, if anything, or else what is to be known of it.
    tell(problem) {
      const { note } = this.parts, text = this.words[problem || this.remark || ""] || "";
      this.problem = problem;
      if (problem) { this.kept = ""; } // to be tried again
      if (note.textContent !== text) { note.textContent = text; }
      note.hidden = !text;
    }
  });
})();
