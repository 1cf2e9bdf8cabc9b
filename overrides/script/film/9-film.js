// The film of a story: the player that takes the place of the browser's own controls, put together from the parts in the files before
// this one. Without these scripts the browser's own controls, the captions, and chapters and transcript as links are there.
(() => {
  "use strict";
  const CHOICES = "delight.film", STILL = 3000, SHORT = 400, SHOWN = 2000; // milliseconds
  const { clock, say, kept, keep, Media } = delightFilm;

  customElements.define("delight-film", class extends HTMLElement {
    connectedCallback() {
      if (this.media) { return; }
      this.words = this.dataset;
      this.parts = {};
      for (const node of this.querySelectorAll("[data-part]")) { this.parts[node.dataset.part] = node; }
      this.memory = kept(CHOICES);
      this.media = new Media(this.parts.video, Number(this.words.seconds));
      this.hasStarted = this.isResumed = false;
      this.acts = {}; // what its buttons and keys do
      this.ticks = []; // what is done as time goes on, a few times a second: (seconds, whether they were sought)
      this.frames = []; // what is done with every frame: (seconds)
      this.listen();
      this.point();
      for (const part of ["words", "seek", "script", "choices", "places", "keys"]) { delightFilm[part](this); }
      this.show();
    }

    // For the address of the present moment.
    get second() { return Math.floor(this.media.time); }

    get clock() { return clock(this.second); }

    button(name) { return this.querySelector(`[data-do=${name}]`); }

    press(name, is, attribute = "aria-pressed") { this.button(name)?.setAttribute(attribute, String(Boolean(is))); }

    // A choice of the panel shows what is so, whoever brought it about.
    choose(name, value) {
      const one = this.parts.panel.querySelector(`[data-choice=${name}] [value="${value}"]`);
      if (one) { one.checked = true; }
    }

    remember(more) { keep(CHOICES, Object.assign(this.memory, more)); }

    // Shown for a moment, and read out.
    tell(text) {
      clearTimeout(this.telling);
      this.parts.told.textContent = text;
      this.telling = setTimeout(() => { this.parts.told.textContent = ""; }, SHOWN);
    }

    tellTurned(name, is) { this.tell(say(is ? this.words.on : this.words.off, { name: this.button(name).ariaLabel })); }

    copy(address) { return delightCopy(address).then(() => this.tell(this.words.copied), () => this.tell(this.words.failed)); }

    go(at, isTold) {
      this.media.time = at;
      this.tick(true);
      if (isTold) { this.tell(clock(this.media.time)); }
    }

    comeIntoSight() { this.parts.player.scrollIntoView({ block: "center" }); }

    tick(isSought) {
      for (const act of this.ticks) { act(this.media.time, isSought); }
      this.draw();
    }

    draw() { for (const act of this.frames) { act(this.media.time); } }

    // As long as it plays; on a page that is not seen, the ticks do.
    keepDrawing() {
      cancelAnimationFrame(this.drawing);
      this.draw();
      if (!this.media.paused) { this.drawing = requestAnimationFrame(() => this.keepDrawing()); }
    }

    show() {
      const { media, parts, words } = this;
      const state = media.broken ? "broken" : media.ended ? "ended" : media.paused ? "paused" : "playing";
      const hasBegun = this.hasStarted || this.isResumed;
      const doing = words[{ playing: "pause", ended: "again" }[state] || (hasBegun ? "resume" : "play")];
      parts.player.dataset.state = state;
      parts.player.toggleAttribute("data-begun", this.hasStarted && state !== "ended");
      parts.doing.textContent = doing;
      parts.play.title = `${doing} (K)`;
      parts.restart.hidden = !this.isResumed || this.hasStarted;
      if (parts.next) { parts.next.hidden = state !== "ended"; }
      parts.broken.hidden = state !== "broken";
      if (state === "broken") { parts.why.textContent = media.sources.some((one) => media.canPlay(one)) ? words.missing : words.format; }
      this.wake();
    }

    // The controls, which go while it plays and nothing stirs.
    wake() {
      const { media, parts: { player, panel } } = this;
      delete player.dataset.idle;
      clearTimeout(this.resting);
      this.resting = setTimeout(() => { if (!media.paused && panel.hidden) { player.dataset.idle = ""; } }, STILL);
    }

    wait(is) {
      clearTimeout(this.waiting);
      if (!is || this.media.broken) {
        this.parts.wait.hidden = true;
        return;
      }
      this.waiting = setTimeout(() => {
        this.parts.wait.hidden = false;
        this.tell(this.words.waiting);
      }, SHORT);
    }

    listen() {
      const { media } = this;
      media.on("play", () => {
        this.hasStarted = true;
        this.keepDrawing();
      });
      media.on("play playing pause ended error loadedmetadata emptied", () => setTimeout(() => this.show()));
      media.on("timeupdate seeking seeked loadedmetadata", () => this.tick());
      media.on("waiting", () => this.wait(true));
      media.on("playing canplay pause seeked error ended", () => this.wait(false));
    }

    // Buttons, the picture itself, and full screen.
    point() {
      const { media, acts, parts: { player, screen, video, play, foot } } = this, wake = () => this.wake();
      let wasIdle = false;
      Object.assign(acts, {
        play() { if (media.paused) { media.play(); } else { media.pause(); } },
        restart: () => {
          this.go(Number(this.words.from) || 0);
          media.play();
          play.focus(); // the button that was pressed goes
        },
        retry: () => media.use(media.sources),
        full() {
          if (document.fullscreenElement) {
            document.exitFullscreen();
          } else if (player.requestFullscreen) {
            player.requestFullscreen().catch(() => {});
          } else if (media.hasFull) { media.full(); }
        },
      });
      this.addEventListener("click", (event) => {
        const button = event.target.closest("[data-do]");
        if (button) { acts[button.dataset.do](); }
      });
      player.addEventListener("pointerdown", (event) => {
        wasIdle = event.pointerType !== "mouse" && "idle" in player.dataset;
        wake();
      });
      // A finger's first touch only brings the controls back.
      screen.addEventListener("click", (event) => {
        if (event.target !== video) { return; }
        play.focus({ preventScroll: true }); // and the keys work from here on
        if (!wasIdle) { acts.play(); }
      });
      screen.addEventListener("dblclick", (event) => { if (event.target === video) { acts.full(); } });
      player.addEventListener("pointermove", wake);
      player.addEventListener("focusin", wake);
      document.addEventListener("fullscreenchange", () => this.press("full", document.fullscreenElement === player));
      this.button("full").hidden = !document.fullscreenEnabled && !media.hasFull;
      new ResizeObserver(() => player.style.setProperty("--d-foot", `${foot.offsetHeight}px`)).observe(foot);
    }
  });
})();
