// The index of one language: which stories have a term, which words are spelled alike, what stands in a story. See index.py.
(function (delight) {
  "use strict";
  const MARK = 5; // characters at the end of a file's name that tell its content

  function riceBits(span, count) {
    return Math.max(31 - Math.clz32(Math.floor((span * 11) / (16 * count))), 0);
  }

  // The stories of a term from the gaps between their numbers, in Rice's code.
  function stories(kept, span) {
    const found = new Uint32Array(kept.count);
    const bits = riceBits(span, kept.count);
    let at = 0;
    const bit = () => (kept.bytes[at >> 3] >> (7 - (at++ & 7))) & 1;
    let last = -1;
    for (let number = 0; number < kept.count; number++) {
      let gap = 0;
      while (bit()) gap++;
      for (let low = 0; low < bits; low++) gap = gap * 2 + bit();
      last += gap + 1;
      found[number] = last;
    }
    return found;
  }

  // Levels from the digits of base 16.
  function levels(digits) {
    return Uint8Array.from(digits, (digit) => { const code = digit.charCodeAt(0); return code < 58 ? code - 48 : code - 87; });
  }

  delight.Index = class {
    // `told` is what the list says of a language: its directory, and whether its texts have Hangul.
    constructor(language, files, told) {
      Object.assign(this, { language, files }, told);
      this.known = new Map();
    }

    // Fetches the directory, which tells what else there is.
    async ready() {
      if (!this.there) Object.assign(this, await this.files.json(this.directory));
      return this;
    }

    name(table, number, of = number) {
      return `${this.language}/${table}-${number}-${this.marks[table].slice(of * MARK, (of + 1) * MARK)}`;
    }

    // {stories, levels, count} of a term, or null where no story has it.
    postings(term) {
      if (!this.known.has(term)) this.known.set(term, this.read(term));
      return this.known.get(term);
    }

    async read(term) {
      const kept = (await this.files.shard(this.name("shard", delight.hashed(term) % (this.marks.shard.length / MARK)))).get(term);
      return kept ? { count: kept.count, stories: stories(kept, this.span), levels: levels(kept.levels) } : null;
    }

    // [word, times] of all words that are kept by this beginning, ending, or these two initial consonants.
    async spellings(table, by) {
      if (delight.isHangul(by) && !this.hangul) return [];
      await this.ready();
      return Object.entries(await this.files.json(this.name(table, delight.hashed(by) % (this.marks[table].length / MARK))));
    }

    has(story) {
      return this.there[story] === "1";
    }

    // What search knows of a story: a file of its own, whose mark neighbours share.
    entry(story) {
      return this.files.json(this.name("entry", story, Math.floor(story / this.group)));
    }
  };
})(self.delight = self.delight || {});
