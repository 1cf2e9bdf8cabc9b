"""What a learner does on the page of a unit: watches, reads, answers."""

from __future__ import annotations

from playwright.sync_api import Frame, Page

# From one second of a film to another, as fast as may be; the page is told what a browser tells it.
_WATCH = """async ([n, from, to, speed]) => {
  const video = document.querySelectorAll("video")[n];
  const happens = (name) => new Promise((done) => video.addEventListener(name, done, { once: true }));
  if (!video.readyState) await happens("loadedmetadata");
  video.muted = true;
  video.playbackRate = speed;
  if (from !== null) { const sought = happens("seeked"); video.currentTime = from; await sought; }
  await video.play();
  await new Promise((done) => {
    const look = () => { if (video.paused || to !== null && video.currentTime >= to) done(); else requestAnimationFrame(look); };
    look();
  });
  if (!video.paused) { const paused = happens("pause"); video.pause(); await paused; }
  await new Promise((done) => setTimeout(done, 50));
  return video.currentTime;
}"""


def watch(
    unit: Frame | Page, start: float | None = None, end: float | None = None, film: int = 0, speed: float = 4
) -> float:
    """Watch a film from a second on, or from where it is, to another, or until it stops; return the second where it did."""
    return float(unit.evaluate(_WATCH, [film, start, end, speed]))


def read_to_end(unit: Frame | Page, seconds: float = 0) -> None:
    """Scroll to the end of the unit's last article, and stay for so long by the page's own clock, which has to be installed."""
    unit.locator(".d-unit__last:visible").last.scroll_into_view_if_needed()
    page = unit.page if isinstance(unit, Frame) else unit
    page.wait_for_timeout(200)  # until the browser tells what is in sight
    if seconds:
        page.clock.run_for(round(seconds * 1000))


def read(unit: Frame | Page) -> None:
    """Read every article to its end."""
    page = unit.page if isinstance(unit, Frame) else unit
    for text in unit.locator("[data-step]:has(.d-unit__last)").all():
        text.locator(".d-unit__last").scroll_into_view_if_needed()
        page.wait_for_timeout(200)
        page.clock.run_for(int(text.get_attribute("data-reading") or 0) * 1000 + 2500)


def answer(unit: Frame | Page, score: int = 6) -> None:
    """Answer all of the check in Korean; with less than 6 points, the questions from the last on are wrong."""
    ask = unit.locator(".d-ask")
    ask.nth(0).get_by_label("맞는 것", exact=True).check()
    for name in ("맞는 것", "또 맞는 것"):
        ask.nth(1).get_by_label(name, exact=True).check()
    ask.nth(2).get_by_label("아닙니다").check()
    for name, place in (("가", "1"), ("나", "2"), ("다", "3" if score > 4 else "2")):
        ask.nth(3).get_by_label(name, exact=True).select_option(place)
    ask.nth(4).get_by_role("textbox").fill("페인 포인트" if score > 5 else "모릅니다")
    unit.get_by_role("button", name="채점하기").click()
