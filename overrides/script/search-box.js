// The search box of every page as a combobox (WAI-ARIA APG): stories as one writes, chosen by arrows, Korean syllables that
// are still being put together included. With nothing written, the recent searches, below it and in reach of Tab.
(() => {
  "use strict";
  const both = delightFind, { words } = both, wait = 60; // milliseconds

  customElements.define("delight-find", class extends HTMLElement {
    connectedCallback() {
      [this.box, this.status, this.list, this.recent] =
        ["input", "[role=status]", "[role=listbox]", ".d-recent"].map((selector) => this.querySelector(selector));
      this.popup = this.list.parentElement;
      this.turn = 0;
      this.box.role = "combobox";
      this.box.setAttribute("aria-controls", this.list.id);
      this.box.ariaAutoComplete = this.list.role.slice(0, 4);
      this.close();
      this.box.addEventListener("input", () => {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.ask(), wait);
      });
      this.box.addEventListener("focus", () => this.ask());
      this.box.addEventListener("keydown", (event) => this.press(event));
      this.recent.addEventListener("keydown", (event) => {
        if (event.key === "Escape") {
          this.box.focus();
          this.close();
        }
      });
      this.addEventListener("focusout", (event) => { if (!this.contains(event.relatedTarget)) { this.close(); } });
      const remember = () => both.remember(this.box.value);
      this.querySelector("form").addEventListener("submit", remember);
      this.list.addEventListener("click", remember);
      this.list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
      if (document.activeElement === this.box) { queueMicrotask(() => this.ask()); } // the engine may stand below
    }

    async ask() {
      const turn = ++this.turn, q = this.box.value.trim();
      if (!q) {
        this.close();
        both.offer(this.recent, this.box);
        return;
      }
      this.recent.hidden = true;
      const answer = await both.ask({ q, filters: {}, sort: "relevance", from: 0, size: 5, facets: false, literal: false, typing: true })
        .catch(() => null);
      // Only the last question's answer counts, and only as long as someone waits for it.
      if (turn === this.turn) { this.show(answer || { results: [], failed: true }, q); }
    }

    show(answer, q) {
      const options = answer.results.filter((one) => !answer.count || !one.similar).map((one) => {
        const row = this.option(both.at(one.address)), [title, quiet, text] = row.children, passage = one.passages[0];
        both.write(title, one.title, one.titleLanguage);
        quiet.append(...[...one.affiliates, one.year].map((word) => both.make("span", { textContent: word })));
        if (passage) { both.write(text, passage.parts, passage.language); }
        return row;
      });
      if (answer.count) {
        const all = this.option(both.address(q));
        all.textContent = both.say(words.all, { n: both.number(answer.count) });
        options.push(all);
      }
      options.forEach((one, i) => { one.id = `${this.list.id}-${i}`; });
      this.list.replaceChildren(...options);
      this.status.textContent = answer.failed ? words.failed : answer.count ? both.say(words.found, { count: both.count(answer) }) : words.none;
      this.open(options[0]);
    }

    option(address) {
      const [row] = both.part("option");
      row.href = address;
      return row;
    }

    open(is) {
      this.popup.hidden = !is;
      this.box.ariaExpanded = Boolean(is);
      this.choose(-1);
    }

    close() {
      this.turn++;
      clearTimeout(this.timer);
      this.open(false);
      this.recent.hidden = true;
    }

    choose(at) {
      const options = [...this.list.children], chosen = options[this.at = at];
      options.forEach((one) => { one.ariaSelected = one === chosen; });
      this.box.setAttribute("aria-activedescendant", chosen?.id || "");
      chosen?.scrollIntoView({ block: "nearest" });
    }

    press(event) {
      const { key } = event, isOpen = !this.popup.hidden, down = key === "ArrowDown", places = this.list.children.length + 1;
      if (both.inSyllable(event)) {
        if (key !== "Enter") { return; }
      } else if (down && !this.recent.hidden) {
        this.recent.querySelector("a").focus();
      } else if (down || key === "ArrowUp") {
        // Before the first and after the last stands the box itself.
        if (isOpen) { this.choose((this.at + 1 + (down ? 1 : places - 1)) % places - 1); } else { this.ask(); }
      } else if (key === "Enter" && isOpen && this.at >= 0) {
        this.list.children[this.at].click();
      } else if (key === "Escape" && (isOpen || !this.recent.hidden || this.box.value)) {
        if (!isOpen) { this.box.value = ""; }
        this.close();
      } else { return; }
      event.preventDefault();
    }
  });
})();
