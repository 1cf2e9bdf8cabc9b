// What a screen holds of pictures and films, so that it goes on without a network: on https in the browser's store, else in memory.
(function () {
  "use strict";
  var PATIENCE = 15000, MOST = 200e6, LARGEST = 80e6; // milliseconds, bytes
  var NAME = "delight-screen";
  var held = {}; // address → { blob, size, used }
  var asked = {};

  // Ask for an address, and give up after a while.
  function ask(address, patience) {
    var stop = new AbortController();
    var timer = setTimeout(function () { stop.abort(); }, patience || PATIENCE);
    return fetch(address, { signal: stop.signal, cache: "no-cache" }).then(function (answer) {
      if (!answer.ok) { throw new Error(answer.status + " " + address); }
      return answer;
    }).finally(function () { clearTimeout(timer); });
  }

  function room() { return self.isSecureContext && self.caches ? caches.open(NAME) : Promise.resolve(null); }

  function size() {
    return Object.keys(held).reduce(function (whole, one) { return whole + held[one].blob.size; }, 0);
  }

  function makeRoom() {
    var oldest = Object.keys(held).sort(function (one, other) { return held[one].used - held[other].used; });
    while (oldest.length && size() > MOST) { delete held[oldest.shift()]; }
  }

  // Fetch what is to be shown soon, unless it is held.
  function keep(address, bytes) {
    if (held[address] || asked[address] || bytes > LARGEST) { return; }
    asked[address] = true;
    room().then(function (cache) {
      return Promise.resolve(cache && cache.match(address)).then(function (known) {
        if (known) { return known.blob(); }
        return ask(address, 120000).then(function (answer) {
          var copy = cache && answer.clone();
          return Promise.resolve(cache && cache.put(address, copy)).catch(function () { /* no room on the disk */ })
            .then(function () { return answer.blob(); });
        });
      });
    }).then(function (blob) {
      held[address] = { blob: blob, used: Date.now() };
      makeRoom();
    }).catch(function () { /* tried again when it comes near again */ })
      .finally(function () { delete asked[address]; });
  }

  // An address of what is held, to be given back with `release`; or the address itself.
  function use(address) {
    if (!held[address]) { return address; }
    held[address].used = Date.now();
    return URL.createObjectURL(held[address].blob);
  }

  function release(address) {
    if (/^blob:/.test(address)) { URL.revokeObjectURL(address); }
  }

  // Let go of what is no longer shown.
  function only(wanted) {
    var known = {};
    wanted.forEach(function (one) { known[one] = true; });
    Object.keys(held).forEach(function (one) { if (!known[one]) { delete held[one]; } });
    room().then(function (cache) {
      return cache && cache.keys().then(function (requests) {
        requests.forEach(function (one) { if (!known[one.url]) { cache.delete(one); } });
      });
    }).catch(function () { /* nothing is kept */ });
  }

  delightScreen.store = { ask: ask, keep: keep, use: use, release: release, only: only };
})();
