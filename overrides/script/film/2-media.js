// The seam to what plays: all that the player asks of a media element. What takes the place of <video> one day does this.
(() => {
  "use strict";
  const NO_SOURCE = 3; // HTMLMediaElement.NETWORK_NO_SOURCE: it tried them all

  delightFilm.Media = class {
    // `seconds` is the length as the page tells it, until the film itself does.
    constructor(video, seconds) {
      this.video = video;
      this.seconds = seconds;
      video.controls = false;
      this.on("loadedmetadata", () => {
        if (this.place !== undefined) { video.currentTime = this.place; }
        this.place = undefined;
        if (this.goesOn) { this.play(); }
        this.goesOn = false;
      });
    }

    on(names, act) {
      for (const name of names.split(" ")) { this.video.addEventListener(name, act, true); } // true: a <source> fails by itself
    }

    get length() { return Number.isFinite(this.video.duration) ? this.video.duration : this.seconds; }

    get time() { return this.place ?? this.video.currentTime; }

    set time(at) {
      const place = Math.max(0, Math.min(at, this.length || at));
      if (this.video.readyState) { this.video.currentTime = place; } else { this.place = place; }
    }

    get held() { // until when it could go on without waiting
      const { buffered } = this.video, { time } = this;
      for (let i = 0; i < buffered.length; i++) {
        if (buffered.start(i) <= time && time <= buffered.end(i)) { return buffered.end(i); }
      }
      return time;
    }

    get paused() { return this.video.paused && !this.goesOn; }

    get ended() { return this.video.ended; }

    get broken() { return Boolean(this.video.error) || this.video.networkState === NO_SOURCE; }

    get speed() { return this.video.playbackRate; }

    // The default one outlives a change of source.
    set speed(speed) { this.video.playbackRate = this.video.defaultPlaybackRate = speed; }

    get volume() { return this.video.muted ? 0 : this.video.volume; }

    set volume(volume) {
      this.video.muted = volume <= 0;
      if (volume > 0) { this.video.volume = Math.min(volume, 1); }
    }

    get sources() { return [...this.video.querySelectorAll("source")]; }

    play() {
      // A browser may refuse what nobody pressed, and one who pauses at once takes it back: both leave it paused.
      this.video.play().catch(() => {});
    }

    pause() {
      this.goesOn = false;
      this.video.pause();
    }

    // Other files of the same film, from the same moment on.
    use(sources) {
      const { video, paused, time } = this;
      this.place = time;
      this.goesOn = !paused;
      for (const one of this.sources) { one.remove(); }
      video.prepend(...sources.map((one) => one.cloneNode()));
      video.removeAttribute("poster"); // or it would flash up between two files
      video.load();
    }

    get height() { // as the source says it; "" where none does
      return this.sources.find((one) => one.src === this.video.currentSrc)?.dataset.height || "";
    }

    canPlay(source) { return !source.type || this.video.canPlayType(source.type) !== ""; }

    words(kind) { return [...this.video.textTracks].filter((one) => one.kind === kind); }

    addWords(kind, language, cues) {
      const track = this.video.addTextTrack(kind, "", language);
      for (const [start, end, text] of cues) { track.addCue(new VTTCue(start, end, text)); }
    }

    get hasSmall() { return document.pictureInPictureEnabled && !this.video.disablePictureInPicture; }

    small() {
      const done = document.pictureInPictureElement ? document.exitPictureInPicture() : this.video.requestPictureInPicture();
      done.catch(() => {});
    }

    get hasFull() { return "webkitEnterFullscreen" in this.video; }

    // A phone of Apple's fills its screen with the film alone.
    full() { this.video.webkitEnterFullscreen(); }
  };
})();
