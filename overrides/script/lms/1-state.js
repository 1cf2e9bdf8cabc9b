// What was done of a unit, as a text that an LMS keeps: at most 4096 characters (SCORM 1.2, cmi.suspend_data), whatever the unit holds.
// Each stretch of film is cut into equal cells, and a cell counts once all of it was played; six cells make a character. A text that is
// damaged, or of another unit, is as good as none.
globalThis.delightLms = (() => {
  "use strict";
  const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", FORM = "d1";
  const MOST = 4096, STEPS = 1000, SIGNED = 4, SCORED = 4, TOLD = 3; // characters; steps at most; characters of each part
  const CELLS = 2, UNKNOWN = 600; // cells a second; seconds that a film of unknown length is taken for
  const SLIP = .02; // seconds that may be wanting of a cell
  const END = 2 ** 16, DONE = 2 ** 17; // beside the seconds for which a text was in front, of which there are fewer

  const written = (number, length) =>
    Array.from({ length }, (_, n) => SIGNS[Math.floor(number / 64 ** (length - 1 - n)) % 64]).join("");
  const read = (text) => [...text].reduce((sum, one) => sum * 64 + SIGNS.indexOf(one), 0);

  // FNV-1a, to know a text of another unit by.
  function digest(text) {
    let sum = 0x811c9dc5;
    for (const one of text) { sum = Math.imul(sum ^ one.codePointAt(0), 0x01000193); }
    return (sum >>> 0) % 64 ** SIGNED;
  }

  // A function that tells, of cells in order, whether one was played: `stretches` are in order, too, and so none is looked at twice.
  function follower(stretches) {
    let first = 0;
    return (from, to) => {
      let missing = to - from;
      while (first < stretches.length && stretches[first][1] <= from) { first++; }
      for (let n = first; n < stretches.length && stretches[n][0] < to; n++) {
        missing -= Math.min(stretches[n][1], to) - Math.max(stretches[n][0], from);
      }
      return missing <= SLIP;
    };
  }

  class State {
    // `steps` are { key, from, to, isFilm, reading }: the name of what is shown, and seconds, `to` 0 where the film's length is not known;
    // `points` are those of a check.
    constructor(steps, points = 0) {
      this.steps = steps.slice(0, STEPS);
      this.points = points;
      this.counts = State.share(this.steps);
      this.cells = this.counts.map((count) => new Uint8Array(count));
      this.sign = written(digest(JSON.stringify([this.steps, points])), SIGNED);
    }

    // How many cells each film has: two a second, or as many as there is room for.
    static share(steps) {
      const lengths = steps.map((one) => (one.to ? Math.max(0, one.to - one.from) : one.isFilm ? UNKNOWN : 0));
      const whole = lengths.reduce((sum, one) => sum + one, 0), films = lengths.filter(Boolean).length;
      const room = 6 * (MOST - FORM.length - SIGNED - SCORED - TOLD * steps.length) - films;
      return lengths.map((one) => (one ? Math.max(1, Math.min(Math.ceil(one * CELLS), Math.floor(room * one / whole))) : 0));
    }

    // Where a step's cell begins; `length` is that of the film, for where the page does not know it.
    edge(n, cell, length) {
      const { from, to } = this.steps[n], end = to || length;
      return from + (end - from) * cell / this.counts[n];
    }

    // The stretches of a step that earlier sessions played.
    stretches(n, length) {
      const found = [];
      if (!this.steps[n]?.to && !length) { return found; }
      this.cells[n]?.forEach((is, cell) => {
        const last = found[found.length - 1], from = this.edge(n, cell, length), to = this.edge(n, cell + 1, length);
        if (is && last && last[1] === from) { last[1] = to; } else if (is) { found.push([from, to]); }
      });
      return found;
    }

    // `seen` tells of each step { film: stretches in order that do not overlap, length, end, open, done }; `score` is the best of a check,
    // or none. That a step is done is kept by itself: of what was played, the edges are not.
    write(seen, score) {
      const steps = this.steps.map((_, n) => {
        const { open = 0, end = false, done = false } = seen[n] || {};
        return written((done ? DONE : 0) + (end ? END : 0) + Math.min(END - 1, Math.floor(open)), TOLD);
      });
      const bits = [];
      this.cells.forEach((cells, n) => {
        const { film = [], length = 0 } = seen[n] || {}, isKnown = this.steps[n].to || length, isPlayed = follower(isKnown ? film : []);
        cells.forEach((is, cell) => {
          if (film.length && isPlayed(this.edge(n, cell, length), this.edge(n, cell + 1, length))) { cells[cell] = 1; }
          bits.push(cells[cell]);
        });
      });
      let packed = "";
      for (let n = 0; n < bits.length; n += 6) {
        packed += SIGNS[bits.slice(n, n + 6).reduce((sum, bit, place) => sum + (bit << (5 - place)), 0)];
      }
      return FORM + this.sign + written((score ?? -1) + 1, SCORED) + steps.join("") + packed.replace(/A+$/, "");
    }

    // Takes over what a text tells and returns { score, seen: [{ end, open, done }] }, or null where it tells nothing of this unit.
    read(text) {
      const head = FORM.length + SIGNED + SCORED, body = head + TOLD * this.steps.length;
      const whole = this.counts.reduce((sum, one) => sum + one, 0);
      if (typeof text !== "string" || text.length < body || text.length > body + Math.ceil(whole / 6)) { return null; }
      if (!/^[\w-]*$/.test(text) || !text.startsWith(FORM + this.sign)) { return null; }
      const score = read(text.slice(head - SCORED, head)) - 1;
      if (score > this.points) { return null; }
      const seen = this.steps.map((_, n) => {
        const kept = read(text.slice(head + TOLD * n, head + TOLD * (n + 1)));
        return { end: Boolean(kept & END), open: kept % END, done: kept >= DONE };
      });
      let place = 0;
      for (const cells of this.cells) {
        for (let cell = 0; cell < cells.length; cell++, place++) {
          const sign = SIGNS.indexOf(text[body + Math.floor(place / 6)] || "A");
          cells[cell] |= sign >> (5 - place % 6) & 1;
        }
      }
      return { score: score < 0 ? undefined : score, seen };
    }
  }

  return { State };
})();
