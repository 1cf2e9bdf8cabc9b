// The index of one language: which stories have a term, which words are spelled alike, what stands in a story. See index.py.
(function (delight) {
  "use strict";
  const NAME = 8; // characters of a file's name

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

  delight.Index = class {
    constructor(language, files, told) {
      Object.assign(this, { language, files }, told);
      this.known = new Map();
    }

    name(names, number) {
      return names.slice(number * NAME, (number + 1) * NAME);
    }

    // {stories, levels, count} of a term, or null where no story has it.
    postings(term) {
      if (!this.known.has(term)) this.known.set(term, this.read(term));
      return this.known.get(term);
    }

    async read(term) {
      const name = this.name(this.shards, delight.hashed(term) % (this.shards.length / NAME));
      const kept = name && (await this.files.shard(name)).get(term);
      return kept ? { count: kept.count, stories: stories(kept, this.span), levels: kept.levels } : null;
    }

    // [word, times] of all words that are kept by this beginning, ending, or these two initial consonants.
    async spellings(table, by) {
      const name = this.name(this[table], delight.hashed(by) % (this[table].length / NAME));
      return name ? Object.entries(await this.files.json(name)) : [];
    }

    has(story) {
      return this.there[story] === "1";
    }

    // What search knows of a story: a file of its own, named by those of its neighbours too.
    entry(story) {
      return this.files.json(`${this.name(this.texts, Math.floor(story / this.group))}-${story % this.group}`);
    }
  };
})(self.delight = self.delight || {});
