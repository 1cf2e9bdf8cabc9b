// The bar: how far the film is, in one piece for each chapter, and a way to any moment, by pointer, finger, keyboard or voice.
// What is heard and pressed is a native slider; what is seen lies below it.
delightFilm.seek = (film) => {
  "use strict";
  const { media, parts, words } = film, { seek, bar, preview } = parts, { clock, spoken, say, last } = delightFilm;
  const [frame, time, title] = preview.children, STEP = 5; // seconds that a voice's “up” or “down” means
  const links = parts.chapters ? [...parts.chapters.querySelectorAll("a")] : [];
  const starts = links.map((one) => delightFilm.moment(one.hash).from);
  let edges = [], pieces = [], drawn = 0, dragged, current;

  // Pieces that touch: from the start to the first chapter, from chapter to chapter, to the end.
  function lay() {
    const { length } = media;
    edges = [0, ...starts.filter((one) => one > .5 && one < length), length];
    bar.max = Math.max(1, Math.floor(length));
    parts.length.textContent = clock(length);
    pieces = edges.slice(1).map((end, i) => {
      const piece = document.createElement("span");
      piece.style.setProperty("--d-share", end - edges[i] || 1);
      return piece;
    });
    parts.parts.replaceChildren(...pieces);
    parts.chapters?.style.setProperty("--d-columns", pieces.map((_, i) => `minmax(min-content, ${edges[i + 1] - edges[i]}fr)`).join(" "));
    for (let i = 0; i < pieces.length; i++) { fill(i, media.time); }
  }

  function fill(i, at) {
    const share = (to) => `${Math.min(Math.max((to - edges[i]) / (edges[i + 1] - edges[i]), 0), 1) * 100}%`;
    pieces[i]?.style.setProperty("--d-done", share(at));
    pieces[i]?.style.setProperty("--d-held", share(media.held));
  }

  // No more than the pieces between the last moment drawn and this one.
  function draw(at) {
    const from = last(edges, Math.min(at, drawn)), to = last(edges, Math.max(at, drawn));
    for (let i = Math.max(from, 0); i <= to; i++) { fill(i, at); }
    drawn = at;
  }
  film.frames.push(draw);

  const said = (at) => say(words.at, { now: spoken(at), whole: spoken(media.length) });

  // A slider that has the focus is read out whenever it changes: then only what the reader changed.
  film.ticks.push((at, isSought) => {
    parts.now.textContent = clock(at);
    if (isSought || !bar.ariaValueText || bar !== document.activeElement) {
      bar.value = at;
      bar.ariaValueText = said(at);
    }
    const link = links[last(starts, at)];
    if (link !== current) {
      current?.removeAttribute("aria-current");
      link?.setAttribute("aria-current", "true");
      current = link;
      if (link) { parts.chapters.scrollTop = link.offsetTop - parts.chapters.clientHeight / 3; }
    }
  });
  bar.addEventListener("input", () => {
    const change = bar.value - media.time;
    film.go(Math.abs(change) <= 1.5 ? media.time + Math.sign(change) * STEP : Number(bar.value));
  });

  const { board, columns, frames, every, ratio } = words;
  preview.ariaHidden = "true"; // a slider tells its value itself
  if (board) {
    frame.style.aspectRatio = ratio;
  } else {
    frame.hidden = true;
  }

  function show(at, x) {
    preview.hidden = false;
    time.textContent = clock(at);
    title.textContent = links[last(starts, at)]?.lastChild.textContent.trim() || "";
    if (board) {
      const n = Math.min(Math.floor(at / every), frames - 1), rows = Math.ceil(frames / columns);
      const place = (i, all) => (all > 1 ? `${i / (all - 1) * 100}%` : "0");
      frame.style.backgroundImage ||= `url("${new URL(board, location.href)}")`;
      frame.style.backgroundSize = `${columns * 100}% ${rows * 100}%`;
      frame.style.backgroundPosition = `${place(n % columns, columns)} ${place(Math.floor(n / columns), rows)}`;
    }
    const half = preview.offsetWidth / 2, { offsetWidth } = seek;
    preview.style.insetInlineStart = `${Math.min(Math.max(x, half), offsetWidth - half)}px`;
  }

  function pointed(event) {
    const box = parts.parts.getBoundingClientRect(), x = Math.min(Math.max(event.clientX - box.left, 0), box.width);
    return [x / box.width * media.length, event.clientX - seek.getBoundingClientRect().left];
  }

  const hide = () => { if (!dragged) { preview.hidden = true; } };
  seek.addEventListener("pointermove", (event) => {
    const [at, x] = pointed(event);
    if (dragged) { film.go(at); }
    if (media.length) { show(at, x); }
  });
  seek.addEventListener("pointerdown", (event) => {
    if (event.button || !media.length) { return; }
    event.preventDefault();
    bar.focus({ preventScroll: true });
    seek.setPointerCapture(event.pointerId);
    const [at, x] = pointed(event);
    dragged = { wasPaused: media.paused || media.ended };
    media.pause();
    film.go(at);
    show(at, x);
  });
  const drop = (event) => {
    if (!dragged) { return; }
    if (!dragged.wasPaused) { media.play(); }
    dragged = null;
    if (event.pointerType !== "mouse") { hide(); }
  };
  seek.addEventListener("pointerup", drop);
  seek.addEventListener("pointercancel", drop);
  seek.addEventListener("pointerleave", hide);

  media.on("durationchange", lay);
  media.on("progress", () => { draw(media.time); });
  lay();
};
