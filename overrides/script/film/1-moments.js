// Moments of a film, in seconds: as an address names them, a clock shows them and a voice reads them; and what this device
// remembers. The files beside this one add their parts to the same object.
globalThis.delightFilm = (() => {
  "use strict";
  const CLOCK = /^(?:(\d+):)?(\d+):(\d+(?:\.\d*)?)$/, COUNTED = /^(?=\d)(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:\.\d*)?)s?)?$/;
  const units = ["hour", "minute", "second"].map((unit) =>
    new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit, unitDisplay: "long" }));
  const parted = (at) => [at / 3600, at / 60 % 60, at % 60].map(Math.floor);

  function seconds(text) {
    const [, hours = 0, minutes = 0, left = 0] = CLOCK.exec(text) || COUNTED.exec(text) || [0, NaN];
    return hours * 3600 + minutes * 60 + +left;
  }

  return {
    // From and until, of `#t=65`, `#t=1m5s`, `#t=00:01:05.000` or `#t=65,80` (W3C, Media Fragments URI 1.0).
    moment(hash) {
      const found = /^#t=(?:npt:)?([^,&]*)(?:,([^&]+))?$/.exec(hash.replace(/%3a/gi, ":").replace(/%2c/gi, ","));
      const from = found ? seconds(found[1] || "0") : NaN, until = found?.[2] ? seconds(found[2]) : Infinity;
      return until > from ? { from, until } : null;
    },

    clock(at) {
      const [hours, minutes, left] = parted(at), two = (n) => String(n).padStart(2, "0");
      return hours ? `${hours}:${two(minutes)}:${two(left)}` : `${minutes}:${two(left)}`;
    },

    spoken(at) {
      const said = parted(at).map((n, i) => (n ? units[i].format(n) : "")).filter(Boolean);
      return said.join(" ") || units[2].format(0);
    },

    say: (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_, name) => values[name]),

    // The place of the last of some moments, in order, that is not after this one; -1 before the first.
    last(moments, at) {
      let low = 0, high = moments.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (moments[middle] <= at + .01) { low = middle + 1; } else { high = middle; } // what was sought may come out a hair before
      }
      return low - 1;
    },

    kept(name) {
      try { return Object(JSON.parse(localStorage.getItem(name))); } catch { return {}; } // storage may be forbidden
    },

    keep(name, values) {
      try { localStorage.setItem(name, JSON.stringify(values)); } catch { /* then nothing is remembered */ }
    },
  };
})();
