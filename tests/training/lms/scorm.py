"""An LMS that opens SCOs: scorm-again in a page of a real browser, with every call to it written down.

In: a page of Playwright, where packages are served, and what was kept of earlier sessions. Out: what is kept after a session.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Frame, Page

from tests.pages.sites import PROJECT

LIBRARY = PROJECT / ".cache/lms/node_modules/scorm-again/dist"
API = {"scorm12": "API", "scorm2004": "API_1484_11"}
STARTED = {"scorm12": "LMSInitialize", "scorm2004": "Initialize"}
ENDED = {"scorm12": "LMSFinish", "scorm2004": "Terminate"}
COMMITTED = {"scorm12": "LMSCommit", "scorm2004": "Commit"}
GOT = {"scorm12": "LMSGetValue", "scorm2004": "GetValue"}
SET = {"scorm12": "LMSSetValue", "scorm2004": "SetValue"}
_PAGE = """<!doctype html>
<html lang="en"><title>LMS</title><link rel="icon" href="data:,">
<script src="scorm12.js"></script><script src="scorm2004.js"></script>
<style>body { margin: 0 } iframe { display: block; width: 100%; height: 100vh; border: 0 }</style>
<body></body></html>
"""
_OPEN = """([version, name, cmi, unit, fails]) => {
  const settings = { autocommit: false, strict_errors: true, logLevel: 4, onLogMessage: (level, text) => { if (level >= 4) told.push(text); } };
  window.told = [];
  window.calls = [];
  window.fails = fails;
  const real = window.real = new (version === "scorm12" ? Scorm12API : Scorm2004API)(settings);
  const { set, ...kept } = cmi;
  real.loadFromJSON(kept, "");
  for (const [name, value] of Object.entries(set || {})) real.setCMIValue(name, value);
  const before = version === "scorm12" ? "LMS" : "";
  window[name] = {};
  for (const one of ["Initialize", version === "scorm12" ? "Finish" : "Terminate", "GetValue", "SetValue", "Commit"]) {
    window[name][before + one] = (...given) => {
      if (window.fails.includes(one)) { calls.push([before + one, given, "false", 101, Date.now()]); return "false"; }
      const answer = real[before + one](...given);
      calls.push([before + one, given, String(answer), Number(real[before + "GetLastError"]()), Date.now()]);
      return answer;
    };
  }
  window[name][before + "GetLastError"] = () => (window.fails.length ? "101" : real[before + "GetLastError"]());
  const frame = document.createElement("iframe");
  frame.name = "sco";
  frame.src = unit;
  document.body.append(frame);
}"""


# An LMS of few words: it keeps what it is told, and answers as the functions given say.
_FEW_WORDS = """([version, unit, kept, answers]) => {
  const before = version === "scorm12" ? "LMS" : "", api = window[version === "scorm12" ? "API" : "API_1484_11"] = {};
  window.kept = kept;
  window.set = [];
  const own = {
    Initialize: () => "true", Finish: () => "true", Terminate: () => "true", Commit: () => "true",
    GetValue: (name) => kept[name] ?? "", SetValue: (name, value) => { set.push([name, value]); kept[name] = value; return "true"; },
    GetLastError: () => "0",
  };
  for (const [name, act] of Object.entries({ ...own, ...eval(`(${answers})`) })) { if (act) api[before + name] = act; }
  const frame = document.createElement("iframe");
  frame.name = "sco";
  frame.src = unit;
  document.body.append(frame);
}"""


def plain_lms(page: Page, host: str, version: str, unit: str, kept: dict[str, str], answers: str) -> Frame:
    """Open a unit in an LMS that keeps values as `window.kept` and `window.set`; `answers` is an object of script with calls that it answers otherwise."""
    page.goto(f"{host}lms/index.html")
    page.evaluate(_FEW_WORDS, [version, f"{host}packages/{unit}", kept, answers])
    sco: Frame = page.wait_for_event("framenavigated", lambda one: one.name == "sco", timeout=10_000)
    sco.wait_for_load_state()
    sco.wait_for_selector("[data-unit=progress]:not([hidden])")
    return sco


class Call(NamedTuple):
    """A call to the LMS."""

    name: str
    given: tuple[str, ...]
    answer: str
    error: int
    at: int
    """Milliseconds of the page's own clock."""


class Lms:
    """A session with one SCO."""

    def __init__(
        self,
        page: Page,
        host: str,
        version: str,
        unit: str,
        cmi: Any,
        language: str = "ko",
        fails: tuple[str, ...] = (),
        name: str = "first-contact",
        format: str = "",
    ) -> None:
        """Open a unit; `cmi` is what earlier sessions left and, as `set`, single values by name; `fails` names calls that do not work, `format` is that of its package."""
        self.page, self.version = page, version
        page.goto(f"{host}lms/index.html")
        address = f"{host}packages/{name}.{language}.{format or version}/{unit}.html"
        page.evaluate(_OPEN, [version, API[version], cmi, address, list(fails)])
        self.sco: Frame = page.wait_for_event("framenavigated", lambda one: one.name == "sco", timeout=10_000)
        self.sco.wait_for_load_state()
        self.sco.wait_for_selector("[data-unit=progress]:not([hidden])")

    @property
    def calls(self) -> list[Call]:
        """Return all calls so far."""
        return [
            Call(name, tuple(given), answer, error, at)
            for name, given, answer, error, at in self.page.evaluate("calls")
        ]

    def set_values(self, name: str) -> list[str]:
        """Return what an element was set to, in order."""
        return [one.given[1] for one in self.calls if one.name == SET[self.version] and one.given[0] == name]

    def get(self, name: str) -> str:
        """Return what the LMS has of an element."""
        before = "LMS" if self.version == "scorm12" else ""
        return str(self.page.evaluate(f"(name) => real.{before}GetValue(name)", name))

    def count(self, names: dict[str, str]) -> int:
        """Return how often one call was made, such as `COMMITTED`."""
        return sum(one.name == names[self.version] for one in self.calls)

    def close(self) -> Any:
        """Take the SCO's frame away, as an LMS does, and return what it keeps."""
        self.page.evaluate("document.querySelector('iframe').remove()")
        self.page.wait_for_timeout(100)
        kept = self.page.evaluate("JSON.parse(JSON.stringify(real.cmi))")
        if self.version == "scorm12":
            kept["core"]["entry"] = "resume"
        else:
            kept["entry"] = "resume"
        return kept

    @property
    def told(self) -> list[str]:
        """Return the errors that the LMS noted."""
        return list(self.page.evaluate("told"))

    def errors(self) -> list[Call]:
        """Return the calls that went wrong."""
        return [one for one in self.calls if one.error]


def lms_folder(folder: Path) -> Path:
    """Write the LMS's own page."""
    folder.mkdir(parents=True)
    (folder / "index.html").write_text(_PAGE, encoding="utf-8")
    for name in ("scorm12.js", "scorm2004.js"):
        (folder / name).write_bytes((LIBRARY / name).read_bytes())
    return folder
