// What the device remembers of training: what was seen of each story, and how far each course came. Nothing of it leaves the device,
// and where nothing may be kept, the pages are there to be read all the same.
(function () {
  "use strict";
  var NAME = "delight.training";

  function kept() {
    try {
      var found = JSON.parse(localStorage.getItem(NAME)) || {};
      return { seen: found.seen || {}, courses: found.courses || {} };
    } catch (_) {
      return { seen: {}, courses: {} };
    }
  }

  // Read anew before each change: the same may be open elsewhere.
  function change(act) {
    var all = kept();
    act(all);
    try { localStorage.setItem(NAME, JSON.stringify(all)); } catch (_) { /* full, or not allowed */ }
  }

  // Stretches in order, those that touch joined: between which no more seconds are wanting than `gap`.
  function joined(stretches, gap) {
    var result = [];
    stretches.slice().sort(function (one, other) { return one[0] - other[0]; }).forEach(function (one) {
      var last = result[result.length - 1];
      if (last && one[0] <= last[1] + (gap === undefined ? .25 : gap)) { last[1] = Math.max(last[1], one[1]); } else { result.push(one.slice()); }
    });
    return result;
  }

  // How many seconds between two moments were played.
  function played(stretches, from, to) {
    return joined(stretches).reduce(function (sum, one) {
      return sum + Math.max(0, Math.min(one[1], to) - Math.max(one[0], from));
    }, 0);
  }

  // Whether a step was done, by what was seen of its story, { film: stretches, length: seconds, end: whether the text's end was, open:
  // seconds }: so many per cent of its film were watched, or, where that is no more than its article, it was read.
  function isDone(step, seen, watched) {
    var from = Number(step.dataset.start), to = Number(step.dataset.end) || seen.length || 0, wanted = (to - from) * watched / 100;
    var isWatched = wanted > 0 && played(seen.film || [], from, to) >= wanted;
    var isRead = Boolean(seen.end) && (seen.open || 0) >= Number(step.dataset.reading);
    return isWatched || (!step.hasAttribute("data-film") && isRead);
  }

  function say(words, values) {
    return words.replace(/\{(\w+)\}/g, function (found, name) { return name in values ? values[name] : found; });
  }

  globalThis.delightTraining = { kept: kept, change: change, joined: joined, played: played, isDone: isDone, say: say };
})();
