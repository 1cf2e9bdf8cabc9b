// Cards: a story, a message, what fills the time. Each is a layer of plain elements; its words come from the schedule as text.
(function () {
  "use strict";
  var SVG = "http://www.w3.org/2000/svg";
  var FIELD = "M-1600 -900H3200V1800H-1600Z";
  var drawn = 0;

  function element(name, classes, said) {
    var made = document.createElement(name);
    if (classes) { made.className = classes; }
    if (said) {
      made.textContent = Array.isArray(said) ? said[0] : said;
      if (Array.isArray(said)) { made.lang = said[1]; }
    }
    return made;
  }

  function shape(name, given, classes) {
    var made = document.createElementNS(SVG, name);
    Object.keys(given).forEach(function (key) { made.setAttribute(key, given[key]); });
    if (classes) { made.setAttribute("class", classes); }
    return made;
  }

  // The two shapes that meet: [path, x, y, radius, mirrored, field, helper, customer, meeting].
  function art(told, flipped, upright) {
    var picture = shape("svg", {
      viewBox: "0 0 1600 900", "aria-hidden": "true",
      preserveAspectRatio: (upright ? "xMidYMid" : flipped ? "xMinYMin" : "xMaxYMin") + " slice"
    }, "art");
    var clip = "clip-" + (drawn += 1);
    var circle = { cx: told[1], cy: told[2], r: told[3] };
    var around = shape("clipPath", { id: clip });
    around.appendChild(shape("circle", circle));
    picture.appendChild(around);
    picture.appendChild(shape("path", { d: FIELD, fill: told[5] }));
    // What meets stands above and beside the sheet of paper.
    var aside = upright ? 0 : flipped ? -150 : 150, up = upright ? 0 : -130;
    var mirrored = upright ? told[4] : flipped;
    var group = shape("g", {
      transform: mirrored ? "matrix(-1 0 0 1 " + (1600 + aside) + " " + up + ")" : "translate(" + aside + " " + up + ")"
    });
    group.appendChild(shape("path", { d: told[0], fill: told[6] }, "helper"));
    group.appendChild(shape("circle", Object.assign({ fill: told[7] }, circle)));
    var inside = shape("g", { "clip-path": "url(#" + clip + ")" });
    inside.appendChild(shape("path", { d: told[0], fill: told[8] }, "meeting"));
    group.appendChild(inside);
    picture.appendChild(group);
    return picture;
  }

  // A title; its two halves, before and after its comma, are better not broken.
  function heading(said) {
    var title = element("h1", "title", said), text = title.textContent, cut = text.indexOf(", ");
    var most = (title.lang || document.documentElement.lang) === "en" ? 52 : 26;
    if (text.length > most) { title.classList.add("title--long"); }
    if (cut > 5 && text.length - cut > 7) {
      title.textContent = "";
      title.appendChild(element("span", "phrase", text.slice(0, cut + 1)));
      title.appendChild(document.createTextNode(" "));
      title.appendChild(element("span", "phrase", text.slice(cut + 2)));
    }
    return title;
  }

  // A picture that grows slowly for as long as it is shown.
  function moving(picture, place) {
    if (place.still) { return picture; }
    if (place.begun < 1) { picture.classList.add("art--apart"); }
    picture.classList.add("art--moving");
    picture.style.animationDuration = (place.seconds + 2) + "s";
    picture.style.animationDelay = -place.begun + "s";
    return picture;
  }

  // Set lines of about one length: as narrow as they may be without one more.
  function balance(made) {
    made.querySelectorAll(".title, .text, .lines p").forEach(function (one) {
      var high = one.offsetHeight, least = 50, most = 100;
      for (var time = 0; time < 5; time += 1) {
        var width = (least + most) / 2;
        one.style.maxWidth = width + "%";
        if (one.offsetHeight > high) { least = width; } else { most = width; }
      }
      one.style.maxWidth = most + "%";
    });
  }

  function layer(kind) { return element("section", "layer layer--" + kind); }

  // A story's card. `begun` is how many seconds of it are over, `seconds` how long it is shown.
  function story(card, words, place) {
    var made = layer("card");
    if (place.flipped) { made.classList.add("is-flipped"); }
    var picture;
    if (card.photo) {
      picture = element("img", "art");
      picture.alt = "";
      picture.src = place.use(card.photo);
    } else {
      picture = art(card.art, place.flipped, place.upright);
    }
    made.appendChild(moving(picture, place));
    var sheet = element("div", "sheet");
    var from = element("p", "from");
    var dot = element("span", "dot");
    dot.style.background = card.art[6];
    from.appendChild(dot);
    from.appendChild(document.createTextNode(card.from + (card.prize ? " · " + card.prize : "")));
    sheet.appendChild(from);
    sheet.appendChild(heading(card.title));
    var lines = element("div", "lines");
    card.lines.forEach(function (one) { lines.appendChild(element("p", "", one)); });
    sheet.appendChild(lines);
    made.appendChild(sheet);
    if (card.code) {
      var link = element("div", "link");
      var code = element("img");
      code.alt = "";
      code.src = place.use(card.code);
      link.appendChild(code);
      link.appendChild(element("p", "", words.code));
      made.appendChild(link);
    }
    made.appendChild(left(place));
    return made;
  }

  // How far the item is.
  function left(place) {
    var bar = element("div", "left");
    bar.style.transform = "scaleX(" + Math.min(place.begun / place.seconds, 1) + ")";
    bar.dataset.seconds = Math.max(place.seconds - place.begun, 0);
    return bar;
  }

  // What must wait until a layer is painted: shapes come together, the bar begins to grow.
  function begin(made, still) {
    var picture = made.querySelector(".art--apart"), bar = made.querySelector(".left");
    if (picture) { picture.classList.remove("art--apart"); }
    if (bar && !still) {
      bar.style.transition = "transform " + bar.dataset.seconds + "s linear";
      bar.style.transform = "scaleX(1)";
    }
  }

  // Show the sentence whose turn it is.
  function turn(made, share) {
    var lines = made.querySelectorAll(".lines p");
    var now = Math.min(Math.floor(share * lines.length), lines.length - 1);
    lines.forEach(function (one, number) { one.classList.toggle("is-in", number === now); });
  }

  // A message, on paper too.
  function message(piece, told, place) {
    var made = layer("card");
    made.classList.add("layer--message");
    made.classList.toggle("is-flipped", place.flipped);
    made.appendChild(moving(art(told, place.flipped, place.upright), place));
    var sheet = element("div", "sheet");
    sheet.appendChild(heading(piece.title));
    if (piece.text) { sheet.appendChild(element("p", "text", piece.text)); }
    made.appendChild(sheet);
    made.appendChild(left(place));
    return made;
  }

  // The dark room: the time, a line if there is one, and what comes next. It stands elsewhere each minute.
  function quiet(title, next, place) {
    var made = layer("quiet"), words = element("div", "words");
    words.appendChild(element("p", "hour"));
    if (title) { words.appendChild(element("h1", "", title)); }
    if (next) {
      var line = element("p", "next", next.label + " ");
      line.appendChild(element("b", "", next.title));
      words.appendChild(line);
    }
    made.appendChild(words);
    return made;
  }

  // The title of a film, for its first seconds.
  function title(card, part) {
    var made = layer("title"), tab = element("p", "tab");
    tab.appendChild(element("span", "", card.from));
    tab.appendChild(element("b", "", card.title));
    if (part) { tab.appendChild(element("span", "", part)); }
    made.appendChild(tab);
    return made;
  }

  delightScreen.cards = { story: story, message: message, quiet: quiet, title: title, balance: balance, begin: begin, turn: turn, element: element };
})();
