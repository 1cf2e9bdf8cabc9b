// The search page. All that was asked stands in its address, so that back, forward and a shared link lead to the same stories;
// what is found fills the page's own templates, always as text.
(() => {
  "use strict";
  const shown = delightShown, size = 8, few = 8, wait = 120; // stories at a time, options at first, milliseconds
  const sorts = ["newest", "oldest"], html = document.documentElement;
  const span = (text) => Object.assign(document.createElement("span"), { textContent: text });
  const time = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

  customElements.define("delight-search", class extends HTMLElement {
    connectedCallback() {
      const one = (selector) => this.querySelector(selector), all = (selector) => [...this.querySelectorAll(selector)];
      const part = (name) => one(`[data-part=${name}]:not(template)`);
      Object.assign(this, {
        box: one("#__ask"), sort: one("#__sort"), status: one("[role=status]"), hits: one(".d-hits"), more: one(".d-search__more"),
        facets: one(".d-facets"), groups: all(".d-facets__group"), picks: all(".d-picks button"), chips: one(".d-chips"), recent: one(".d-recent"),
        drawer: one("dialog"), lists: one(".d-search__lists"), count: part("count"), note: part("note"), none: part("none"), failed: part("failed"),
      });
      this.title = document.title;
      this.names = {}; // of options, by group and id: a chip tells what was chosen even when nothing of it is left
      this.turn = 0;
      this.listen();
      queueMicrotask(() => { // the engine may stand below
        this.restore();
        if (location.hash === "#__ask") { this.box.focus(); }
      });
    }

    listen() {
      addEventListener("popstate", () => this.restore());
      // Leaving by a link and coming back leads to where one was.
      addEventListener("pagehide", () => history.replaceState({ shown: this.hits.children.length, y: scrollY }, ""));
      const offer = () => shown.offer(this.recent, this.box), ask = this.recent.parentElement;
      this.box.addEventListener("focus", offer);
      this.box.addEventListener("input", () => {
        offer();
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.typed(), wait);
      });
      this.box.addEventListener("keydown", (event) => {
        // A key that still belongs to a syllable submits nothing; 229 is how Safari tells it.
        if (event.key === "Enter" && (event.isComposing || event.keyCode === 229)) { event.preventDefault(); }
      });
      ask.addEventListener("keydown", (event) => { if (event.key === "Escape") { this.recent.hidden = true; } });
      ask.addEventListener("focusout", (event) => { if (!ask.contains(event.relatedTarget)) { this.recent.hidden = true; } });
      this.recent.addEventListener("click", (event) => {
        if (event.target.closest("a") && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
          event.preventDefault();
          this.submit(event.target.textContent);
        }
      });
      this.querySelector("form").addEventListener("submit", (event) => {
        event.preventDefault();
        this.submit(this.box.value);
      });
      this.sort.addEventListener("change", () => this.go({ sort: this.sort.value }));
      this.facets.addEventListener("submit", (event) => event.preventDefault());
      this.facets.addEventListener("change", () => this.choose());
      this.chips.lastElementChild.addEventListener("click", () => {
        this.go({ filters: {} });
        this.count.focus();
      });
      for (const group of this.groups) {
        group.lastElementChild.addEventListener("click", () => {
          const first = group.querySelector("label[hidden] input");
          group.dataset.open = "";
          this.fold(group);
          first.focus();
        });
      }
      for (const pick of this.picks) { pick.addEventListener("click", () => this.pull(pick)); }
      this.drawer.addEventListener("click", (event) => {
        if (event.target === this.drawer || event.target.closest(".d-drawer__foot button")) { this.drawer.close(); }
      });
      this.drawer.addEventListener("close", () => this.querySelector(".d-search__side").append(this.facets));
      matchMedia("(min-width: 64em)").addEventListener("change", () => this.drawer.close());
      this.more.addEventListener("click", () => this.add());
      this.failed.querySelector("button").addEventListener("click", () => this.ask());
      this.hits.addEventListener("click", (event) => { if (event.target.closest("a")) { shown.remember(this.state.q); } });
    }

    // The address ------------------------------------------------------------

    restore() {
      const given = new URLSearchParams(location.search), sort = given.get("sort");
      this.state = {
        q: given.get("q") || "",
        filters: Object.fromEntries(this.groups.map(({ dataset: { name } }) => [name, [...new Set(given.getAll(name))]])),
        sort: sorts.includes(sort) ? sort : "relevance",
        literal: given.get("literal") === "1",
      };
      this.box.value = this.state.q;
      this.settled = location.search;
      const { shown: before = 0, y = 0 } = history.state || {};
      this.ask(false, Math.max(size, before), y);
    }

    query({ q, filters, sort, literal } = this.state) {
      const given = new URLSearchParams();
      if (q) { given.set("q", q); }
      for (const [name, ids] of Object.entries(filters)) { ids.forEach((id) => given.append(name, id)); }
      if (sort !== "relevance") { given.set("sort", sort); }
      if (literal) { given.set("literal", "1"); }
      return `?${given}`;
    }

    // What is written on the way is no step of the reader's: back leads to what was last asked, not to half a word.
    typed() {
      const q = this.box.value.trim();
      if (q === this.state.q) { return; }
      this.state = { ...this.state, q, literal: false };
      history.replaceState(null, "", this.query());
      this.ask(true);
    }

    submit(q) {
      clearTimeout(this.timer);
      this.box.value = q.trim();
      this.recent.hidden = true;
      shown.remember(q);
      this.go({ q: q.trim(), literal: false }, true);
    }

    go(change, fromBox) {
      this.state = { ...this.state, ...change };
      const query = this.query();
      if (fromBox && query !== this.settled) { history.replaceState(null, "", this.settled || location.pathname); }
      if (query !== (location.search || "?")) { history.pushState(null, "", query); }
      this.settled = query;
      this.ask();
    }

    choose() {
      const filters = {};
      for (const { name, value } of this.facets.querySelectorAll("input:checked")) { (filters[name] ??= []).push(value); }
      this.go({ filters });
    }

    // The answer -------------------------------------------------------------

    find(from, count, typing) {
      const { q, filters, sort, literal } = this.state;
      // With nothing asked for, the newest come first.
      const order = q || sort !== "relevance" ? sort : "newest";
      return shown.ask({ q, filters, sort: order, from, size: count, facets: !from, literal, typing });
    }

    async ask(typing = false, count = size, y = 0) {
      const turn = ++this.turn;
      this.hits.ariaBusy = true;
      try {
        const answer = await this.find(0, count, typing);
        if (turn !== this.turn) { return; }
        this.show(answer);
        if (y) { scrollTo(0, y); }
      } catch {
        if (turn === this.turn) { this.fail(); }
      }
    }

    async add() {
      const turn = ++this.turn, from = this.hits.children.length;
      try {
        const { results } = await this.find(from, size, false);
        if (turn !== this.turn) { return; }
        this.hits.append(...results.map((one) => this.hit(one)));
        this.more.hidden = this.hits.children.length >= this.found || !results.length;
        this.hits.children[from]?.querySelector("a").focus();
      } catch {
        if (turn === this.turn) { this.fail(); }
      }
    }

    fail() {
      this.show({ count: 0, results: [], facets: [] });
      this.none.hidden = true;
      this.failed.hidden = false;
      this.tell(this.failed.firstElementChild.textContent);
      this.count.textContent = "";
    }

    show(answer) {
      const { q } = this.state, { results, count } = answer, isEmpty = !results.length;
      this.dataset.ready = "";
      document.title = q ? `${q} – ${this.title}` : this.title;
      for (const link of document.querySelectorAll(".d-top__tools a[hreflang]")) { link.search = location.search; }
      this.hits.replaceChildren(...results.map((one) => this.hit(one)));
      this.hits.ariaBusy = false;
      this.found = answer.similar ? 0 : count;
      this.more.hidden = results.length >= this.found;
      this.none.hidden = !isEmpty;
      this.failed.hidden = true;
      this.lists.hidden = !isEmpty;
      this.sort.parentElement.hidden = isEmpty;
      this.sort.options[0].hidden = !q;
      this.sort.value = q || this.state.sort !== "relevance" ? this.state.sort : "newest";
      this.tellCount(answer);
      this.annotate(answer);
      this.narrow(answer.facets || []);
    }

    tellCount(answer) {
      const number = Object.assign(document.createElement("b"), { textContent: shown.count(answer) });
      const { found } = document.querySelector("delight-find").dataset;
      const words = answer.similar ? [this.dataset.similar]
        : answer.results.length ? shown.pieces(this.state.q ? found : this.dataset.everything, { count: number }) : [];
      this.count.replaceChildren(...words);
      this.drawer.querySelector(".d-drawer__foot button").textContent = shown.say(this.dataset.show, { count: number.textContent });
      this.tell(this.count.textContent || this.none.querySelector("h2").textContent);
    }

    // Told once the writing rests, or a screen reader would speak over every key.
    tell(text) {
      clearTimeout(this.telling);
      this.telling = setTimeout(() => { this.status.textContent = text; }, 400);
    }

    annotate({ reading, suggestion }) {
      const link = (text, change) => {
        const made = Object.assign(document.createElement("a"), { textContent: text, href: this.query({ ...this.state, ...change }) });
        made.addEventListener("click", (event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) { return; }
          event.preventDefault();
          this.box.value = change.q;
          this.go(change, true);
          this.count.focus();
        });
        return made;
      };
      const words = [];
      if (reading) {
        words.push(...shown.pieces(this.dataset.reading, reading), " ",
          link(shown.say(this.dataset.literal, reading), { q: this.state.q, literal: true }));
      }
      if (suggestion) {
        words.push(" ", ...shown.pieces(this.dataset.suggestion, { word: link(suggestion, { q: suggestion, literal: false }) }));
      }
      this.note.replaceChildren(...words);
      this.note.hidden = !words.length;
    }

    hit(one) {
      const row = shown.part(this, "hit").firstElementChild, title = row.querySelector("a"), cover = row.querySelector(".d-cover");
      const [kicker, picture, play] = [".d-kicker", "img", ".d-play"].map((selector) => row.querySelector(selector));
      const isVideo = one.kind === "video", data = this.dataset;
      const dot = span(""), category = document.createElement("b");
      dot.className = `d-dot d-dot--${one.category.id}`;
      category.textContent = one.category.name;
      const kind = one.kind === "article" && one.length ? shown.say(data.read, { n: one.length }) : isVideo ? "" : data[one.kind];
      const only = one.onlyIn && data[`only${one.onlyIn[0].toUpperCase()}${one.onlyIn.slice(1)}`];
      kicker.append(dot, category, ...[...one.affiliates, one.year, one.prize, kind, only].filter(Boolean).map(span));
      title.href = new URL(one.address, shown.root);
      shown.write(title, one.title, one.titleLanguage);
      Object.assign(picture, { src: new URL(one.cover.src, shown.root), width: one.cover.width, height: one.cover.height });
      play.hidden = !isVideo;
      play.lastElementChild.textContent = one.length ? time(one.length) : data.video;
      const passage = one.passages.find(({ at }) => at == null);
      if (passage) {
        const text = Object.assign(document.createElement("p"), { className: "d-hit__text" });
        shown.write(text, passage.parts, passage.language);
        cover.after(text);
      }
      row.append(...one.passages.filter(({ at }) => at != null).slice(0, 2).map((said) => this.cue(said)));
      return row;
    }

    cue(said) {
      const row = shown.part(this, "cue").firstElementChild, [, at, text] = row.children, address = new URL(said.address, shown.root);
      address.hash ||= `t=${said.at}`;
      row.href = address;
      at.textContent = time(said.at);
      shown.write(text, said.parts, said.language);
      return row;
    }

    // The filters ------------------------------------------------------------

    narrow(facets) {
      const chosen = [];
      this.groups.forEach((group, i) => {
        const { name } = group.dataset, ids = this.state.filters[name] || [], pick = this.picks[i];
        const options = this.inTree((facets[name] || []).filter((one) => one.count || ids.includes(one.id)));
        const names = this.names[name] ??= new Map();
        options.forEach((one) => names.set(one.id, one.name));
        ids.forEach((id) => chosen.push([name, id, names.get(id) || id]));
        this.fill(group, options, ids);
        group.hidden = pick.hidden = !options.length;
        pick.classList.toggle("d-pick--on", ids.length > 0);
        pick.querySelector("span").textContent = ids.length || "";
      });
      this.chips.replaceChildren(...chosen.map((one) => this.chip(...one)), this.chips.lastElementChild);
      this.chips.hidden = !chosen.length;
      this.none.querySelector("[data-part=fewer]").hidden = !chosen.length;
    }

    // Each option after the one it belongs to, and how deep it stands.
    inTree(options) {
      const there = new Set(options.map(({ id }) => id)), made = [];
      const under = (parent, depth) => {
        for (const one of options) {
          if ((there.has(one.parent) ? one.parent : "") === parent) {
            made.push({ ...one, depth });
            under(one.id, depth + 1);
          }
        }
      };
      under("", 0);
      return made;
    }

    // Options that stay keep their elements, and so the focus.
    fill(group, options, ids) {
      const list = group.children[1], { name } = group.dataset;
      const before = new Map([...list.children].map((row) => [row.firstElementChild.value, row]));
      options.forEach((one, i) => {
        const row = before.get(one.id) || shown.part(this, "facet").firstElementChild, [input, label, count] = row.children;
        before.delete(one.id);
        Object.assign(input, { name, value: one.id, checked: ids.includes(one.id) });
        label.textContent = one.name;
        if (name === "language" && (one.id === "ko") === /[가-힣]/.test(one.name)) { label.lang = one.id; }
        count.textContent = shown.number(one.count);
        row.classList.toggle("d-facet--below", one.depth > 0);
        if (list.children[i] !== row) { list.insertBefore(row, list.children[i] || null); }
      });
      before.forEach((row) => row.remove());
      this.fold(group);
    }

    fold(group) {
      const rows = [...group.children[1].children], more = group.lastElementChild;
      rows.forEach((row, i) => { row.hidden = i >= few && !("open" in group.dataset) && !row.firstElementChild.checked; });
      const left = rows.filter((row) => row.hidden).length;
      more.hidden = !left;
      more.textContent = shown.say(this.dataset.unfold, { n: left });
    }

    chip(name, id, text) {
      const chip = shown.part(this, "chip").firstElementChild;
      chip.firstElementChild.textContent = text;
      chip.setAttribute("aria-label", shown.say(this.dataset.remove, { name: text }));
      chip.addEventListener("click", () => {
        const next = chip.nextElementSibling, filters = { ...this.state.filters };
        filters[name] = filters[name].filter((one) => one !== id);
        const at = [...this.chips.children].indexOf(chip);
        this.go({ filters });
        chip.remove();
        (this.chips.children.length > 1 ? this.chips.children[at] || next : this.count).focus();
      });
      return chip;
    }

    // On a phone one group at a time comes up as a sheet.
    pull(pick) {
      for (const group of this.groups) { group.classList.toggle("d-facets__group--up", group.dataset.name === pick.dataset.name); }
      this.drawer.ariaLabel = pick.firstChild.textContent;
      this.drawer.firstElementChild.append(this.facets);
      this.drawer.showModal();
    }
  });
})();
