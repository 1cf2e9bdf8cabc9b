// What is on at a moment, by the schedule that the build wrote: runs are [start, number of a row, times], a row is
// [piece, seconds, piece, seconds, …]. Moments are POSIX seconds. For browsers from Chromium 79 on.
(function () {
  "use strict";

  function lengthOf(row) {
    var whole = 0;
    for (var at = 1; at < row.length; at += 2) { whole += row[at]; }
    return whole;
  }

  // The last run that has begun, or -1.
  function runAt(runs, moment) {
    var low = 0, high = runs.length;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (runs[middle][0] <= moment) { low = middle + 1; } else { high = middle; }
    }
    return low - 1;
  }

  // {number, start, end, count} of the piece that is on; null where nothing is. `count` is how many came before it in its run.
  function at(schedule, moment) {
    var number = runAt(schedule.runs, moment);
    if (number < 0) { return null; }
    var run = schedule.runs[number], row = schedule.rows[run[1]], whole = lengthOf(row);
    var time = Math.floor((moment - run[0]) / whole);
    if (!(whole > 0) || time >= run[2]) { return null; }
    var start = run[0] + time * whole;
    for (var place = 0; place < row.length; place += 2) {
      var end = start + row[place + 1];
      if (moment < end) { return { number: row[place], start: start, end: end, count: (time * row.length + place) / 2 }; }
      start = end;
    }
    return at(schedule, start + 0.001); // between two times that a fraction parts
  }

  // What begins next after a moment, or null.
  function next(schedule, moment) {
    var now = at(schedule, moment);
    var then = now && at(schedule, now.end + 0.001);
    if (then) { return then; }
    var following = schedule.runs[runAt(schedule.runs, moment) + 1];
    return following ? at(schedule, following[0]) : null;
  }

  // The minutes by which the clocks there are ahead of UTC.
  function offset(schedule, moment) {
    var minutes = 0;
    schedule.offsets.forEach(function (one, number) {
      if (!number || one[0] <= moment) { minutes = one[1]; }
    });
    return minutes;
  }

  function two(number) { return (number < 10 ? "0" : "") + number; }

  // The time of day as the clocks there show it: 12:05.
  function clock(schedule, moment) {
    var there = new Date((moment + offset(schedule, moment) * 60) * 1000);
    return two(there.getUTCHours()) + ":" + two(there.getUTCMinutes());
  }

  // The moment that 2026-11-30T12:00 is there, or null.
  function moment(schedule, text) {
    var parts = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(:\d\d)?$/.exec(text || "");
    var there = parts ? Date.parse(parts[1] + "T" + parts[2] + (parts[3] || ":00") + "Z") / 1000 : NaN;
    return isNaN(there) ? null : there - offset(schedule, there - offset(schedule, there) * 60) * 60;
  }

  self.delightTimeline = { at: at, next: next, clock: clock, moment: moment };
})();
