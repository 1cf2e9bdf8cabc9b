// The search page. All that was asked stands in its address, so that back, forward and a shared link lead to the same stories;
// what is found fills the page's own templates, always as text. Only that page asks for this script, which stands before find.js.
addEventListener("DOMContentLoaded", () => {
  "use strict";
  const both = delightFind, { words, make, part, say } = both;
  const size = 5, step = 10, few = 8, wait = 250; // stories at a time, options at first, milliseconds
  const text = (tag, textContent) => make(tag, { textContent });
  const time = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60 | 0).padStart(2, "0")}`;

  customElements.define("delight-search", class extends HTMLElement {
    connectedCallback() {
      const one = (selector) => this.querySelector(selector), all = (selector) => [...this.querySelectorAll(selector)];
      for (const node of all("[data-part]:not(template)")) { this[node.dataset.part] = node; }
      this.groups = all("fieldset").map((group, i) => [group.dataset.name, group, all(".d-picks button")[i], ...group.children]);
      this.heading = document.title;
      this.turn = 0;

      const offer = () => both.offer(this.recent, this.box), ask = this.recent.parentElement;
      addEventListener("popstate", () => this.restore());
      // Leaving by a link and coming back leads to where one was.
      addEventListener("pagehide", () => history.replaceState({ shown: this.hits.childElementCount, y: scrollY }, "", this.there));
      this.box.onfocus = offer;
      this.box.oninput = () => {
        offer();
        this.typed();
      };
      this.box.onkeydown = (event) => { if (event.key === "Enter" && both.inSyllable(event)) { event.preventDefault(); } };
      ask.onkeydown = (event) => { if (event.key === "Escape") { this.recent.hidden = true; } };
      ask.addEventListener("focusout", (event) => { if (!ask.contains(event.relatedTarget)) { this.recent.hidden = true; } });
      this.box.form.onsubmit = (event) => {
        event.preventDefault();
        this.timer = clearTimeout(this.timer);
        this.recent.hidden = true;
        both.remember(this.box.value);
        // What was written on the way was no step: back leads to what was asked before, not to half a word.
        history.replaceState(null, "", this.settled);
        this.go(() => this.write());
      };
      this.sort.onchange = () => this.go((state) => {
        if (this.sort.value === "relevance") { state.delete("sort"); } else { state.set("sort", this.sort.value); }
      });
      this.facets.onsubmit = (event) => event.preventDefault();
      this.facets.onchange = ({ target: { name, value, checked } }) => this.go((state) => {
        if (checked) { state.append(name, value); } else { state.delete(name, value); }
      });
      this.clear.onclick = () => this.go((state) => this.groups.forEach(([name]) => state.delete(name)));
      for (const [name, group, pick, , , unfold] of this.groups) {
        unfold.onclick = () => {
          const first = group.querySelector("[hidden] input");
          group.dataset.open = "";
          this.fold(group);
          first.focus();
        };
        // On a phone one group at a time comes up as a sheet.
        pick.onclick = () => {
          for (const [other, its] of this.groups) { its.classList.toggle("d-facets__group--up", other === name); }
          this.drawer.ariaLabel = pick.firstChild.data;
          this.drawer.prepend(this.facets);
          this.drawer.showModal();
        };
      }
      this.drawer.onclick = ({ target }) => { if (target === this.drawer || target === this.done) { this.drawer.close(); } };
      this.drawer.onclose = () => this.side.append(this.facets);
      matchMedia("(min-width: 64em)").onchange = () => this.drawer.close();
      this.more.onclick = () => this.ask(this.hits.childElementCount, step);
      this.retry.onclick = () => this.ask();
      this.hits.onclick = (event) => { if (event.target.closest("a")) { both.remember(this.q); } };
      queueMicrotask(() => { // the engine may stand below
        // Sent by a box whose script was still on its way; a link from elsewhere is no search of this reader's.
        const isSent = !history.state && document.referrer.startsWith(both.at(""));
        this.restore();
        if (isSent) { both.remember(this.q); }
        if (location.hash === "#__ask") { this.box.focus(); }
      });
    }

    get q() { return this.state.get("q") || ""; }

    get order() {
      const given = this.state.get("sort");
      return given === "newest" || given === "oldest" ? given : this.q ? "relevance" : "newest";
    }

    restore() {
      const { shown = 0, y = 0 } = history.state || {};
      this.state = new URLSearchParams(location.search);
      this.settled = this.there;
      this.box.value = this.q;
      this.ask(0, Math.max(size, shown), false, y);
    }

    get there() { return String(this.state) ? `?${this.state}` : location.pathname; }

    typed() {
      if (this.box.value.trim() === this.q) { return; }
      this.write();
      this.ask(0, size, true);
      // Browsers count how often an address changes, and the answer need not wait for it.
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.keep(), wait);
    }

    keep() {
      this.timer = clearTimeout(this.timer);
      history.replaceState(null, "", this.there);
    }

    write() {
      const q = this.box.value.trim();
      if (q !== this.q) { this.state.delete("literal"); }
      if (q) { this.state.set("q", q); } else { this.state.delete("q"); }
    }

    go(change) {
      if (this.timer) { this.keep(); } // the stories from which one chooses
      change(this.state);
      if (this.there !== this.settled) { history.pushState(null, "", this.there); }
      this.settled = this.there;
      this.ask();
    }

    async ask(from = 0, count = size, typing = false, y = 0) {
      const turn = ++this.turn, { state } = this;
      const filters = Object.fromEntries(this.groups.map(([name]) => [name, state.getAll(name)]));
      const answer = await both.ask({ q: this.q, filters, sort: this.order, from, size: count, facets: !from, literal: state.has("literal"), typing })
        .catch(() => ({ results: [], failed: true }));
      if (turn !== this.turn) { return; } // another question was asked meanwhile
      if (from && !answer.failed) { this.add(answer); } else { this.show(answer, typing); }
      if (y) { scrollTo(0, y); }
    }

    show(answer, typing) {
      const isEmpty = !answer.results[0], bold = text("b", both.count({ count: 0, ...answer }));
      this.dataset.ready = "";
      document.title = this.q ? `${this.q} – ${this.heading}` : this.heading;
      for (const link of document.querySelectorAll(".d-top__tools a[hreflang]")) { link.search = String(this.state); }
      this.hits.replaceChildren();
      this.add(answer);
      this.none.hidden = !isEmpty || answer.failed;
      this.failed.hidden = !answer.failed;
      this.lists.hidden = !isEmpty;
      this.count.parentElement.hidden = isEmpty;
      this.sort.options[0].hidden = !this.q;
      this.sort.value = this.order;
      this.count.replaceChildren(...isEmpty ? [] : answer.similar ? [words.similar] : both.pieces(this.q ? words.found : words.everything, { count: bold }));
      this.done.textContent = say(words.show, { count: bold.textContent });
      // Told once the writing rests, or a screen reader would speak over every key.
      clearTimeout(this.telling);
      this.telling = setTimeout(() => {
        this.status.textContent = answer.failed ? words.failed : isEmpty ? words.none : this.count.textContent;
      }, 400);
      this.annotate(answer);
      // While someone writes, the filters come a moment after the stories.
      clearTimeout(this.narrowing);
      const narrow = () => this.narrow(answer.facets || {});
      if (typing) { this.narrowing = setTimeout(narrow, 100); } else { narrow(); }
    }

    add({ results, similar, count }) {
      const from = this.hits.childElementCount;
      this.hits.append(...results.map((one, i) => {
        const row = this.hit(one);
        // After the stories that hold every word come some that are only like them, not counted.
        if (count && one.similar && !results[i - 1]?.similar) { row.prepend(make("p", { className: "d-hit__similar", textContent: words.more })); }
        return row;
      }));
      this.more.hidden = similar || !results[0] || this.hits.childElementCount >= count;
      if (from) { this.hits.children[from]?.querySelector("a").focus(); }
    }

    annotate({ reading }) {
      const link = (textContent, name, value) => {
        const state = new URLSearchParams(this.state);
        state.set(name, value);
        return make("a", { textContent, href: `?${state}` });
      };
      this.note.replaceChildren(
        ...reading ? [say(words.reading, reading), " ", link(say(words.literal, reading), "literal", 1), " "] : [],
      );
      this.note.hidden = !this.note.firstChild;
    }

    hit(one) {
      const [row] = part("hit"), [head, cover] = row.children, [kicker, title] = head.children, [picture, play] = cover.children;
      const isVideo = one.kind === "video", passage = one.passages.find(({ at }) => at == null);
      const kind = one.kind === "article" && one.length ? say(words.read, { n: one.length }) : !isVideo && words[one.kind];
      kicker.append(make("span", { className: `d-dot d-dot--${one.category.id}` }), text("b", one.category.name),
        ...[...one.affiliates, one.year, one.prize, kind, words[{ ko: "onlyKo", en: "onlyEn" }[one.onlyIn]]].filter(Boolean).map((word) => text("span", word)));
      title.firstChild.href = both.at(one.address);
      both.write(title.firstChild, one.title, one.titleLanguage);
      Object.assign(picture, one.cover, { src: both.at(one.cover.src) });
      play.hidden = !isVideo;
      play.lastChild.textContent = one.length ? time(one.length) : words.video;
      if (passage) {
        const said = make("p", { className: "d-hit__text" });
        both.write(said, passage.parts, passage.language);
        cover.after(said);
      }
      row.append(...one.passages.filter(({ at }) => at != null).slice(0, 2).map((said) => this.cue(said)));
      return row;
    }

    cue({ address, at, parts, language }) {
      const [row] = part("cue"), [, when, said] = row.children;
      row.href = both.at(address);
      row.hash ||= `t=${at}`;
      when.textContent = time(at);
      both.write(said, parts, language);
      return row;
    }

    narrow(facets) {
      const at = [...this.chips.children].indexOf(document.activeElement);
      this.chips.replaceChildren(this.clear);
      for (const [name, group, pick, , list] of this.groups) {
        const ids = this.state.getAll(name), options = (facets[name] || []).filter((one) => one.count || ids.includes(one.id));
        const focused = list.contains(document.activeElement) && document.activeElement.value;
        list.replaceChildren(...this.rows(name, options, ids));
        this.fold(group);
        for (const { value, nextElementSibling } of list.querySelectorAll(":checked")) {
          this.clear.before(this.chip(name, value, nextElementSibling.textContent));
        }
        if (focused) { list.querySelector(`[value="${CSS.escape(focused)}"]`)?.focus(); }
        group.hidden = pick.hidden = !options[0];
        pick.classList.toggle("d-pick--on", ids.length > 0);
        pick.children[0].textContent = ids.length || "";
      }
      this.fewer.hidden = this.chips.hidden = this.chips.firstChild === this.clear;
      // What was pressed is gone: the next chip takes its place, or the list.
      if (at >= 0) { (this.chips.hidden ? this.hits : this.chips.children[at]).focus(); }
    }

    // Each option after the one that it belongs to.
    rows(name, options, ids, parent = "", depth = 0) {
      return options.filter((one) => parent === (options.some(({ id }) => id === one.parent) ? one.parent : "")).flatMap((one) => {
        const [row] = part("facet"), [input, label, count] = row.children;
        Object.assign(input, { name, value: one.id, checked: ids.includes(one.id) });
        label.textContent = one.name;
        if (name === "language" && (one.id === "ko") === /[가-힣]/.test(one.name)) { label.lang = one.id; }
        count.textContent = both.number(one.count);
        row.classList.toggle("d-facet--below", depth > 0);
        return [row, ...this.rows(name, options, ids, one.id, depth + 1)];
      });
    }

    fold(group) {
      const [, list, unfold] = group.children, rows = [...list.children];
      rows.forEach((row, i) => { row.hidden = i >= few && !("open" in group.dataset) && !row.firstChild.checked; });
      const n = rows.filter((row) => row.hidden).length;
      unfold.hidden = !n;
      unfold.textContent = say(words.unfold, { n });
    }

    chip(name, value, label) {
      const [chip] = part("chip");
      chip.firstChild.textContent = label;
      chip.ariaLabel = say(words.remove, { name: label });
      chip.onclick = () => this.go((state) => state.delete(name, value));
      return chip;
    }
  });
});
