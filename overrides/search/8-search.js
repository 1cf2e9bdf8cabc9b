// The engine: a question → the stories that answer it. A hit holds every word, in any field and any language of its story;
// the order takes any of the words. docs/search.md tells how.
(function (delight) {
  "use strict";
  const LEVELS = 16;
  const VERIFIED = 100; // stories whose text is read for a phrase
  const KEPT = 60; // words whose scores are kept, for a query that grows letter by letter

  class Search {
    constructor({ root, language }) {
      this.language = language;
      this.files = new delight.Files(root, /^file:/.test(root));
    }

    // What is where, and the indexes, the reader's language first.
    async prepared() {
      const list = await this.files.manifest(this.language);
      if (this.list !== list) {
        const languages = Object.keys(list.languages).sort((a, b) => (b === this.language) - (a === this.language));
        this.indexes = languages.map((language) => new delight.Index(language, this.files, list.languages[language]));
        Object.assign(this.indexes[0], list.own);
        this.names = delight.namesOf(this.indexes[0].names);
        this.weighed = new Map();
        this.list = list;
      }
    }

    async find(question) {
      await this.prepared();
      const asked = { q: "", filters: {}, sort: "relevance", from: 0, size: delight.rank.read_again, ...question };
      const { groups, phrases } = delight.parsed(asked.q, this.names);
      // Half a word is likely to be completed: its neighbours are fetched meanwhile.
      if (asked.typing && groups.length) delight.neighbours(groups[groups.length - 1].text, this.indexes).catch(() => {});
      await Promise.all(groups.map((group) => this.weigh(group)));
      const understood = asked.literal ? [] : await this.understood(groups);
      const filtering = Object.values(asked.filters).some((some) => some.length);
      const table = asked.facets || filtering ? await this.files.json(this.list.facets) : null;
      const fit = filtering ? delight.fits(table, asked.filters) : () => true;

      const ranked = this.ranked(groups);
      let hits = ranked.order.filter((story) => ranked.holds[story]);
      const verified = phrases.length ? await this.withPhrases(hits.slice(0, VERIFIED), phrases, ranked) : hits;
      const atMost = hits.length > VERIFIED && phrases.length > 0;
      hits = phrases.length ? [...verified, ...hits.slice(VERIFIED)] : hits;
      const found = hits.filter(fit);
      const byDate = asked.sort === "newest" ? (a, b) => b - a : (a, b) => a - b;
      const room = Math.max(delight.rank.enough - found.length, 0);
      const others = ranked.order.filter((story) => !ranked.holds[story] && fit(story)).slice(0, room);
      const similar = !hits.length && others.length > 0;
      const order = asked.sort === "relevance" || similar ? [...found, ...others] : found.sort(byDate);
      const results = await this.results(order, asked, groups, ranked);
      return { count: found.length, atMost, similar, results,
        reading: this.reading(understood, asked.q, order[0] ?? 0),
        facets: asked.facets ? delight.counted(table, hits, asked.filters, this.language) : null };
    }

    // How well each story answers one word of the query, by any of its names and in any language.
    async weigh(group) {
      const size = this.list.stories;
      Object.assign(group, { score: new Float32Array(size), holds: new Uint8Array(size), own: new Float32Array(size),
        where: new Uint8Array(size), best: new Uint8Array(size), held: 0, weight: 0, stories: new Set() });
      const found = await Promise.all(group.alternatives.flatMap(({ words, weight }, number) =>
        this.indexes.map(async (index, where) => {
          const some = await Promise.all(words.filter((word) => word.terms.length).map((word) => this.word(word, index)));
          return { some, number, where, weight: weight * (where ? delight.rank.twin : 1) };
        })));
      const usual = []; // what each alternative is worth in the reader's language: a word is as rare as it is there
      for (const { some, number, where, weight: given } of found) {
        if (!some.length) continue;
        const worth = some.reduce((sum, one) => sum + one.weight, 0);
        const isHeld = some.every((one) => one.held);
        if (!where && isHeld) usual[number] = worth;
        const weight = where && isHeld && usual[number] ? given * Math.min(1, usual[number] / worth) : given;
        if (isHeld) group.weight = Math.max(group.weight, worth * weight);
        for (const story of some.length === 1 ? some[0].stories : new Set(some.flatMap((one) => one.stories))) {
          group.stories.add(story);
          let score = 0;
          let holds = 1;
          for (const one of some) {
            score += one.score[story];
            holds &= one.holds[story];
          }
          if (!where && score * weight > group.own[story]) group.own[story] = score * weight;
          const isBetter = score * weight > group.score[story];
          if (isBetter) group.score[story] = score * weight;
          // A name that a story holds says more of it than part of another.
          if (holds > group.holds[story] || (isBetter && holds >= group.holds[story])) {
            group.where[story] = where;
            group.best[story] = number;
          }
          if (holds && !group.holds[story]) {
            group.holds[story] = 1;
            group.held++;
          }
        }
      }
    }

    // How well each story's text in one language answers one word, kept for the next question.
    word(word, index) {
      const name = `${index.language} ${word.hangul ? word.key : word.terms}`;
      if (!this.weighed.has(name)) {
        if (this.weighed.size > KEPT) this.weighed.clear();
        this.weighed.set(name, this.weighWord(word, index));
      }
      return this.weighed.get(name);
    }

    async weighWord(word, index) {
      const { rank, levels } = delight;
      const size = this.list.stories;
      const made = { score: new Float32Array(size), holds: new Uint8Array(size), held: 0, weight: 0, stories: [] };
      const terms = word.hangul && !index.hangul ? [] : word.terms.slice(0, 31);
      if (terms.length) await index.ready();
      // The pair in the middle of four syllables, or six, says little that the others do not.
      const middle = terms.length > 1 ? (terms.length - 1) / 2 : -1;
      const asked = terms.map((_, at) => at).filter((at) => at !== middle);
      const found = await Promise.all(terms.map((term, at) => (at === middle ? null : index.postings(term))));
      const step = (levels.highest - levels.lowest) / (LEVELS - 1);
      const has = new Uint32Array(size); // which of its terms a story has, as bits
      found.forEach((postings, number) => postings && postings.stories.forEach((story) => { has[story] |= 1 << number; }));
      const joint = word.hangul && terms.length > 3 ? joints(has, asked) : null;
      found.forEach((postings, number) => {
        if (!postings) return;
        let rare = Math.log(1 + (index.entries - postings.count + 0.5) / (postings.count + 0.5)) ** rank.idf_power;
        if (joint) rare *= joint.get(number);
        made.weight += rare;
        for (let at = 0; at < postings.count; at++) {
          made.score[postings.stories[at]] += rare * (levels.lowest + postings.levels[at] * step);
        }
      });
      const syllables = terms.length > 1 ? terms.length + 1 : 1;
      for (let story = 0; story < size; story++) {
        if (!has[story]) continue;
        made.stories.push(story);
        const share = syllables > 1 ? covered(has[story], syllables) : 1;
        made.score[story] *= share ** rank.covered;
        made.holds[story] = share === 1 ? 1 : 0;
        made.held += made.holds[story];
      }
      return made;
    }

    // Gives each word that nothing holds what it was probably meant for; returns what was taken for what.
    async understood(groups) {
      const done = [];
      const last = groups[groups.length - 1];
      for (const group of groups.slice()) {
        if (group.held || group.minus || group.phrase) continue;
        for await (const { kind, words, weight, apart } of delight.meanings(group.typed || group.text, group === last, this.indexes)) {
          const made = await Promise.all(words.map((some) => this.meant(group, some, weight)));
          const fits = apart ? made.some((one) => one.held)
            : made.length && made[0].holds.some((held, story) => held && made.every((one) => one.holds[story]));
          if (!fits) continue;
          Object.assign(group, made[0]);
          groups.push(...made.slice(1));
          if (kind) done.push({ typed: group.typed || group.text, groups: [group, ...made.slice(1)], kind });
          break;
        }
      }
      return done;
    }

    async meant(group, texts, weight) {
      const alternatives = texts.map((text) => ({ text, words: delight.wordsOf(text), weight }));
      const made = { ...group, alternatives: [...group.alternatives, ...alternatives] };
      await this.weigh(made);
      return made;
    }

    // What the query was taken for, as the best of its results has it.
    reading(understood, query, story) {
      if (!understood.length) return null;
      let shown = query.normalize("NFC");
      for (const { typed, groups, kind } of understood) {
        const tail = kind === "spelling" && delight.isHangul(typed) ? typed.slice(delight.stem(typed, true).length) : "";
        const taken = groups.map((group) => group.alternatives[group.best[story]].text || "").join("");
        shown = taken ? shown.replace(typed, taken + tail) : shown;
      }
      return shown === query ? null : { kind: understood[0].kind, shown, literal: query };
    }

    // All stories that answer any word, the best first, and which of them hold every word.
    ranked(groups) {
      const size = this.list.stories;
      const wanted = groups.filter((group) => !group.minus);
      const unwanted = groups.filter((group) => group.minus);
      const score = new Float32Array(size);
      const holds = new Uint8Array(size);
      const order = [];
      const any = wanted.length ? new Set(wanted.flatMap((group) => [...group.stories])) : Array.from(holds, (_, at) => size - 1 - at);
      for (const story of any) {
        if (unwanted.length && unwanted.some((group) => group.holds[story])) continue;
        let sum = 0;
        let every = 1;
        for (const group of wanted) {
          sum += group.score[story];
          every &= group.holds[story];
        }
        if (wanted.length && !sum) continue;
        holds[story] = every;
        score[story] = sum * (1 + (every ? delight.rank.all : 0) + (delight.rank.recency * story) / size);
        order.push(story);
      }
      if (wanted.length) order.sort((a, b) => holds[b] - holds[a] || score[b] - score[a] || b - a);
      return { order, holds, score, wanted };
    }

    // A story's text in the reader's language, or in the other where only that answers.
    async text(story, wanted) {
      const sum = (name) => wanted.reduce((all, group) => all + group[name][story], 0);
      const best = sum("own") * 2 < sum("score") ? Math.max(...wanted.map((group) => group.where[story])) : 0;
      for (const index of [this.indexes[best], ...this.indexes]) {
        if (!(await index.ready()).has(story)) continue;
        const entry = await index.entry(story);
        if (!entry.read) Object.defineProperty(entry, "read", { value: new delight.Text(entry) });
        return { entry, index, text: entry.read };
      }
      throw new Error(`story ${story}`);
    }

    async withPhrases(stories, phrases, ranked) {
      const kept = await Promise.all(stories.map(async (story) => {
        const { text } = await this.text(story, ranked.wanted);
        return phrases.every((phrase) => text.raw.includes(phrase));
      }));
      return stories.filter((_, number) => kept[number]);
    }

    // The results asked for; the first of the order are read again, and put in the order that their texts deserve.
    async results(order, asked, groups, ranked) {
      const { rank } = delight;
      const wanted = groups.filter((group) => !group.minus).map((group) => ({ weight: group.weight,
        alternatives: group.alternatives.map((one) => one.words.filter((word) => word.terms.length)).filter((one) => one.length) }));
      const typed = delight.words(asked.q.replace(/(^|\s)-\S+/g, " ")).map((word) => word.text).join("");
      const whole = typed ? new RegExp(delight.pattern(typed)) : null;
      const again = asked.sort === "relevance" && asked.from < rank.read_again;
      const range = again ? order.slice(0, Math.max(rank.read_again, asked.from + asked.size))
        : order.slice(asked.from, asked.from + asked.size);
      const read = await Promise.all(range.map(async (story) => {
        const { entry, index, text } = await this.text(story, ranked.wanted);
        const { score, places } = delight.readAgain(text, wanted, whole, rank);
        return { story, entry, index, score: ranked.score[story] + score, holds: ranked.holds[story], text, places };
      }));
      if (again) {
        const top = read.splice(0, rank.read_again).sort((a, b) => b.holds - a.holds || b.score - a.score || b.story - a.story);
        read.unshift(...top);
        read.splice(0, asked.from);
      }
      return read.slice(0, asked.size).map((one) => this.shown(one, wanted));
    }

    shown({ story, entry, index, text, places, holds }, wanted) {
      const quoted = delight.quoted(text, wanted, places);
      const language = index.language;
      const own = entry.shown.titles[this.language];
      const foreign = language !== this.language && own;
      const address = foreign ? entry.shown.addresses[this.language] : entry.shown.addresses[language];
      const passages = [{ language, address: entry.shown.addresses[language] + anchored(quoted.passage.anchor), at: null,
        parts: quoted.passage.parts }];
      if (quoted.cue) {
        passages.push({ language, address: `${entry.shown.addresses[language]}#t=${quoted.cue.at}`, at: quoted.cue.at,
          parts: quoted.cue.parts });
      }
      return { ...entry.shown, story, similar: !holds, address, title: foreign ? [[own, false]] : quoted.title,
        titleLanguage: foreign ? this.language : language, onlyIn: own ? "" : language,
        category: { id: entry.shown.category[0], name: entry.shown.category[1][this.language] },
        affiliates: entry.shown.affiliates.map((names) => names[this.language]),
        prize: entry.shown.prize ? entry.shown.prize[this.language] : "", passages };
    }
  }

  const anchored = (anchor) => (anchor ? `#${encodeURIComponent(anchor)}` : "");

  // What each pair of syllables counts. One that stands where two words were joined, as the 용기 of 사용기한, is no sign of the word:
  // it counts by how often stories that have all the other pairs have it too.
  function joints(has, pairs) {
    const full = pairs.reduce((bits, at) => bits | (1 << at), 0);
    const others = pairs.map(() => 0);
    let all = 0;
    for (const bits of has) {
      if (bits === full) all++;
      for (let number = 1; number < pairs.length - 1; number++) others[number] += (bits | (1 << pairs[number])) === full ? 1 : 0;
    }
    return new Map(pairs.map((at, number) => [at, others[number] ? all / others[number] : 1]));
  }

  // The share of a word's syllables that stand in pairs that a story has.
  function covered(bits, syllables) {
    let found = 0;
    for (let at = 0; at < syllables; at++) found += (bits >> at) & 1 || (at && (bits >> (at - 1)) & 1) ? 1 : 0;
    return found / syllables;
  }

  delight.open = (options) => new Search(options);
})(self.delight = self.delight || {});
