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

  // Stretches in order, those that touch joined, to a tenth of a second.
  function joined(stretches) {
    var result = [];
    stretches.slice().sort(function (one, other) { return one[0] - other[0]; }).forEach(function (one) {
      var last = result[result.length - 1];
      if (last && one[0] <= last[1] + .25) { last[1] = Math.max(last[1], one[1]); } else { result.push(one.slice()); }
    });
    return result;
  }

  // How many seconds between two moments were played.
  function played(stretches, from, to) {
    return joined(stretches).reduce(function (sum, one) {
      return sum + Math.max(0, Math.min(one[1], to) - Math.max(one[0], from));
    }, 0);
  }

  globalThis.delightTraining = { kept: kept, change: change, joined: joined, played: played };
})();
