// What is done with one film, told by the xAPI Video Profile 1.0 from its first play on: each play, pause and jump with its second, what
// was played of it, and once that it was watched. As in the film itself, seconds count from its beginning.
(() => {
  "use strict";
  const OF = "https://w3id.org/xapi/video", EXT = `${OF}/extensions/`, VERBS = `${OF}/verbs/`, COMMON = "http://adlnet.gov/expapi/verbs/";
  const CALM = 400, MOST = 200, NEAR = .25; // milliseconds until a jump counts as made; stretches told at most; seconds
  const exact = (at) => Math.round(at * 1000) / 1000;
  const named = (extensions) => Object.fromEntries(Object.entries(extensions).map(([name, value]) => [EXT + name, value]));

  delightLms.Viewing = class {
    constructor(step, lms) {
      this.step = step;
      this.lms = lms;
      this.video = step.video;
      this.stretches = step.seen.film.map((one) => one.slice());
      this.isPlaying = this.isEnded = false;
      const on = (name, act) => this.video.addEventListener(name, act);
      on("play", () => this.play());
      on("durationchange", () => { if (!this.session && !this.video.paused) { this.play(); } });
      on("pause", () => this.pause());
      on("timeupdate", () => { if (!this.video.seeking) { this.time = this.video.currentTime; } });
      on("seeking", () => this.leave());
      on("seeked", () => this.arrive());
    }

    // As the film told it last; until it does, as the page knows it; 0 where nobody does.
    get length() { return exact(this.step.seen.length || Number(this.step.film.dataset.seconds) || 0); }

    get object() {
      const name = { [document.documentElement.lang]: this.step.title };
      return { id: this.step.node.dataset.iri, definition: { type: `${OF}/activity-type/video`, name } };
    }

    // What was played until now, in the order in which it was.
    get all() {
      const at = this.video.currentTime;
      return this.from !== undefined && at > this.from ? [...this.stretches, [this.from, at]] : this.stretches;
    }

    push(verb, result, extensions, more) {
      const told = { "session-id": this.session, ...extensions };
      const statement = this.lms.allowed(verb, this.object, result && { ...more, extensions: named(result) }, OF, named(told));
      this.lms.push(statement);
      return statement;
    }

    // What those statements tell that look back.
    get whole() { return { length: this.length, "completion-threshold": exact(this.step.share(this.length)) }; }

    looking(verb, more) {
      const { all, length } = this, told = all.length > MOST ? delightTraining.joined(all).slice(-MOST) : all;
      this.push(verb, {
        time: exact(this.video.currentTime), progress: Math.min(1, exact(delightTraining.played(all, 0, length) / length)),
        "played-segments": told.map(([from, to]) => `${exact(from)}[.]${exact(to)}`).join("[,]"),
      }, this.whole, more);
    }

    play() {
      if (this.isEnded || !this.length) { return; }
      if (!this.session) {
        const statement = this.lms.allowed(`${COMMON}initialized`, this.object, undefined, OF, named(this.whole));
        this.session = statement.id;
        statement.context.extensions[`${EXT}session-id`] = this.session;
        this.lms.push(statement);
      }
      if (!this.video.seeking) { this.settle(); }
      this.isPlaying = true;
      const { currentTime } = this.video, isThere = Math.abs(currentTime - this.rested) < NEAR; // it may have gone on since
      this.from = this.time = isThere ? this.rested : currentTime;
      this.push(`${VERBS}played`, { time: exact(this.from) });
    }

    close(at) {
      if (this.from !== undefined && at > this.from) { this.stretches.push([this.from, at]); }
      this.from = undefined;
    }

    pause() {
      if (!this.isPlaying || this.isEnded) { return; }
      this.isPlaying = false;
      if (!this.video.seeking) { this.settle(); }
      this.rested = this.video.currentTime;
      this.close(this.rested);
      this.looking(`${VERBS}paused`);
    }

    // A jump begins where it was left, however often its end is moved.
    leave() {
      if (!this.session || this.isEnded) { return; }
      if (this.jumped === undefined) { this.jumped = this.time; }
      this.close(this.jumped);
    }

    arrive() {
      if (!this.session || this.isEnded) { return; }
      clearTimeout(this.waiting);
      this.time = this.rested = this.video.currentTime;
      if (this.isPlaying) { this.from = this.time; }
      this.waiting = setTimeout(() => this.settle(), CALM);
    }

    settle() {
      clearTimeout(this.waiting);
      const from = this.jumped;
      this.jumped = undefined;
      if (from === undefined || Math.abs(this.rested - from) < .05) { return; }
      this.push(`${VERBS}seeked`, { "time-from": exact(from), "time-to": exact(this.rested) });
    }

    // Once so much of it was played as is asked for.
    complete() {
      if (!this.session || this.isEnded) { return; }
      const seconds = this.all.reduce((sum, [from, to]) => sum + to - from, 0);
      this.looking(`${COMMON}completed`, { completion: true, duration: delightLms.duration(seconds) });
    }

    end() {
      if (!this.session || this.isEnded) { return; }
      this.pause();
      this.settle();
      this.looking(`${COMMON}terminated`);
      this.isEnded = true;
    }
  };
})();
