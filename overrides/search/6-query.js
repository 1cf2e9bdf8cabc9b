// A query: its words, what each of them may stand for, and what was probably meant where nothing is found.
(function (delight) {
  "use strict";
  const PARTS = /(^|\s)(-?)(?:["“”]([^"“”]+)["“”]?|(\S+))/g;
  const ASKING = new Set(delight.lists.asking);
  const MOST = 8; // words that one word may stand for

  function wordOf(text) {
    return { text, key: delight.key(text), terms: delight.terms(text), hangul: delight.isHangul(text) };
  }

  const wordsOf = (text) => delight.words(text).map((word) => wordOf(word.text));
  const keysOf = (words) => words.map((word) => word.key).join("");

  // The words of a query, each a group of {text, alternatives: [{words, weight}], minus}; and its phrases.
  function parsed(query, names) {
    const groups = [];
    const phrases = [];
    for (const [, , minus, phrase, chunk] of query.normalize("NFC").matchAll(PARTS)) {
      const text = phrase || chunk;
      const found = wordsOf(text);
      if (phrase && !minus) phrases.push(found.map((word) => word.text).join(""));
      if (!phrase && /[ㄱ-ㅣ]/.test(text)) {
        for (const run of text.match(/[가-힣ㄱ-ㅣ]+|[^가-힣ㄱ-ㅣ]+/g)) groups.push(typed(run, minus));
        continue;
      }
      if (minus) {
        if (found.length) groups.push({ text, minus: true, alternatives: [{ words: found, weight: 1 }] });
        continue;
      }
      for (const word of found.flatMap((one) => parted(one, names))) {
        groups.push({ text: word.text, typed: found.length === 1 ? text : word.text, phrase: !!phrase,
          alternatives: [{ words: [word], weight: 1 }] });
      }
    }
    return { groups: withNames(worthwhile(groups), names), phrases };
  }

  function typed(run, minus) {
    const words = /[ㄱ-ㅣ]/.test(run) ? [] : wordsOf(run);
    return { text: run, minus: !!minus, alternatives: words.length ? [{ words, weight: 1 }] : [] };
  }

  // A word that begins with another name of something: 엘지전자 → 엘지, 전자.
  function parted(word, names) {
    for (let cut = word.key.length - 2; word.hangul && cut >= 2; cut--) {
      if (names.has(word.key.slice(0, cut))) return [wordOf(word.key.slice(0, cut)), wordOf(word.text.slice(cut))];
    }
    return [word];
  }

  // Without words that only ask, where there are others.
  function worthwhile(groups) {
    const says = (group) => group.minus || !group.alternatives.length || group.phrase ||
      group.alternatives[0].words.some((word) => word.terms.length && !ASKING.has(word.text) && !ASKING.has(word.key));
    const left = groups.filter(says);
    return left.some((group) => !group.minus) ? left
      : groups.filter((group) => group.minus || group.alternatives[0].words[0].terms.length);
  }

  // With the other names of one word, or of several side by side.
  function withNames(groups, names) {
    const made = [];
    for (let at = 0; at < groups.length; at++) {
      let length = Math.min(4, groups.length - at);
      let others = null;
      for (; length > 0 && !others; length--) {
        const some = groups.slice(at, at + length);
        if (some.every((one) => !one.minus && one.alternatives.length && (length === 1 || !one.phrase))) {
          others = names.get(keysOf(some.map((one) => one.alternatives[0].words[0]))) || null;
        }
      }
      if (!others) {
        made.push(groups[at]);
        continue;
      }
      const some = groups.slice(at, at + length + 1);
      made.push({ text: some.map((one) => one.text).join(" "), typed: some.map((one) => one.typed).join(" "),
        alternatives: [{ words: some.map((one) => one.alternatives[0].words[0]), weight: 1 },
          ...others.map((words) => ({ words, weight: delight.rank.synonym }))] });
      at += length;
    }
    return made;
  }

  // Other names by how they are compared: key → [[words], …].
  function namesOf(synonyms) {
    const found = new Map();
    for (const set of synonyms) {
      const all = set.map(wordsOf);
      all.forEach((words, number) => {
        const others = all.filter((_, other) => other !== number);
        found.set(keysOf(words), [...(found.get(keysOf(words)) || []), ...others]);
      });
    }
    return found;
  }

  // What a word that nothing holds may stand for, the likeliest first: {kind, words, weight}, where `words` has a list of texts for
  // each word that it stands for, one or two; `apart` means that no story need hold both.
  async function* meanings(text, isLast, indexes) {
    const word = delight.normalise(text);
    const jamo = /[ㄱ-ㅣ]/.test(word);
    const consonants = /^[가-힣ㄱ-ㅎ]+$/.test(word);
    const begun = delight.pattern(word, isLast);
    if (jamo && consonants) {
      yield await completed("initials", word, begun, indexes);
      for (let cut = 2; /^[ㄱ-ㅎ]{4,}$/.test(word) && cut <= word.length - 2; cut++) {
        const two = await Promise.all([word.slice(0, cut), word.slice(cut)].map((half) =>
          completed("", half, `${delight.pattern(half)}$`, indexes)));
        yield { kind: "initials", words: two.map((one) => one.words[0]), weight: 1 };
      }
    }
    if (delight.alone(word)) yield { kind: "", words: [[delight.alone(word)]], weight: 1 };
    if (isLast && !jamo) yield await completed("", word, begun, indexes);
    const other = jamo || delight.isHangul(word) ? delight.toLatin(word) : delight.toHangul(text);
    yield { kind: "keyboard", words: [[other].filter(Boolean)], weight: 1 };
    if (jamo && consonants) {
      const rest = word.replace(/[ㄱ-ㅎ]+$/, "");
      if (/^[가-힣]+$/.test(rest)) yield { kind: "", words: [[rest]], weight: 1 };
    }
    if (/^[a-z]/.test(word)) yield* await split(text, indexes);
    if (!jamo) yield await spelled(word, indexes);
  }

  // Two words that were written as one, and where a capital letter says so: FettyWap → fetty wap.
  async function split(text, indexes) {
    const capital = text.slice(1).search(/[A-Z][a-z]/) + 1;
    const word = delight.normalise(text);
    const found = (await Promise.all(indexes.map((index) => index.spellings("first", word.slice(0, 2))))).flat();
    const begins = found.map(([one]) => one.length).filter((length, number) => length < word.length - 1 &&
      word.startsWith(found[number][0]));
    const cuts = [...new Set([...(capital ? [capital] : []), ...begins.sort((a, b) => b - a)])].slice(0, MOST);
    const made = cuts.map((cut) => ({ kind: "", weight: 1,
      words: [word.slice(0, cut), word.slice(cut)].filter((part) => delight.terms(part).length).map((part) => [part]) }));
    return [...made, ...made.map((one) => ({ ...one, apart: true }))];
  }

  async function completed(kind, word, begun, indexes) {
    const wanted = new RegExp(`^${begun}`);
    const found = await neighbours(word, indexes);
    const fits = found.flat().filter(([one]) => wanted.test(one));
    const exact = fits.filter(([one]) => one.length === word.length);
    return { kind, words: [most(exact.length && kind ? exact : fits)], weight: 1 };
  }

  // The words that begin alike, of each language.
  function neighbours(word, indexes) {
    return Promise.all(indexes.map((index) => {
      if (/^[ㄱ-ㅎ]{2}/.test(word)) return index.spellings("initials", word.slice(0, 2));
      return /^[ㄱ-ㅎ]/.test(word) ? [] : index.spellings("first", word.slice(0, /^[가-힣]/.test(word) ? 1 : 2));
    }));
  }

  async function spelled(text, indexes) {
    const hangul = delight.isHangul(text);
    const word = hangul ? delight.stem(text, true) : text.replace(/[가-힣]+$/, "");
    if (word.length < 2 || (!hangul && word.length < 4)) return { kind: "spelling", words: [], weight: 1 };
    const size = hangul ? 1 : 2;
    const tables = [["first", word.slice(0, size)], ["last", word.slice(-size)]];
    const found = await Promise.all(indexes.flatMap((index) => tables.map(([table, by]) => index.spellings(table, by))));
    const like = found.flat().filter(([one]) => Math.abs(one.length - word.length) < 2);
    const apart = new Map(like.map(([one, times]) => [one, [delight.distance(word, one), times]]));
    const near = (limit) => [...apart].filter(([, [far]]) => far && far <= limit).map(([one, [, times]]) => [one, times]);
    const slips = near(1);
    return { kind: "spelling", words: [most(slips.length || word.length < 3 ? slips : near(3))], weight: delight.rank.spelling };
  }

  const most = (found) => [...new Set(found.sort((a, b) => b[1] - a[1]).map(([one]) => one))].slice(0, MOST);

  Object.assign(delight, { parsed, namesOf, meanings, neighbours, wordsOf });
})(self.delight = self.delight || {});
