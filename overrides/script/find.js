// What the search box and the search page share: the engine, fetched when a reader turns to one of them; words with values in
// them, marked text, and the recent searches, which never leave this device. Without this script the box's form still leads to the
// search page, and that to the lists.
globalThis.delightFind = (() => {
  "use strict";
  const key = "delight.searches", most = 8, language = document.documentElement.lang;
  const find = document.querySelector("delight-find"), page = document.querySelector("delight-search");
  const words = { ...find?.dataset, ...page?.dataset };
  const root = new URL(words.root || "./", location.href);
  let engine, coming;

  // The engine, whose script is fetched once; if that fails, the next question tries again.
  function load() {
    coming ??= new Promise((done, failed) => {
      const script = make("script", { src: words.script, onload: done, onerror: failed });
      document.head.append(script);
    }).catch((error) => {
      coming = null;
      throw error;
    });
    return coming;
  }

  const own = find?.querySelector("input");
  own?.addEventListener("focus", () => load().catch(() => {})); // the first question says what failed
  addEventListener("keydown", (event) => {
    const writing = event.target.closest?.("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");
    const slash = event.key === "/" && !writing && !event.ctrlKey && !event.metaKey && !event.altKey;
    // A Korean keyboard gives a vowel for K, and the same code.
    const k = event.code === "KeyK" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    if (!find || (!slash && !k) || event.isComposing || document.querySelector("dialog[open]")) { return; }
    event.preventDefault();
    const box = page?.querySelector("input") || own; // the search page has a larger one
    if (box.offsetParent) {
      box.focus();
      box.select();
    } else {
      location.href = words.search; // on a phone there is no room for the box
    }
  });

  const make = (tag, values) => Object.assign(document.createElement(tag), values);
  const { format: number } = new Intl.NumberFormat(language);
  const part = (name) => document.querySelector(`template[data-part=${name}]`).content.cloneNode(true).children;
  // A pattern's pieces, with values, which may be elements, in the place of their names.
  const pieces = (pattern, values) => pattern.split(/\{(\w+)\}/).map((one, i) => (i % 2 ? values[one] : one));
  const say = (pattern, values) => pieces(pattern, values).join("");

  function recent() {
    try {
      return JSON.parse(localStorage.getItem(key)).filter((one) => one.trim()).slice(0, most);
    } catch { return []; } // storage may be forbidden, or hold what others wrote
  }

  function keep(list) {
    try { localStorage.setItem(key, JSON.stringify(list.slice(0, most))); } catch { /* then nothing is remembered */ }
  }

  const remember = (q) => { if ((q = q.trim())) { keep([q, ...recent().filter((one) => one !== q)]); } };
  const address = (q) => `${words.search}?${new URLSearchParams({ q })}`;

  // Shows the recent searches in a box of their own below an input, while that is empty.
  function offer(into, input) {
    const list = recent();
    into.hidden = !list[0] || input.value.trim();
    if (into.hidden) { return; }
    into.replaceChildren(...part("recent"));
    const forget = (left, next) => {
      keep(left);
      input.focus(); // what is about to go must not take the focus with it
      offer(into, input);
      (into.querySelectorAll("li button")[next] || input).focus();
    };
    into.onmousedown = (event) => event.preventDefault(); // Safari would leave the box, and close this, before the click
    into.querySelector("button").onclick = () => forget([]);
    list.forEach((q, i) => {
      const [row] = part("search"), [link, button] = row.children;
      Object.assign(link, { textContent: q, href: address(q), onclick: () => remember(q) });
      Object.assign(button, { ariaLabel: say(words.forget, { name: q }), onclick: () => forget(list.toSpliced(i, 1), Math.min(i, list.length - 2)) });
      into.lastElementChild.append(row);
    });
  }

  return {
    words, make, number, part, pieces, say, remember, address, offer,
    at: (place) => new URL(place, root).href,

    async ask(query, again = true) {
      try {
        await load();
        engine ??= delight.open({ root: root.href, language });
        return await engine.find(query);
      } catch (error) {
        engine = null; // what failed to load is asked for again: the site may have been built anew under an open page
        if (again) { return this.ask(query, false); }
        throw error;
      }
    },

    count: ({ count, atMost }) =>
      (count === 1 && !atMost ? words.one : say(atMost ? words.atMost : words.count, { n: number(count) })),

    write(node, parts, written) {
      if (written !== language) { node.lang = written; }
      node.append(...parts.map(([text, marked]) => (marked ? make("mark", { textContent: text }) : text)));
    },

    // A key that still belongs to a syllable; 229 is how Safari tells the one that ends it.
    inSyllable: (event) => event.isComposing || event.keyCode === 229,
  };
})();
