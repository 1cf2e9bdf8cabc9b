// What the search box and the search page share: the engine once for both, words with values in them, marked text, and the
// recent searches, which never leave this device.
globalThis.delightShown = (() => {
  "use strict";
  const key = "delight.searches", most = 8;
  const find = document.querySelector("delight-find"), words = find.dataset;
  const root = new URL(words.root || "./", location.href).href;
  let engine = null;

  function recent() {
    try {
      const kept = JSON.parse(localStorage.getItem(key));
      return Array.isArray(kept) ? kept.filter((one) => typeof one === "string").slice(0, most) : [];
    } catch { return []; } // storage may be forbidden, or hold what others wrote
  }

  function keep(list) {
    try {
      if (list.length) { localStorage.setItem(key, JSON.stringify(list)); } else { localStorage.removeItem(key); }
    } catch { /* then nothing is remembered */ }
  }

  // A pattern's pieces, with values, which may be elements, in the place of their names.
  const pieces = (pattern, values) =>
    pattern.split(/\{(\w+)\}/).map((part, i) => (i % 2 ? values[part] : part)).filter((part) => part !== "");
  const number = (n) => n.toLocaleString(document.documentElement.lang);

  return {
    root, recent, pieces, number,
    say: (pattern, values) => pieces(pattern, values).join(""),
    part: (of, name) => of.querySelector(`template[data-part=${name}]`).content.cloneNode(true),
    address: (q) => `${words.search}?${new URLSearchParams({ q })}`,

    async ask(query) {
      try {
        engine ??= delight.open({ root, language: document.documentElement.lang });
        return await engine.find(query);
      } catch (error) {
        engine = null; // what failed to load is asked for again the next time
        throw error;
      }
    },

    count({ count, atMost }) {
      return atMost ? this.say(words.atMost, { n: number(count) })
        : count === 1 ? words.one : this.say(words.count, { n: number(count) });
    },

    write(node, parts, language) {
      if (language && language !== document.documentElement.lang) { node.lang = language; }
      node.append(...parts.map(([text, marked]) =>
        marked ? Object.assign(document.createElement("mark"), { textContent: text }) : text));
    },

    remember(q) {
      if ((q = q.trim())) { keep([q, ...recent().filter((one) => one !== q)].slice(0, most)); }
    },

    // Shows the recent searches in a box of their own below an input, while that is empty.
    offer(into, input) {
      const list = recent();
      into.hidden = !list.length || Boolean(input.value.trim());
      if (into.hidden) { return; }
      into.replaceChildren(this.part(find, "recent"));
      const forget = (left, next) => {
        keep(left);
        this.offer(into, input);
        (into.querySelectorAll("li button")[next] || input).focus();
      };
      into.querySelector("[data-clear]").onclick = () => forget([]);
      list.forEach((q, i) => {
        const row = this.part(find, "search"), link = row.querySelector("a"), button = row.querySelector("button");
        link.textContent = q;
        link.href = this.address(q);
        link.onclick = () => this.remember(q);
        button.setAttribute("aria-label", this.say(words.forget, { name: q }));
        button.onclick = () => forget(list.filter((one) => one !== q), Math.min(i, list.length - 2));
        into.querySelector("ul").append(row);
      });
    },
  };
})();
