// Where a film begins: at the second that the address names, else where its reader stopped on this device. Chapters, lines and links in
// the text lead to their second without leaving the page, and without a step back for each. A film that is a step of a unit begins where
// its stretch does and stops where that ends; how far its learner came is the LMS's to remember (script/lms/).
delightFilm.places = (film) => {
  "use strict";
  const { media, words, acts } = film, { moment, kept, keep } = delightFilm;
  const PLACES = "delight.film.places", MOST = 50, STEP = 5; // films, seconds
  const isStep = "from" in words, from = Number(words.from), to = Number(words.to) || Infinity;
  const isFirst = document.querySelector("delight-film") === film;
  let until = Infinity, saved = 0;

  function forget() {
    const { [words.key]: gone, ...others } = kept(PLACES);
    if (gone !== undefined) { keep(PLACES, others); }
  }

  // Neither the first moments nor the last are worth coming back to.
  function save() {
    const { time, length } = media;
    if (isStep || !film.hasStarted || !length) { return; }
    saved = time;
    forget();
    if (time >= STEP && time <= length * .95) {
      keep(PLACES, Object.fromEntries([...Object.entries(kept(PLACES)).slice(1 - MOST), [words.key, Math.floor(time)]]));
    }
  }

  // The end of a part stops it, once: of one that a link named, or of a step's.
  film.frames.push((at) => {
    if (at >= until && !media.paused) {
      until = Infinity;
      media.pause();
      film.tell(words.until);
    }
  });
  film.ticks.push((at, isSought) => {
    if (isSought) { until = isStep && at < to ? to : Infinity; }
    if (Math.abs(at - saved) > STEP) { save(); }
  });

  function lead(found) {
    film.go(found.from);
    until = found.until;
    acts.follow?.();
  }

  // Paused, or going on if it plays: nobody pressed anything, and many a reader sits among others.
  function begin() {
    const found = isFirst && moment(location.hash);
    if (found) {
      lead(found.from < (media.length || Infinity) ? found : { from: 0, until: Infinity });
      film.comeIntoSight();
    }
    return found;
  }

  // The film that a link means: its own, or the first in the smallest part of the page that holds both.
  function means(link) {
    let around = link.closest("delight-film") || link;
    while (around && around !== film && !around.querySelector("delight-film")) { around = around.parentElement; }
    return around === film || around?.querySelector("delight-film") === film;
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#t="]'), found = link && means(link) && moment(link.hash);
    if (!found || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) { return; }
    event.preventDefault();
    history.replaceState(history.state, "", link.hash);
    lead(found);
    media.play();
    if (!film.contains(link)) { film.comeIntoSight(); }
  });
  addEventListener("hashchange", begin);
  addEventListener("pagehide", save);
  media.on("pause", save);
  media.on("ended", forget);

  const place = isStep ? 0 : kept(PLACES)[words.key];
  if (!begin() && place > 0) {
    film.isResumed = true;
    film.go(place);
  } else if (isStep && from) {
    film.go(from);
  } else if (isStep) {
    until = to;
  }
};
