// The search box of every page as a combobox (WAI-ARIA APG): stories as one writes, chosen by arrows, Korean syllables that
// are still being put together included. With nothing written, the recent searches, below it and in reach of Tab.
(() => {
  "use strict";
  const shown = delightShown, wait = 60; // milliseconds; a quick writer's keys lie further apart

  customElements.define("delight-find", class extends HTMLElement {
    connectedCallback() {
      this.box = this.querySelector("input");
      this.status = this.querySelector("[role=status]");
      this.list = this.querySelector("[role=listbox]");
      this.recent = this.querySelector(".d-recent");
      this.turn = 0;
      this.options = [];
      for (const [name, value] of Object.entries({
        role: "combobox", "aria-autocomplete": "list", "aria-haspopup": "listbox", "aria-controls": this.list.id, "aria-expanded": false,
      })) { this.box.setAttribute(name, value); }

      this.box.addEventListener("input", () => {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.ask(), wait);
      });
      this.box.addEventListener("focus", () => this.ask());
      this.box.addEventListener("keydown", (event) => this.press(event));
      this.addEventListener("keydown", (event) => {
        if (event.key === "Escape" && event.target !== this.box) { this.close(); this.box.focus(); this.close(); }
      });
      this.addEventListener("focusout", (event) => { if (!this.contains(event.relatedTarget)) { this.close(); } });
      this.querySelector("form").addEventListener("submit", () => shown.remember(this.box.value));
      this.list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
      this.list.addEventListener("click", () => shown.remember(this.box.value));
      if (document.activeElement === this.box) { queueMicrotask(() => this.ask()); } // the engine may stand below
    }

    async ask() {
      const turn = ++this.turn, q = this.box.value.trim();
      if (!q) {
        this.close();
        shown.offer(this.recent, this.box);
        return;
      }
      this.recent.hidden = true;
      let answer;
      try {
        answer = await shown.ask({ q, filters: {}, sort: "relevance", from: 0, size: 5, facets: false, literal: false, typing: true });
      } catch {
        if (turn === this.turn) {
          this.close();
          this.status.textContent = this.dataset.failed;
        }
        return;
      }
      // Only the last question's answer counts, and only as long as someone waits for it.
      if (turn === this.turn && document.activeElement === this.box) { this.show(answer, q); }
    }

    show(answer, q) {
      this.options = answer.results.map((one) => this.option(new URL(one.address, shown.root), (title, quiet, text) => {
        shown.write(title, one.title, one.titleLanguage);
        for (const word of [...one.affiliates, one.year]) {
          quiet.append(Object.assign(document.createElement("span"), { textContent: word }));
        }
        const passage = one.passages[0];
        if (passage) { shown.write(text, passage.parts, passage.language); } else { text.remove(); }
      }));
      const all = this.option(shown.address(q), (title, quiet, text) => {
        title.textContent = shown.say(this.dataset.all, { n: shown.number(answer.count) });
        quiet.remove();
        text.remove();
      });
      if (answer.count) { this.options.push(all); }
      this.options.forEach((one, i) => { one.id = `${this.list.id}-${i}`; });
      this.list.replaceChildren(...this.options);
      this.status.textContent = answer.count ? shown.say(this.dataset.found, { count: shown.count(answer) }) : this.dataset.none;
      this.open(this.options.length > 0);
    }

    option(address, fill) {
      const row = shown.part(this, "option").firstElementChild;
      row.href = address;
      fill(...row.children);
      return row;
    }

    open(is) {
      this.list.parentElement.hidden = !is;
      this.box.setAttribute("aria-expanded", is);
      this.choose(-1);
    }

    close() {
      this.turn++;
      clearTimeout(this.timer);
      this.open(false);
      this.recent.hidden = true;
    }

    choose(at) {
      this.at = at;
      this.options.forEach((one, i) => one.setAttribute("aria-selected", i === at));
      if (at < 0) { this.box.removeAttribute("aria-activedescendant"); return; }
      this.box.setAttribute("aria-activedescendant", this.options[at].id);
      this.options[at].scrollIntoView({ block: "nearest" });
    }

    press(event) {
      const isOpen = !this.list.parentElement.hidden, { key } = event;
      // A key that still belongs to a syllable neither submits nor chooses; 229 is how Safari tells it.
      if (event.isComposing || event.keyCode === 229) {
        if (key === "Enter") { event.preventDefault(); }
      } else if (key === "ArrowDown" && !this.recent.hidden) {
        event.preventDefault();
        this.recent.querySelector("a").focus();
      } else if (key === "ArrowDown" || key === "ArrowUp") {
        event.preventDefault();
        if (!isOpen) { this.ask(); return; }
        // Before the first and after the last stands the box itself.
        const places = this.options.length + 1;
        this.choose((this.at + 1 + (key === "ArrowDown" ? 1 : places - 1)) % places - 1);
      } else if (key === "Enter" && isOpen && this.at >= 0) {
        event.preventDefault();
        this.options[this.at].click();
      } else if (key === "Escape" && (isOpen || !this.recent.hidden || this.box.value)) {
        event.preventDefault();
        if (!isOpen) { this.box.value = ""; }
        this.close();
      }
    }
  });
})();
