// The analyser of search, as generator/search/words.py: a text → its words, a word → the terms that the index is kept by.
// `delight.lists` is words.toml, written before this file when the site is built.
(function (delight) {
  "use strict";
  const LONGEST = 40;
  const either = (list) => "(?:" + [...list].sort((a, b) => b.length - a.length).join("|") + ")";
  const every = either(delight.lists.sure.concat(delight.lists.likely));
  const ENDING = Math.max(...delight.lists.sure.concat(delight.lists.likely).map((one) => one.length));
  const SURE = new RegExp(either(delight.lists.sure) + "$");
  const ALL = new RegExp(every + "$");
  // More than four endings stand nowhere, and without a limit there would be 2^n ways to read `들이들이들이…`.
  const WORD = new RegExp("[가-힣]+|[ㄱ-ㅎㅏ-ㅣ]+|[\u3040-\u30ff\u3400-\u9fff]+|" +
    "[0-9a-zß-\u024f\u0370-\u052f]+(?:'[a-z]+)*\\+*(?:(?=[가-힣])" + every + "{1,4}(?![가-힣]))?", "g");
  const STOP = new Set(delight.lists.stop);

  function folded(char) {
    if (char === "’") return "'";
    const code = char.charCodeAt(0);
    if (code >= 0xff01 && code <= 0xff5e) char = String.fromCharCode(code - 0xfee0);
    else if ((code >= 0xc0 && code <= 0x24f) || (code >= 0x1e00 && code <= 0x1eff)) char = char.normalize("NFD")[0];
    const small = char.toLowerCase();
    return small.length === 1 ? small : char;
  }

  // As long as the text in NFC, so that a place in one is a place in the other.
  function normalise(text) {
    return text.normalize("NFC").replace(/[^\x00-\x7f가-힣]/g, folded)
      .replace(/[A-Z]/g, (char) => char.toLowerCase());
  }

  function pairs(word) {
    if (word.length === 1) return [word];
    return Array.from({ length: word.length - 1 }, (_, at) => word.slice(at, at + 2));
  }

  function stem(word, sure) {
    for (;;) {
      const from = Math.max(2, word.length - ENDING);
      const cut = word.slice(from).search(sure ? SURE : ALL);
      if (cut < 0) return word;
      word = word.slice(0, from + cut);
    }
  }

  function singular(word) {
    if (word.length < 4 || !word.endsWith("s") || /(?:ss|us|is)$/.test(word)) return word;
    if (word.endsWith("ies")) return word.slice(0, -3) + "y";
    return word.slice(0, word.endsWith("sses") ? -2 : -1);
  }

  function englishStem(word) {
    word = singular(word.replace(/'s$/, "").replace(/'/g, ""));
    for (const [ending, shortest] of [["ing", 6], ["ed", 5], ["ly", 6]]) {
      const rest = word.slice(0, -ending.length);
      if (word.endsWith(ending) && word.length >= shortest && /[aeiouy]/.test(rest)) {
        word = rest;
        break;
      }
    }
    if (/([^aeiouls])\1$/.test(word)) word = word.slice(0, -1);
    if (word.length > 3 && word.endsWith("e")) word = word.slice(0, -1);
    return word.length > 3 && word.endsWith("y") ? word.slice(0, -1) + "i" : word;
  }

  const isHangul = (word) => /^[가-힣]/.test(word);

  // The words of a text and where they begin; a particle right after letters, as in `TV를`, stays with them.
  function words(text) {
    return [...normalise(text).matchAll(WORD)].map((found) => ({ text: found[0], start: found.index }));
  }

  // What the index keeps a word by; nothing for one that says nothing.
  function terms(word) {
    word = word.slice(0, LONGEST);
    if (isHangul(word)) return pairs(stem(word));
    if (/^[ㄱ-ㅣ]/.test(word)) return [];
    if (/^[\u3040-\u9fff]/.test(word)) return pairs(word);
    word = word.replace(/[가-힣]+$/, "");
    return STOP.has(word) ? [] : [englishStem(word)];
  }

  // The one syllable of a word that is otherwise endings, as in `해를`: the index keeps it too.
  function alone(word) {
    const rest = word.slice(1);
    return isHangul(word) && rest && rest.length <= 3 && rest.replace(ALL, "") === "" ? word[0] : "";
  }

  // What two words are compared by: the stem. Kept, as the texts of a site repeat their words.
  const keys = new Map();
  function key(word) {
    if (keys.size > 20000) keys.clear();
    if (!keys.has(word)) keys.set(word, keyOf(word));
    return keys.get(word);
  }

  function keyOf(word) {
    return isHangul(word) ? stem(word) : englishStem(word.replace(/[가-힣]+$/, ""));
  }

  // As in index.py: FNV-1a over UTF-16 units, folded once.
  function hashed(text) {
    let value = 0x811c9dc5;
    for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
    value >>>= 0;
    return (value ^ (value >>> 15)) >>> 0;
  }

  Object.assign(delight, { normalise, words, terms, alone, stem, key, hashed, isHangul });
})(self.delight = self.delight || {});
