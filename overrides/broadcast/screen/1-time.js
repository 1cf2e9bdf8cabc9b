// The wall clock that a screen follows. A screen whose own clock is wrong goes by the server's; ?at=2026-11-30T12:00 begins there.
(function () {
  "use strict";
  var WRONG = 2; // seconds by which a clock may differ: a server tells whole seconds only
  var ahead = 0, rehearsed = false;

  function own() { return Date.now() / 1000; }

  self.delightScreen = self.delightScreen || {};
  delightScreen.time = {
    now: function () { return own() + ahead; },

    // Begin at a moment, in seconds.
    rehearse: function (moment) { ahead = moment - own(); rehearsed = true; },
    isRehearsed: function () { return rehearsed; },

    // Compare with what a server said while it was asked from `before` until now. Who waited long knows too little.
    compare: function (said, before) {
      var there = Date.parse(said || "") / 1000;
      if (rehearsed || isNaN(there) || own() - before > WRONG / 2) { return; }
      var here = (before + own()) / 2, apart = there + 0.5 - here;
      ahead = Math.abs(apart) > WRONG ? apart : 0;
    },
    own: own
  };
})();
