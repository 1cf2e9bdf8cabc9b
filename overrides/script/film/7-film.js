// The film of a story: the player that takes the place of the browser's own controls, of the parts in the files beside this one.
// Without these scripts the browser's own controls, the captions, and chapters and transcript as links are there.
customElements.define("delight-film", class extends HTMLElement {
  connectedCallback() {
    "use strict";
    if (this.film) { return; }
    const { moment, clock, say, kept, keep, Media } = delightFilm, words = this.dataset;
    const CHOICES = "delight.film", PLACES = "delight.film.places", MOST = 50, STILL = 3000, SHORT = 400; // films, milliseconds
    const parts = {};
    for (const node of this.querySelectorAll("[data-part]")) { parts[node.dataset.part] = node; }
    const { player, screen, panel } = parts, media = new Media(parts.video, Number(words.seconds));
    const memory = kept(CHOICES);
    let hasStarted = false, until = Infinity, isSought = false, resting, waiting, telling, saved = 0;

    const film = this.film = {
      element: this, parts, words, media, memory, ticks: [], do: {},

      remember(more) { keep(CHOICES, Object.assign(memory, more)); },

      press(name, is, attribute = "aria-pressed") {
        film.button(name)?.setAttribute(attribute, String(Boolean(is)));
      },

      // A choice of the panel shows what is so, whoever brought it about.
      choose(name, value) {
        const one = panel.querySelector(`[name=__${name}][value="${value}"]`);
        if (one) { one.checked = true; }
      },

      button: (name) => this.querySelector(`[data-do=${name}]`),

      // Shown for a moment, and read out.
      tell(text) {
        clearTimeout(telling);
        parts.told.textContent = text;
        telling = setTimeout(() => { parts.told.textContent = ""; }, 2000);
      },

      tellTurned(name, is) { film.tell(say(is ? words.on : words.off, { name: film.button(name).ariaLabel })); },

      go(at, isTold) {
        until = Infinity;
        isSought = true;
        media.time = at;
        tick();
        if (isTold) { film.tell(clock(media.time)); }
      },

      sound(volume) {
        media.volume = volume;
        film.tell(`${words.volume} ${Math.round(media.volume * 100)} %`);
      },

      speed(speed) { media.speed = speed; },

      copy(address) {
        return delightCopy(address).then(() => film.tell(words.copied), () => film.tell(words.failed));
      },

      wake() {
        delete player.dataset.idle;
        clearTimeout(resting);
        resting = setTimeout(() => { if (!media.paused && panel.hidden) { player.dataset.idle = ""; } }, STILL);
      },
    };

    // Where its reader stopped, but for its first and last moments.
    const places = () => kept(PLACES);
    function forget() {
      const { [words.key]: gone, ...others } = places();
      if (gone !== undefined) { keep(PLACES, others); }
    }
    function save() {
      const { time, length } = media, { [words.key]: old, ...others } = places();
      if (!hasStarted || !length) { return; }
      saved = time;
      if (time < 5 || time > length * .95) { forget(); } else {
        keep(PLACES, Object.fromEntries([...Object.entries(others).slice(1 - MOST), [words.key, Math.floor(time)]]));
      }
    }

    function tick() {
      const { time } = media;
      for (const act of film.ticks) { act(time, isSought); }
      film.draw(time);
      isSought = false;
      if (Math.abs(time - saved) > 5) { save(); }
      stop();
    }

    // The end of a part that a link named, once.
    function stop() {
      if (media.time >= until && !media.paused) {
        until = Infinity;
        media.pause();
        film.tell(words.until);
      }
    }

    function draw() {
      film.draw(media.time);
      stop();
      if (!media.paused) { requestAnimationFrame(draw); }
    }

    function show() {
      const state = media.broken ? "broken" : media.ended ? "ended" : media.paused ? "paused" : "playing";
      player.dataset.state = state;
      const name = state === "playing" ? "pause" : state === "ended" ? "again" : hasStarted || film.isResumed ? "resume" : "play";
      parts.doing.textContent = words[name];
      parts.play.title = `${words[name]} (K)`;
      parts.restart.hidden = !film.isResumed || hasStarted;
      if (parts.next) { parts.next.hidden = state !== "ended"; }
      parts.broken.hidden = state !== "broken";
      if (state === "broken") { parts.why.textContent = media.sources.some((one) => media.canPlay(one)) ? words.missing : words.format; }
      film.wake();
    }

    function wait(is) {
      clearTimeout(waiting);
      if (!is) { parts.wait.hidden = true; }
      if (is && !media.broken) {
        waiting = setTimeout(() => {
          parts.wait.hidden = false;
          film.tell(words.waiting);
        }, SHORT);
      }
    }

    const open = (is) => {
      panel.hidden = !is;
      film.press("settings", is, "aria-expanded");
    };
    Object.assign(film.do, {
      play() {
        if (media.paused) { media.play(); } else { media.pause(); }
      },
      restart() {
        film.go(0);
        media.play();
        parts.play.focus();
      },
      mute() { film.sound(media.volume ? 0 : memory.volume || 1); },
      settings() { open(panel.hidden); },
      small: () => media.small(),
      full() {
        if (document.fullscreenElement) {
          document.exitFullscreen();
        } else if (player.requestFullscreen) {
          player.requestFullscreen().catch(() => {});
        } else if (media.hasFull) { media.full(); }
      },
      keys() {
        open(false);
        parts.keys.showModal();
      },
      sign() {
        sign(!film.isSigned);
        film.tellTurned("sign", film.isSigned);
      },
      retry: () => media.use(media.sources),
    });

    const plain = media.sources.map((one) => one.cloneNode());
    function sign(is) {
      film.isSigned = is;
      film.press("sign", is);
      film.remember({ isSigned: is });
      media.use(is ? [...parts.signed.content.children] : sized(memory.height));
    }
    // The size that was chosen first, and the others in case it cannot be played.
    function sized(height) {
      const isIt = (one) => one.dataset.height === height;
      if (!plain.some(isIt)) { return plain; }
      const sources = plain.map((one) => one.cloneNode());
      for (const one of sources) { one.removeAttribute("media"); }
      return [...sources.filter(isIt), ...sources.filter((one) => !isIt(one))];
    }

    this.addEventListener("click", (event) => {
      const button = event.target.closest("[data-do]");
      if (button) { film.do[button.dataset.do](); }
    });
    panel.addEventListener("change", ({ target: { name, value } }) => {
      if (name === "__speed") { film.speed(Number(value)); }
      if (name === "__captions") { film.caption(value); }
      if (name === "__quality") {
        film.remember({ height: value });
        sign(false);
      }
    });
    panel.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        open(false);
        film.button("settings").focus();
      }
    });
    document.addEventListener("pointerdown", (event) => {
      if (!panel.contains(event.target) && !event.target.closest("[data-do=settings]")) { open(false); }
    });
    parts.volume.addEventListener("input", () => film.sound(parts.volume.value / 100));

    // A finger's first touch shows the controls; every press after that, and of a mouse, plays or pauses.
    let wasResting = false;
    player.addEventListener("pointerdown", (event) => {
      wasResting = event.pointerType !== "mouse" && "idle" in player.dataset;
      film.wake();
    });
    screen.addEventListener("click", (event) => {
      if (event.target !== parts.video) { return; }
      parts.play.focus({ preventScroll: true }); // and the keys work from here on
      if (!wasResting) { film.do.play(); }
    });
    screen.addEventListener("dblclick", (event) => { if (event.target === parts.video) { film.do.full(); } });
    player.addEventListener("pointermove", film.wake);
    player.addEventListener("focusin", film.wake);
    document.addEventListener("fullscreenchange", () => film.press("full", document.fullscreenElement === player));
    new ResizeObserver(() => player.style.setProperty("--d-foot", `${parts.foot.offsetHeight}px`)).observe(parts.foot);

    // Chapters, lines and links in the text lead to their moment without leaving the page, and without a step back for each.
    const sightly = () => player.scrollIntoView({ block: "center" });
    document.addEventListener("click", (event) => {
      const link = event.target.closest?.('a[href^="#t="]'), found = link && moment(link.hash);
      if (!found || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) { return; }
      event.preventDefault();
      history.replaceState(history.state, "", link.hash);
      lead(found);
      media.play();
      if (!this.contains(link)) { sightly(); }
    });
    function lead(found) {
      film.go(found.from);
      until = found.until;
      film.followScript?.();
    }
    function begin() {
      const found = moment(location.hash);
      if (!found) { return false; }
      lead(found.from < (media.length || Infinity) ? found : { from: 0, until: Infinity });
      sightly();
      return true;
    }
    addEventListener("hashchange", begin);
    addEventListener("pagehide", save);

    media.on("play", () => {
      hasStarted = true;
      requestAnimationFrame(draw);
    });
    media.on("play playing pause ended error loadedmetadata emptied", () => setTimeout(show));
    media.on("timeupdate seeking seeked loadedmetadata", tick);
    media.on("pause", save);
    media.on("ended", forget);
    media.on("waiting", () => wait(true));
    media.on("playing canplay pause seeked error ended", () => wait(false));
    media.on("loadedmetadata", () => film.choose("quality", media.height));
    media.on("ratechange", () => {
      film.choose("speed", media.speed);
      film.button("settings").dataset.speed = media.speed === 1 ? "" : `${media.speed}×`;
    });
    function hear() {
      parts.volume.value = media.volume * 100;
      film.press("mute", !media.volume);
    }
    media.on("volumechange", () => {
      const { volume } = media;
      hear();
      film.remember(volume ? { volume, isMuted: false } : { isMuted: true });
    });

    film.button("small").hidden = !media.hasSmall;
    film.button("full").hidden = !document.fullscreenEnabled && !media.hasFull;
    if (memory.volume) { media.volume = memory.volume; }
    if (memory.isMuted) { media.volume = 0; }
    hear();
    delightFilm.words(film);
    delightFilm.seek(film);
    delightFilm.script(film);
    delightFilm.keys(film);
    if (memory.isSigned && parts.signed) { sign(true); } else if (sized(memory.height)[0].src !== plain[0].src) { media.use(sized(memory.height)); }
    const place = places()[words.key];
    if (!begin() && place > 0) {
      film.isResumed = true;
      film.go(place);
    }
    show();
  }

  // For the address of the present moment.
  get second() { return Math.floor(this.film.media.time); }

  get clock() { return delightFilm.clock(this.second); }
});
