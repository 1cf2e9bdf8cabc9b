// The share menu: copies the permanent address where the browser allows it, also that of the film's present moment, and the code
// that embeds the story; closes on Esc or a click elsewhere.
// Without this script the menu still opens, and its links work.
(function () {
  "use strict";

  function copied(text) {
    if (navigator.clipboard && window.isSecureContext) {
      return navigator.clipboard.writeText(text);
    }
    // On plain http:// there is no clipboard; the older command still works there.
    var field = document.createElement("textarea");
    field.value = text;
    field.setAttribute("readonly", "");
    field.className = "d-sr";
    document.body.appendChild(field);
    field.select();
    var done = document.execCommand("copy");
    field.remove();
    return done ? Promise.resolve() : Promise.reject(new Error("copy"));
  }

  globalThis.delightCopy = copied;

  customElements.define("delight-share", class extends HTMLElement {
    connectedCallback() {
      var self = this;
      var menu = this.querySelector("details"); // the outer one: code and QR code have their own inside
      var status = this.querySelector("[role=status]");
      var film = document.querySelector("delight-film");
      var moment = this.querySelector("[data-moment]");
      var hasFilm = film && film.media; // its script may have failed to come
      if (moment && hasFilm) {
        menu.addEventListener("toggle", function () { moment.textContent = moment.dataset.moment.replace("{time}", film.clock); });
      }
      Array.prototype.forEach.call(this.querySelectorAll("[data-copy]"), function (button) {
        button.hidden = button === moment && !hasFilm;
        button.addEventListener("click", function () {
          var address = new URL(button.dataset.copy, location.href);
          if (button === moment) { address.hash = "t=" + film.second; }
          copied(address.href).then(
            function () { status.textContent = self.dataset.copied; },
            function () { status.textContent = self.dataset.failed; }
          );
        });
      });
      Array.prototype.forEach.call(this.querySelectorAll("[data-copy-code]"), function (button) {
        button.hidden = false;
        button.addEventListener("click", function () {
          copied(button.previousElementSibling.value).then(
            function () { status.textContent = self.dataset.copiedCode; },
            function () { status.textContent = self.dataset.failed; }
          );
        });
      });
      document.addEventListener("click", function (event) {
        if (!self.contains(event.target)) { menu.open = false; }
      });
      this.addEventListener("keydown", function (event) {
        if (event.key === "Escape" && menu.open) {
          menu.open = false;
          menu.querySelector("summary").focus();
        }
      });
    }
  });
})();
