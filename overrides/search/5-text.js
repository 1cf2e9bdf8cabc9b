// A story's text, read again: where the words of a query stand in it, how well it answers, and what to quote.
(function (delight) {
  "use strict";
  const EDGE = "\u0001"; // around a word that is found only whole
  const BREAK = "\u0002"; // between sentences
  const SENTENCE = /[^.!?。…]+[.!?。…"”’')\]]*\s*/g;
  const LONG = 150; // characters of a sentence that is quoted whole
  const SHORT = 60; // of one that is quoted with the next

  // The sentences of an entry, each with where it stands.
  function sentences(entry) {
    const found = [{ field: "title", text: entry.title }, { field: "summary", text: entry.summary }];
    for (const text of entry.names) found.push({ field: "names", text });
    for (const [anchor, heading, text] of entry.sections) {
      if (heading) found.push({ field: "heading", text: heading, anchor });
      for (const [sentence] of text.matchAll(SENTENCE)) found.push({ field: "text", text: sentence.trimEnd(), anchor });
    }
    for (const [seconds, text] of entry.cues) found.push({ field: "cue", text, seconds });
    return found;
  }

  delight.Text = class {
    constructor(entry) {
      this.sentences = sentences(entry);
      this.words = []; // {sentence, start, end, at}: its place in its sentence, and in `flat`
      let flat = "";
      let raw = "";
      this.sentences.forEach((sentence, number) => {
        for (const word of delight.words(sentence.text)) {
          const key = delight.key(word.text);
          const hangul = delight.isHangul(word.text);
          if (!hangul) flat += EDGE;
          const end = word.start + (hangul ? key.length : word.text.replace(/[가-힣]+$/, "").length);
          this.words.push({ sentence: number, start: word.start, end, at: flat.length, hangul, length: key.length });
          flat += hangul ? key : key + EDGE;
          raw += word.text;
        }
        flat += BREAK;
        raw += BREAK;
      });
      this.flat = flat;
      this.raw = raw; // as it was written, but for spaces and signs
      this.starts = new Map(this.words.map((word, number) => [word.at, number]));
      this.ends = new Set(this.words.map((word) => word.at + word.length));
    }

    // The places in `flat` where a word stands, whole or as part of others.
    places(word) {
      const wanted = word.hangul ? word.key : EDGE + word.key + EDGE;
      const found = [];
      for (let at = this.flat.indexOf(wanted); at >= 0 && found.length < 50; at = this.flat.indexOf(wanted, at + 1)) {
        const start = word.hangul ? at : at + 1;
        if (word.key.length > 1 || (this.starts.has(start) && this.ends.has(start + 1))) found.push(start);
      }
      return found;
    }

    isWhole(at, length) {
      return this.starts.has(at) && this.ends.has(at + length);
    }

    // The words that a place in `flat` touches, as [number of the word, start and end within its sentence].
    touched(at, length) {
      let low = 0;
      let high = this.words.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (this.words[middle].at + this.words[middle].length <= at) low = middle + 1; else high = middle;
      }
      const found = [];
      for (; low < this.words.length && this.words[low].at < at + length; low++) {
        const word = this.words[low];
        if (!word.hangul) found.push([word.sentence, word.start, word.end]);
        else {
          found.push([word.sentence, word.start + Math.max(at - word.at, 0),
            Math.min(word.start + at + length - word.at, word.end)]);
        }
      }
      return found;
    }
  };

  // What a text adds to a story's score, and the places that show why: groups of {weight, alternatives: [[word, …], …]}, and
  // the whole query as a pattern.
  delight.readAgain = (text, groups, whole, rank) => {
    let score = whole && whole.test(text.raw) ? rank.phrase * groups.reduce((sum, group) => sum + group.weight, 0) : 0;
    const places = groups.map((group) => {
      let best = null;
      for (const words of group.alternatives) {
        const found = words.map((word, number) => text.places(word).map((at) => [at, word.key.length, number / words.length]));
        if (found.every((some) => some.length) && (!best || found.length < best.length)) best = found;
        if (best && best.length === 1) break;
      }
      return best ? best.flat() : pieces(text, group);
    });
    const there = groups.filter((_, number) => places[number].length && !places[number].inPieces);
    groups.forEach((group, number) => {
      const some = places[number];
      if (!some.length || some.inPieces) return;
      score += rank.exact * group.weight;
      if (some.some(([at, length]) => text.isWhole(at, length))) score += rank.whole * group.weight;
      if (some.some(([at]) => at < text.flat.indexOf(BREAK))) score += rank.title * group.weight;
    });
    if (there.length > 1) {
      const some = places.filter((one) => one.length && !one.inPieces);
      score += rank.near * there.reduce((sum, group) => sum + group.weight, 0) * closeness(some);
    }
    return { score, places };
  };

  // Where a compound is not found as it was typed, the parts of it that are: 고객감동 in 고객의 마음을 감동시킨.
  function pieces(text, group) {
    const found = [];
    for (const word of group.alternatives.flat()) {
      if (!word.hangul || word.key.length < 4) continue;
      for (let cut = 2; cut <= word.key.length - 2; cut++) {
        const two = [word.key.slice(0, cut), word.key.slice(cut)].map((key, number) => text.places({ key, hangul: true })
          .map((at) => [at, key.length, number / 2]));
        if (two.every((some) => some.length)) found.push(...two.flat());
      }
    }
    found.inPieces = true;
    return found;
  }

  // 1 where the words stand side by side, less the further apart they are at their closest.
  function closeness(places) {
    let best = Infinity;
    for (const [at, length] of places[0]) {
      let low = at;
      let high = at + length;
      for (const some of places.slice(1)) {
        const near = some.reduce((one, other) => (Math.abs(other[0] - at) < Math.abs(one[0] - at) ? other : one));
        low = Math.min(low, near[0]);
        high = Math.max(high, near[0] + near[1]);
      }
      best = Math.min(best, high - low);
    }
    const length = places.reduce((sum, some) => sum + some[0][1], 0);
    return Math.min(length / best, 1);
  }

  // What to quote: the sentence that holds the most, and a moment of the film; and the marks of the title.
  delight.quoted = (text, groups, places) => {
    const marks = new Map(); // sentence → [start, end, group and which of its words]
    places.forEach((some, group) => some.forEach(([at, length, which]) => {
      for (const [sentence, start, end] of text.touched(at, length)) {
        if (!marks.has(sentence)) marks.set(sentence, []);
        marks.get(sentence).push([start, end, group + which]);
      }
    }));
    const worth = (number) => {
      const found = marks.get(number) || [];
      return [...new Set(found.map((mark) => mark[2]))].reduce((sum, which) => sum + groups[Math.floor(which)].weight + 0.01, 0);
    };
    const best = (fields) => text.sentences.reduce((top, sentence, number) => {
      const here = fields.includes(sentence.field) ? worth(number) : 0;
      return here > top.worth ? { worth: here, number } : top;
    }, { worth: 0, number: -1 });
    const said = best(["text", "heading"]);
    const summary = { worth: worth(1), number: 1 };
    const name = best(["names"]);
    const cue = best(["cue"]);
    const first = [said, summary, name].reduce((one, other) => (other.worth > one.worth ? other : one));
    const chosen = first.worth ? first : summary;
    return {
      title: parts(text.sentences[0].text, marks.get(0)),
      passage: passage(text, marks, chosen.number),
      cue: cue.number >= 0 ? { at: text.sentences[cue.number].seconds,
        parts: parts(text.sentences[cue.number].text, marks.get(cue.number)) } : null,
    };
  };

  function passage(text, marks, number) {
    const sentence = text.sentences[number];
    if (sentence.field === "names") { // which says why, but not what the story is about
      return { anchor: "", parts: [...parts(sentence.text, marks.get(number)), [" · ", false],
        ...shortened(parts(text.sentences[1].text, marks.get(1)))] };
    }
    let made = shortened(parts(sentence.text, marks.get(number)));
    const next = text.sentences[number + 1];
    const isShort = sentence.field === "heading" || (sentence.field === "text" && sentence.text.length < SHORT);
    if (isShort && next && next.field === "text") {
      made = [...made, [sentence.field === "heading" ? " · " : " ", false], ...shortened(parts(next.text, marks.get(number + 1)))];
    }
    return { anchor: sentence.anchor || "", parts: made };
  }

  // A text as [[words, whether they are marked], …].
  function parts(text, marks) {
    const made = [];
    let at = 0;
    for (const [start, end] of (marks || []).sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
      if (end <= at) continue;
      const joins = made.length && made[made.length - 1][1] && !text.slice(at, start).trim();
      const from = joins ? at : Math.max(start, at);
      if (from > at) made.push([text.slice(at, from), false]);
      if (from === at && made.length && made[made.length - 1][1]) made[made.length - 1][0] += text.slice(from, end);
      else made.push([text.slice(from, end), true]);
      at = end;
    }
    if (at < text.length) made.push([text.slice(at), false]);
    return made;
  }

  // A long sentence around its first mark.
  function shortened(made) {
    if (made.reduce((sum, [words]) => sum + words.length, 0) <= LONG) return made;
    const first = Math.max(made.findIndex((part) => part[1]), 0);
    const before = made.slice(0, first).map((part) => part[0]).join("");
    const cut = before.length > LONG / 3 ? before.indexOf(" ", before.length - LONG / 3) : -1;
    const kept = before ? [[cut < 0 ? before : `…${before.slice(cut)}`, false]] : [];
    let room = LONG - (before ? kept[0][0].length : 0);
    for (const [words, marked] of made.slice(first)) {
      if (words.length > room) {
        const end = marked ? words.length : words.lastIndexOf(" ", Math.max(room, 0));
        return [...kept, [`${words.slice(0, Math.max(end, 0))}…`, marked]];
      }
      kept.push([words, marked]);
      room -= words.length;
    }
    return kept;
  }
})(self.delight = self.delight || {});
