// Hangul by its letters: initial consonants, half-typed syllables, the wrong keyboard layout, and how far two words are apart.
(function (delight) {
  "use strict";
  const INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
  const VOWELS = ["ㅏ", "ㅐ", "ㅑ", "ㅒ", "ㅓ", "ㅔ", "ㅕ", "ㅖ", "ㅗ", "ㅗㅏ", "ㅗㅐ", "ㅗㅣ", "ㅛ", "ㅜ", "ㅜㅓ", "ㅜㅔ", "ㅜㅣ",
    "ㅠ", "ㅡ", "ㅡㅣ", "ㅣ"];
  const FINALS = ["", "ㄱ", "ㄲ", "ㄱㅅ", "ㄴ", "ㄴㅈ", "ㄴㅎ", "ㄷ", "ㄹ", "ㄹㄱ", "ㄹㅁ", "ㄹㅂ", "ㄹㅅ", "ㄹㅌ", "ㄹㅍ", "ㄹㅎ",
    "ㅁ", "ㅂ", "ㅂㅅ", "ㅅ", "ㅆ", "ㅇ", "ㅈ", "ㅊ", "ㅋ", "ㅌ", "ㅍ", "ㅎ"];
  const COMPOUND = { "ㅘ": "ㅗㅏ", "ㅙ": "ㅗㅐ", "ㅚ": "ㅗㅣ", "ㅝ": "ㅜㅓ", "ㅞ": "ㅜㅔ", "ㅟ": "ㅜㅣ", "ㅢ": "ㅡㅣ", "ㄳ": "ㄱㅅ",
    "ㄵ": "ㄴㅈ", "ㄶ": "ㄴㅎ", "ㄺ": "ㄹㄱ", "ㄻ": "ㄹㅁ", "ㄼ": "ㄹㅂ", "ㄽ": "ㄹㅅ", "ㄾ": "ㄹㅌ", "ㄿ": "ㄹㅍ", "ㅀ": "ㄹㅎ", "ㅄ": "ㅂㅅ" };
  // The standard layout with two sets (KS X 5002), key by key.
  const KEYS = "rRseEfaqQtTdwWczxvgkoiOjpuPhynbml";
  const LETTERS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎㅏㅐㅑㅒㅓㅔㅕㅖㅗㅛㅜㅠㅡㅣ";

  function parts(char) { // [initial, vowel, final] by number
    const code = char.charCodeAt(0) - 0xac00;
    return [Math.floor(code / 588), Math.floor((code % 588) / 28), code % 28];
  }

  const syllable = (initial, vowel, final) => String.fromCharCode(0xac00 + initial * 588 + vowel * 28 + final);
  const isSyllable = (char) => char >= "가" && char <= "힣";
  const initials = (word) => word.replace(/[가-힣]/g, (char) => INITIALS[parts(char)[0]]);

  // The letters of a word as they are typed.
  function letters(word) {
    return word.replace(/[가-힣]/g, (char) => {
      const [initial, vowel, final] = parts(char);
      return INITIALS[initial] + VOWELS[vowel] + FINALS[final];
    }).replace(/[ㄱ-ㅣ]/g, (char) => COMPOUND[char] || char);
  }

  // What was typed with the Latin layout in mind: ㅣㅎ → lg.
  const toLatin = (word) => letters(word).replace(/[ㄱ-ㅣ]/g, (char) => KEYS[LETTERS.indexOf(char)].toLowerCase());

  // What was typed with the Korean layout in mind, as an input method puts it together: rhror → 고객. Letters that are left over
  // mean that it was not Korean: then nothing.
  function toHangul(word) {
    const typed = [...word].map((char) => {
      const at = KEYS.indexOf(char) < 0 ? KEYS.indexOf(char.toLowerCase()) : KEYS.indexOf(char);
      return at < 0 ? char : LETTERS[at];
    }).join("");
    const vowels = VOWELS.slice().sort((a, b) => b.length - a.length).join("|");
    const finals = FINALS.slice(1).sort((a, b) => b.length - a.length).join("|");
    const made = typed.replace(
      new RegExp(`([${INITIALS}])(${vowels})((?:${finals})(?![ㅏ-ㅣ]))?`, "g"),
      (_, initial, vowel, final) => syllable(INITIALS.indexOf(initial), VOWELS.indexOf(vowel), FINALS.indexOf(final || ""))
    );
    return /^[가-힣]+$/.test(made) ? made : "";
  }

  // A pattern of what a half-typed word may become: initial consonants stand for their syllables, and the last syllable may
  // still get a final consonant, a second vowel, or lose its final to the next syllable.
  function pattern(word, half) {
    const made = [...word].map((char, at) => {
      const initial = INITIALS.indexOf(char);
      if (initial >= 0) return `[${syllable(initial, 0, 0)}-${syllable(initial, 20, 27)}]`;
      if (!half || at < word.length - 1 || !isSyllable(char)) return char.replace(/[^0-9a-z가-힣]/, "\\$&");
      return unfinished(char);
    });
    return made.join("");
  }

  function unfinished(char) {
    const [initial, vowel, final] = parts(char);
    if (!final) {
      const grown = VOWELS.map((name, number) => (name.startsWith(VOWELS[vowel]) ? number : -1)).filter((number) => number >= 0);
      return "[" + grown.map((one) => `${syllable(initial, one, 0)}-${syllable(initial, one, 27)}`).join("") + "]";
    }
    const typed = FINALS[final];
    const next = INITIALS.indexOf(typed[typed.length - 1]);
    const rest = syllable(initial, vowel, FINALS.indexOf(typed.slice(0, -1)));
    return next < 0 ? char : `(?:${char}|${rest}[${syllable(next, 0, 0)}-${syllable(next, 20, 27)}])`;
  }

  // How many letters two words of Hangul differ in, or syllables (as 3 letters), or letters of other words: 1 is a slip, 2 and 3
  // are a syllable, more is another word.
  function distance(a, b) {
    if (isSyllable(a[0]) && a.length === b.length) {
      let apart = 0;
      let places = 0;
      for (let at = 0; at < a.length; at++) {
        if (a[at] === b[at]) continue;
        places++;
        if (!isSyllable(a[at]) || !isSyllable(b[at])) return 9;
        const mine = parts(a[at]);
        parts(b[at]).forEach((letter, number) => { apart += letter !== mine[number]; });
      }
      if (places < 2) return apart;
    }
    const one = letters(a);
    const other = letters(b);
    return Math.abs(one.length - other.length) > 1 ? 9 : slips(one, other);
  }

  // Damerau's distance (optimal string alignment), of which only 0 and 1 are told from more.
  function slips(a, b) {
    let start = 0;
    while (start < a.length && a[start] === b[start]) start++;
    if (start === a.length && start === b.length) return 0;
    const same = (i, j) => a.slice(start + i) === b.slice(start + j);
    const swapped = a[start] === b[start + 1] && a[start + 1] === b[start] && same(2, 2);
    return same(1, 1) || same(1, 0) || same(0, 1) || swapped ? 1 : 9;
  }

  Object.assign(delight, { initials, toLatin, toHangul, pattern, distance });
})(self.delight = self.delight || {});
