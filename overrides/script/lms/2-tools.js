// Small things that the ways to an LMS share: how long a session lasts, how standards write it, and names that are nobody else's.
(() => {
  "use strict";
  const begun = performance.now(), two = (n) => String(Math.floor(n)).padStart(2, "0");

  Object.assign(delightLms, {
    // Seconds since the page was opened.
    elapsed: () => (performance.now() - begun) / 1000,

    // HHHH:MM:SS.SS (SCORM 1.2, CMITimespan).
    timespan(seconds) {
      const hundredths = Math.min(Math.round(seconds * 100), 3599999999), whole = Math.floor(hundredths / 100);
      const hours = String(Math.floor(whole / 3600)).padStart(4, "0");
      return `${hours}:${two(whole / 60 % 60)}:${two(whole % 60)}.${two(hundredths % 100)}`;
    },

    // PT12.34S (ISO 8601; SCORM 2004, timeinterval(second,10,2); xAPI).
    duration: (seconds) => `PT${Number(seconds.toFixed(2))}S`,

    // RFC 4122, version 4; crypto.randomUUID is for https:// alone.
    uuid() {
      const bytes = crypto.getRandomValues(new Uint8Array(16));
      bytes[6] = bytes[6] & 15 | 64;
      bytes[8] = bytes[8] & 63 | 128;
      const hex = [...bytes].map((one) => one.toString(16).padStart(2, "0")).join("");
      return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
    },
  });
})();
