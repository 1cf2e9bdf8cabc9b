// The screen: follows the schedule by the wall clock, changes softly from one item to the next, and goes on whatever happens.
(function () {
  "use strict";
  var ASKED = 60000, JITTER = 30000, WATCH = 1000, STEP = 5000, SOFT = 900, TITLE = 8; // milliseconds, but for the title's seconds
  var timeline = self.delightTimeline, time = delightScreen.time, store = delightScreen.store;
  var cards = delightScreen.cards, film = delightScreen.film;
  var data = document.body.dataset, layers = document.getElementById("layers"), clock = document.getElementById("clock");
  var query = new URLSearchParams(location.search);
  var language = /^[a-z]{2}$/.test(query.get("lang") || "") ? query.get("lang") : document.documentElement.lang;
  var here = data.root + language + "/broadcast/" + data.name + "/";
  var still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  var schedule = null, coming = null, reload = false, shown = null, timer = 0, looking = 0, waiting = 5000;

  function whole(address) { return new URL(/^https?:/.test(address) ? address : data.root + address, location.href).href; }

  // --- What is asked of the server -------------------------------------------------------------------------

  function fetchSchedule(version) {
    return store.ask(here + "schedule.json" + (version ? "?" + version : "")).then(function (answer) { return answer.json(); });
  }

  function begin() {
    fetchSchedule("").then(function (found) {
      schedule = found;
      document.documentElement.lang = schedule.language;
      var at = timeline.moment(schedule, query.get("at"));
      if (at !== null && !time.isRehearsed()) { time.rehearse(at); }
      if (schedule.page !== data.page) { reload = true; }
      step();
    }).catch(function () {
      waiting = Math.min(waiting * 2, 60000);
      setTimeout(begin, waiting);
    });
  }

  function look() {
    clearTimeout(looking);
    var before = time.own();
    store.ask(here + "version.json").then(function (answer) {
      if (!Number(answer.headers.get("Age"))) { time.compare(answer.headers.get("Date"), before); }
      return answer.json();
    }).then(function (told) {
      if (told.page !== data.page) { reload = true; }
      if (schedule && told.version !== (coming || schedule).version) {
        return fetchSchedule(told.version).then(function (found) { coming = found; });
      }
    }).catch(function () { /* no network: what is held goes on */ })
      .then(function () { lookIn(ASKED); });
  }

  // Not all screens at the same moment.
  function lookIn(milliseconds) {
    clearTimeout(looking);
    looking = setTimeout(look, milliseconds + Math.random() * JITTER);
  }

  // A new page is loaded only when the server gives it, or the screen would be left with nothing.
  function renew() {
    if (!reload || time.isRehearsed()) { return; }
    reload = false;
    store.ask(location.href).then(function () { location.reload(); }).catch(function () { reload = true; });
  }

  // --- What is shown -----------------------------------------------------------------------------------------

  function step() {
    clearTimeout(timer);
    var now = time.now(), slot = timeline.at(schedule, now), key = keyOf(slot, now);
    if (coming && (!slot || !shown || shown.key !== key)) {
      adopt();
      slot = timeline.at(schedule, now);
      key = keyOf(slot, now);
    }
    if (!shown || shown.key !== key) { guarded(slot, key, now); }
    tell(now, slot);
    film.watch();
    timer = setTimeout(step, Math.max(waitAfter(time.now(), slot), 30));
  }

  // Milliseconds until something is to change: the item, its sentence, or the minute. A film is looked after more often.
  function waitAfter(now, slot) {
    var wait = film.isOn() ? WATCH : STEP;
    wait = Math.min(wait, (60 - now % 60) * 1000 + 5);
    if (slot) {
      var card = schedule.stories[schedule.pieces[slot.number].story];
      var turn = (slot.end - slot.start) / (card ? card.lines.length : 1);
      wait = Math.min(wait, (slot.end - now) * 1000 + 5, (turn - (now - slot.start) % turn) * 1000 + 5);
    }
    return wait;
  }

  // What tells one item from the next: when nothing is on, what is waited for.
  function keyOf(slot, now) {
    if (slot) { return slot.start + " " + slot.number; }
    var next = timeline.next(schedule, now);
    return "quiet " + (next ? next.start : "");
  }

  function adopt() {
    schedule = coming;
    coming = null;
    var wanted = [];
    Object.keys(schedule.films).forEach(function (one) { wanted.push(whole(schedule.films[one].src)); });
    Object.keys(schedule.stories).forEach(function (one) {
      var card = schedule.stories[one];
      [card.photo, card.code].forEach(function (address) { if (address) { wanted.push(whole(address)); } });
    });
    store.only(wanted);
  }

  // Whatever goes wrong in one item, the screen goes on with the next.
  function guarded(slot, key, now) {
    try {
      change(slot, key, now);
    } catch (error) {
      shown = { key: key, used: [] };
      show(cards.quiet("", null), true);
    }
    renew();
    hold(now);
  }

  function change(slot, key, now) {
    var before = shown;
    shown = { key: key, slot: slot, used: [], cover: null };
    if (before) { before.used.forEach(store.release); }
    var piece = slot && schedule.pieces[slot.number];
    if (!piece || piece.kind === "filler") {
      film.stop();
      show(silence(piece, now), false);
    } else if (piece.kind === "message") {
      film.stop();
      show(cards.message(piece, schedule.art, place(slot, now)), false);
    } else if (piece.kind === "film" && schedule.films[piece.story]) {
      project(piece, slot, now);
    } else {
      film.stop();
      show(cards.story(schedule.stories[piece.story], schedule.words, place(slot, now)), false);
    }
  }

  function place(slot, now) {
    var mine = shown;
    return {
      begun: Math.max(now - slot.start, 0), seconds: slot.end - slot.start, still: still,
      flipped: slot.count % 2 === 1, upright: innerHeight > innerWidth,
      use: function (address) {
        var used = store.use(whole(address));
        mine.used.push(used);
        return used;
      }
    };
  }

  function silence(piece, now) {
    var next = timeline.next(schedule, now), following = null;
    if (next) {
      var that = schedule.pieces[next.number];
      var title = that.story ? schedule.stories[that.story].title : that.title;
      if (title) { following = { label: piece ? schedule.words.next : timeline.clock(schedule, next.start), title: title }; }
    }
    return cards.quiet(piece && piece.title ? piece.title : data.site, following);
  }

  // A film: its card is the curtain until pictures move, and comes back if they never do.
  function project(piece, slot, now) {
    var mine = shown, told = schedule.films[piece.story], card = schedule.stories[piece.story];
    var curtain = show(cards.story(card, schedule.words, place(slot, now)), false);
    var source = store.use(whole(told.src));
    mine.used.push(source);
    film.play(source, function () { return piece.begin + time.now() - slot.start; }, told.cues, function () {
      if (shown !== mine) { return; }
      clear(curtain);
      clock.classList.add("is-away");
      if (!told.titled && time.now() - slot.start < TITLE - 2) {
        mine.cover = show(cards.title(card, piece.text), false, true);
      }
    }, function () {
      if (shown !== mine) { return; }
      mine.failed = true;
      if (!curtain.parentNode || !curtain.classList.contains("is-in")) {
        show(cards.story(card, schedule.words, place(slot, time.now())), false);
      }
    });
  }

  // Lay a new layer above, and take the others away when it covers them.
  function show(made, atOnce, beside) {
    var old = beside ? [] : Array.prototype.slice.call(layers.children);
    layers.appendChild(made);
    if (atOnce || still) { made.classList.add("is-at-once"); }
    cards.balance(made); // which also lays it out as it begins, so that there is a change to be seen
    made.classList.add("is-in");
    cards.begin(made, still);
    if (!beside) {
      clock.classList.toggle("is-away", made.classList.contains("layer--quiet"));
      clock.classList.toggle("is-right", made.classList.contains("is-flipped"));
    }
    setTimeout(function () {
      old.forEach(function (one) { if (one.parentNode) { one.parentNode.removeChild(one); } });
    }, still ? 50 : SOFT + 100);
    return made;
  }

  function clear(made) {
    made.classList.remove("is-in");
    setTimeout(function () { if (made.parentNode && shown && !made.classList.contains("is-in")) { made.parentNode.removeChild(made); } }, SOFT + 100);
  }

  // What changes within an item: the clock, the sentence whose turn it is, the title of a film.
  function tell(now, slot) {
    if (!schedule) { return; }
    var hour = timeline.clock(schedule, now), face = clock.querySelector("b");
    if (face.textContent !== hour) { face.textContent = hour; }
    document.querySelectorAll(".hour").forEach(function (one) {
      if (one.textContent !== hour) { one.textContent = hour; drift(one.parentNode, now); }
    });
    var top = layers.lastElementChild;
    if (slot && top) { cards.turn(top, (now - slot.start) / (slot.end - slot.start)); }
    if (shown && shown.cover && slot && now - slot.start > TITLE) { clear(shown.cover); shown.cover = null; }
  }

  // Nothing stands in one place for hours.
  function drift(words, now) {
    var minute = Math.floor(now / 60);
    words.style.top = (50 + 14 * Math.sin(minute * 0.9)) + "%";
    words.style.paddingLeft = (14 + 14 * Math.sin(minute * 0.37)) + "%";
  }

  // Fetch what comes in the next items.
  function hold(now) {
    if (!schedule) { return; }
    var slot = timeline.at(schedule, now);
    for (var ahead = 0; ahead < 4 && slot; ahead += 1) {
      var piece = schedule.pieces[slot.number], card = piece.story && schedule.stories[piece.story];
      if (piece.kind === "film" && ahead && schedule.films[piece.story]) {
        store.keep(whole(schedule.films[piece.story].src), schedule.films[piece.story].size);
      }
      if (card && card.photo) { store.keep(whole(card.photo), 0); }
      if (card && card.code) { store.keep(whole(card.code), 0); }
      slot = timeline.next(schedule, slot.start);
    }
  }

  addEventListener("keydown", film.hear);
  addEventListener("click", film.hear);
  addEventListener("online", look);
  show(cards.quiet("", null), true);
  begin();
  lookIn(ASKED / 2);
})();
