// The one film element of the screen, as some signage players allow no second. Told what to play and how far it should be; tells
// when pictures move, and when they do not.
(function () {
  "use strict";
  var PATIENCE = 8000; // milliseconds without a moving picture, after which a film counts as broken
  var FAR = 1.2, NEAR = 0.15; // seconds that a film may be off before it is sought, or hurried
  var film = document.getElementById("film"), captions = document.getElementById("captions");
  film.disablePictureInPicture = true;
  var sound = /[?&]sound=1(&|$)/.test(location.search);
  var now = null; // { source, wanted, cues, failed, moved, seen, at, line }

  film.muted = !sound;
  film.loop = false;

  function stop() {
    if (!now) { return; }
    now = null;
    film.pause();
    film.removeAttribute("src");
    film.load();
    caption("");
  }

  // Play `source`; `wanted()` is the second of the film that should be on.
  function play(source, wanted, cues, moved, failed) {
    stop();
    var mine = now = { wanted: wanted, cues: cues || [], moved: moved, failed: failed, at: -1, seen: Date.now(), line: "" };
    film.src = source;
    film.onloadedmetadata = function () {
      if (now === mine && wanted() > 0.3) { film.currentTime = Math.min(wanted(), Math.max(film.duration - 0.1, 0) || wanted()); }
    };
    film.onplaying = film.ontimeupdate = function () { if (now === mine) { follow(mine); } };
    film.onerror = function () { if (now === mine) { broken(mine); } };
    film.onended = function () { if (now === mine && wanted() < film.duration - 1) { broken(mine); } };
    start(mine);
  }

  function start(mine) {
    var playing = film.play();
    if (!playing) { return; }
    playing.catch(function (error) {
      if (now !== mine || error.name === "AbortError") { return; }
      if (error.name !== "NotAllowedError") {
        broken(mine);
      } else if (!film.muted) {
        film.muted = true; // a browser may want a hand before it lets a page be heard
        start(mine);
      }
    });
  }

  function broken(mine) {
    stop();
    mine.failed();
  }

  // Keep to the wall clock, and show what is said.
  function follow(mine) {
    if (film.currentTime !== mine.at) {
      mine.at = film.currentTime;
      mine.seen = Date.now();
      if (mine.moved && film.readyState > 2 && !film.seeking) { mine.moved(); mine.moved = null; }
    }
    var off = mine.wanted() - film.currentTime;
    if (Math.abs(off) > FAR && !film.seeking && film.readyState > 2 && !(film.duration && mine.wanted() > film.duration - 0.5)) {
      film.currentTime = mine.wanted() + 0.1;
    }
    film.playbackRate = Math.abs(off) > NEAR && Math.abs(off) <= FAR ? (off > 0 ? 1.05 : 0.95) : 1;
    caption(said(mine.cues, film.currentTime));
  }

  function said(cues, moment) {
    var told = [];
    for (var number = 0; number < cues.length && cues[number][0] <= moment; number += 1) {
      if (moment < cues[number][1]) { told.push(cues[number][2]); }
    }
    return told.join("\n");
  }

  function caption(text) {
    if (captions.dataset.said === text) { return; }
    captions.dataset.said = text;
    captions.textContent = "";
    if (text) {
      var line = document.createElement("span");
      line.textContent = text;
      captions.appendChild(line);
    }
  }

  // Called now and then: whether pictures still move.
  function watch() {
    if (!now) { return; }
    if (film.paused && !film.ended) { start(now); }
    if (film.readyState > 2) { follow(now); }
    if (now && Date.now() - now.seen > PATIENCE) { broken(now); }
  }

  function hear() {
    film.muted = false;
    if (now && film.paused) { start(now); }
  }

  delightScreen.film = { play: play, stop: stop, watch: watch, hear: hear, isOn: function () { return !!now; } };
})();
