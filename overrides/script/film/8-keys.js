// The keyboard. Single keys act only while the focus is in the film or its transcript (WCAG 2.1.4), or it fills the screen; they never
// take a key from a box to write in, nor from the button, link or slider that has the focus.
delightFilm.keys = (film) => {
  "use strict";
  const { media, parts, acts } = film, SPEEDS = [.5, .75, 1, 1.25, 1.5, 1.75, 2], FRAME = 1 / 25;
  const by = (seconds) => () => film.go(media.time + seconds, true);
  const louder = (step) => () => film.sound(Math.round((media.volume + step) * 20) / 20);
  const faster = (step) => () => {
    const place = SPEEDS.findIndex((one) => one >= media.speed) + step;
    media.speed = SPEEDS[Math.min(Math.max(place, 0), SPEEDS.length - 1)];
    film.tell(`${media.speed}×`);
  };
  const frames = (step) => () => { if (media.paused) { film.go(media.time + step * FRAME); } };
  const keys = {
    " ": acts.play, k: acts.play, m: acts.mute, c: acts.captions, f: acts.full, "?": acts.keys,
    ArrowLeft: by(-5), ArrowRight: by(5), j: by(-10), l: by(10), ArrowUp: louder(.05), ArrowDown: louder(-.05),
    Home: () => film.go(0, true), End: () => film.go(media.length, true), ",": frames(-1), ".": frames(1), "<": faster(-1), ">": faster(1),
  };
  for (let n = 0; n < 10; n++) { keys[n] = () => film.go(media.length * n / 10, true); }

  // A Korean keyboard gives a vowel for K, and the same code.
  const named = ({ key, code }) => (/^[ -~]$/.test(key) || key.length > 1 && key !== "Process" ? key.replace(/^[A-Z]$/, (one) => one.toLowerCase())
    : code.replace("Key", "").toLowerCase());

  // What the thing that has the focus does with a key by itself.
  function isTaken(target, key) {
    const own = target.closest("input, select, textarea, button, a, [contenteditable]");
    if (target.closest("dialog, form") || own?.matches("input:not([type=radio], [type=range]), select, textarea, [contenteditable]")) { return true; }
    if (key === " ") { return own?.matches("button, a, [type=radio]") || parts.script?.contains(target); }
    return /^(Arrow|Home|End)/.test(key) && (own?.matches("[type=radio]") || own === parts.volume || parts.script?.contains(target));
  }

  addEventListener("keydown", (event) => {
    const { target } = event, key = named(event), act = Object.hasOwn(keys, key) && keys[key];
    const isOurs = film.contains(target) || document.fullscreenElement === parts.player && target === document.body;
    if (!act || !isOurs || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTaken(target, key)) { return; }
    event.preventDefault();
    film.wake();
    act();
  });
};
