// What a reader may choose of a film besides its words: sound, speed, size, sign language; remembered on this device but for the speed.
delightFilm.choices = (film) => {
  "use strict";
  const { media, parts, memory, acts } = film, { panel, player, volume, signed } = parts;
  const plain = media.sources.map((one) => one.cloneNode());
  let isSigned = false;

  function open(is) {
    panel.hidden = !is;
    film.press("settings", is, "aria-expanded");
    if (is) { panel.querySelector(":checked").focus(); }
  }

  // The size that was chosen, and after it the others, in case it cannot be played.
  function sized(height) {
    const isIt = (one) => one.dataset.height === height;
    if (!plain.some(isIt)) { return plain; }
    const sources = plain.map((one) => one.cloneNode());
    for (const one of sources) { one.removeAttribute("media"); }
    return [...sources.filter(isIt), ...sources.filter((one) => !isIt(one))];
  }

  function sign(is) {
    isSigned = is;
    film.press("sign", is);
    film.remember({ isSigned });
    media.use(is ? [...signed.content.children] : sized(memory.height));
  }

  function hear() {
    volume.value = media.volume * 100;
    film.press("mute", !media.volume);
  }

  film.sound = (to) => {
    media.volume = to;
    film.tell(`${film.words.volume} ${Math.round(media.volume * 100)} %`);
  };
  Object.assign(acts, {
    mute: () => film.sound(media.volume ? 0 : memory.volume || 1),
    small: () => media.small(),
    settings: () => open(panel.hidden),
    sign() {
      sign(!isSigned);
      film.tellTurned("sign", isSigned);
    },
    keys() {
      open(false);
      parts.keys.showModal();
    },
  });
  const chosen = {
    speed: (value) => { media.speed = Number(value); },
    captions: (value) => film.caption(value),
    quality(height) {
      film.remember({ height });
      sign(false);
    },
  };
  panel.addEventListener("change", ({ target }) => chosen[target.closest("fieldset").dataset.choice](target.value));
  player.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) {
      open(false);
      film.button("settings").focus();
    }
  });
  document.addEventListener("pointerdown", ({ target }) => {
    if (!panel.contains(target) && !target.closest("[data-do=settings]")) { open(false); }
  });
  volume.addEventListener("input", () => film.sound(volume.value / 100));

  media.on("loadedmetadata", () => film.choose("quality", media.height));
  media.on("ratechange", () => {
    film.choose("speed", media.speed);
    film.button("settings").dataset.speed = media.speed === 1 ? "" : `${media.speed}×`;
  });
  media.on("volumechange", () => {
    hear();
    film.remember(media.volume ? { volume: media.volume, isMuted: false } : { isMuted: true });
  });

  film.button("small").hidden = !media.hasSmall;
  if (memory.volume) { media.volume = memory.volume; }
  if (memory.isMuted) { media.volume = 0; }
  hear();
  const wanted = sized(memory.height);
  if (memory.isSigned && signed) { sign(true); } else if (wanted[0].src !== plain[0].src) { media.use(wanted); }
};
