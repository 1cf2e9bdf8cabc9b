// The transcript beside the film: its present line is marked and kept in sight, its words can be looked for, and a line's address
// copied. It stands in the page; nothing is fetched for it, and however long it is, a moment costs the same.
delightFilm.script = (film) => {
  "use strict";
  const { media, parts, words, acts } = film, { script, find, box, follow, copy } = parts, { last, say } = delightFilm;
  if (!script) { return; }
  const lists = [...script.querySelectorAll("[data-language]")], tabs = [...script.querySelectorAll(".d-script__set [hreflang]")];
  const PAUSE = 100; // milliseconds
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let list, lines, spoken, starts, line, isFollowing = true, marked = [], marks = [], at = 0, looking;

  function choose(next) {
    for (const one of lists) { one.hidden = one !== next; }
    for (const tab of tabs) {
      if (tab.hash === `#${next.id}`) { tab.setAttribute("aria-current", "true"); } else { tab.removeAttribute("aria-current"); }
    }
    line?.removeAttribute("aria-current");
    line = null;
    list = next;
    lines = [...list.querySelectorAll(".d-cue")];
    const timed = lines.filter((one) => one.hash), isSaid = timed.filter((one) => !one.matches(".d-cue--described"));
    spoken = isSaid.length ? isSaid : timed;
    starts = spoken.map((one) => Number(one.getAttribute("href").slice(3)));
    mark(media.time);
    look();
  }

  function mark(now) {
    const next = spoken[last(starts, now)];
    if (next === line) { return; }
    line?.removeAttribute("aria-current");
    next?.setAttribute("aria-current", "true");
    line = next;
    if (isFollowing && line) { bring(line); }
  }

  // Within its own box; the page stays where the reader left it.
  function bring(node, isAgain = false) {
    const place = list.getBoundingClientRect(), top = node.getBoundingClientRect().top - place.top - place.height / 3;
    const isNear = Math.abs(top) < place.height && !calm.matches && !document.hidden;
    list.scrollBy({ top, behavior: isNear ? "smooth" : "instant" });
    // Lines that were not drawn yet had only an estimated height.
    if (!isNear && !isAgain) { requestAnimationFrame(() => bring(node, true)); }
  }

  function keepUp(is) {
    isFollowing = is;
    follow.hidden = is || list.scrollHeight <= list.clientHeight + 1;
    if (is && line) { bring(line); }
  }

  film.ticks.push(mark);
  acts.follow = () => keepUp(true);
  for (const one of lists) {
    const byHand = () => keepUp(false);
    one.addEventListener("wheel", byHand, { passive: true });
    one.addEventListener("touchmove", byHand, { passive: true });
    one.addEventListener("pointerdown", (event) => { if (event.target === one) { byHand(); } }); // its scrollbar
    one.addEventListener("keydown", (event) => { if (/^(Arrow|Page|Home|End)/.test(event.key)) { byHand(); } });
    one.addEventListener("focusin", (event) => {
      offer(event.target);
      if (event.target.matches(".d-cue:focus-visible")) { byHand(); }
    });
    one.addEventListener("click", (event) => offer(event.target)); // a finger focuses nothing
    one.addEventListener("pointerover", (event) => { if (event.pointerType === "mouse") { offer(event.target); } });
  }
  for (const tab of tabs) {
    tab.addEventListener("click", (event) => {
      event.preventDefault();
      choose(lists.find((one) => tab.hash === `#${one.id}`));
    });
  }

  // One button for all lines: it stands beside the one that has the focus or the pointer.
  const button = words.permanent && copy.content.firstElementChild;
  function offer(target) {
    const row = target.closest("li");
    if (button && row?.firstElementChild.hash && button.parentElement !== row && document.activeElement !== button) {
      button.removeAttribute("data-done");
      row.append(button);
    }
  }
  if (button) {
    button.onclick = async () => {
      const address = new URL(words.permanent, location.href);
      address.hash = button.previousElementSibling.hash;
      await film.copy(address.href);
      button.dataset.done = "";
    };
  }

  // Every other way to write it is a hit too: any blanks, any case.
  function look() {
    looking = clearTimeout(looking);
    for (const [node, text] of marked) { node.textContent = text; }
    marked = [];
    marks = [];
    const wanted = box.value.normalize("NFC").trim();
    if (wanted) {
      const pattern = new RegExp(wanted.split(/\s+/).map((one) => one.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&")).join("\\s+"), "gi");
      for (const one of lines) { markIn(one.lastElementChild, pattern); }
    }
    at = 0;
    turn(0);
  }

  function markIn(node, pattern) {
    const text = node.textContent, pieces = [];
    let from = 0;
    for (const found of text.matchAll(pattern)) {
      const hit = document.createElement("mark");
      hit.textContent = found[0];
      pieces.push(text.slice(from, found.index), hit);
      marks.push(hit);
      from = found.index + found[0].length;
    }
    if (from) {
      node.replaceChildren(...pieces, text.slice(from));
      marked.push([node, text]);
    }
  }

  function turn(step) {
    marks[at]?.removeAttribute("data-now");
    at = marks.length ? (at + step + marks.length) % marks.length : 0;
    parts.hits.textContent = marks.length ? say(words.hits, { n: marks.length, at: at + 1 }) : box.value.trim() && words.none;
    if (marks[at]) {
      marks[at].dataset.now = "";
      keepUp(false);
      bring(marks[at]);
    }
  }

  const close = () => acts.find();
  acts.find = () => {
    find.hidden = !find.hidden;
    film.press("find", !find.hidden, "aria-expanded");
    if (find.hidden) {
      box.value = "";
      look();
      script.querySelector("[data-do=find]").focus();
    } else {
      box.focus();
    }
  };
  acts.unfind = close;
  acts.previous = () => turn(-1);
  acts.following = () => turn(1);
  box.addEventListener("input", () => {
    clearTimeout(looking);
    looking = setTimeout(look, PAUSE);
  });
  find.addEventListener("submit", (event) => event.preventDefault());
  find.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) { return; } // the key belongs to a syllable
    if (event.key === "Escape") { close(); }
    if (event.key === "Enter" && event.target === box) {
      event.preventDefault();
      if (looking) { look(); } else { turn(event.shiftKey ? -1 : 1); }
    }
  });

  choose(lists[0]);
};
