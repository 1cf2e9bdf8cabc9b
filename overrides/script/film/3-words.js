// Captions and audio description. The browser reads them and keeps their time; they are drawn here, so that they keep clear of the
// controls, look the same everywhere and are there in full screen. Where only the film itself is shown, the browser draws them.
delightFilm.words = (film) => {
  "use strict";
  const { media, parts, memory, acts } = film, language = document.documentElement.lang;
  const SLIP = .25; // seconds: two cues that overlap by less were meant to follow each other

  // From a folder the browser fetches no tracks: the lines of the transcript, which then tell their end, make up for them.
  for (const list of film.querySelectorAll("[data-language]")) {
    for (const [kind, which] of [["captions", ":not(.d-cue--described)"], ["descriptions", ".d-cue--described"]]) {
      const lines = [...list.querySelectorAll(`[data-end]${which}`)];
      if (lines[0]) {
        media.addWords(kind, list.dataset.language, lines.map((line) =>
          [delightFilm.moment(line.hash).from, Number(line.dataset.end), line.lastElementChild.textContent]));
      }
    }
  }
  const captions = media.words("captions"), descriptions = media.words("descriptions");
  const mine = (tracks) => tracks.find((one) => one.language === language);
  let isAlone = false;

  const present = (track) => Array.from(track.activeCues || []);

  function drawn(cue, track) {
    const box = document.createElement("div"), words = document.createElement("span"); // a ground as wide as each line
    if (track.language !== language) { box.lang = track.language; }
    words.append(cue.getCueAsHTML());
    box.append(words);
    return box;
  }

  function draw(track) {
    const all = present(track), cues = all.filter((one) => !all.some((next) => next.startTime >= one.endTime - SLIP));
    const isHigh = cues.some(({ line, snapToLines }) => typeof line === "number" && line >= 0 && line < (snapToLines ? 6 : 50));
    parts.said.toggleAttribute("data-high", isHigh);
    parts.said.replaceChildren(...cues.map((cue) => drawn(cue, track)));
  }

  function show(track) {
    for (const one of captions) {
      one.mode = one !== track ? "disabled" : isAlone ? "showing" : "hidden";
      one.oncuechange = one === track && !isAlone ? () => draw(one) : null;
    }
    if (track && !isAlone) { draw(track); } else { parts.said.replaceChildren(); }
    film.captions = track;
    film.press("captions", track);
    film.choose("captions", track ? track.language : "");
  }

  function describe(track) {
    for (const one of descriptions) {
      one.mode = one === track ? "hidden" : "disabled";
      one.oncuechange = one === track ? () => { parts.described.replaceChildren(...present(one).map((cue) => drawn(cue, one))); } : null;
    }
    parts.described.replaceChildren();
    film.press("descriptions", track);
  }

  // The language that was chosen last, if there is one, else the page's.
  const wanted = () => captions.find((one) => one.language === memory.captions) || mine(captions);

  film.caption = (code) => {
    show(captions.find((one) => one.language === code));
    film.remember({ captions: code, isSilent: !code });
  };
  acts.captions = () => {
    if (!captions.length) { return; }
    const track = film.captions ? undefined : wanted() || captions[0];
    show(track);
    film.remember({ isSilent: !track });
    film.tellTurned("captions", track);
  };
  acts.descriptions = () => {
    const track = memory.isDescribed ? undefined : mine(descriptions) || descriptions[0];
    film.remember({ isDescribed: Boolean(track) });
    describe(track);
    film.tellTurned("descriptions", track);
  };
  // In a window or full screen of the film's own, there is nothing of ours above it.
  const alone = (is) => () => {
    isAlone = is;
    show(film.captions);
  };
  media.on("enterpictureinpicture webkitbeginfullscreen", alone(true));
  media.on("leavepictureinpicture webkitendfullscreen", alone(false));

  show(memory.isSilent ? undefined : wanted());
  if (descriptions.length && memory.isDescribed) { describe(mine(descriptions) || descriptions[0]); }
};
