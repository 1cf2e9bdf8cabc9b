// The colour switch, in Material's markup: one button at a time shows, and leads from system to light to dark.
// Without this script it stays hidden, and the system decides.
(function () {
  "use strict";
  var key = "delight.scheme";
  var root = document.documentElement;

  function keep(scheme) {
    if (scheme) { root.dataset.scheme = scheme; } else { delete root.dataset.scheme; }
    try {
      if (scheme) { localStorage.setItem(key, scheme); } else { localStorage.removeItem(key); }
    } catch (error) { /* then the choice lasts as long as the page */ }
  }

  customElements.define("delight-palette", class extends HTMLElement {
    connectedCallback() {
      var self = this;
      this.addEventListener("change", function (event) {
        keep(event.target.value);
        self.show();
      });
      // Enter does what a click on the one button does; space and arrows are the browser's own.
      this.addEventListener("keydown", function (event) {
        if (event.key === "Enter") {
          event.preventDefault();
          var next = self.querySelector("label:not([hidden])").control;
          next.checked = true;
          next.focus();
          keep(next.value);
          self.show();
        }
      });
      addEventListener("storage", function (event) {
        if (event.key === key) {
          if (event.newValue) { root.dataset.scheme = event.newValue; } else { delete root.dataset.scheme; }
          self.show();
        }
      });
      this.show();
    }

    show() {
      var chosen = root.dataset.scheme || "";
      Array.prototype.forEach.call(this.querySelectorAll("input"), function (input) {
        input.checked = input.value === chosen;
        input.nextElementSibling.hidden = !input.checked;
      });
    }
  });
})();
