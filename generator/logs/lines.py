"""A line of an access log, in any form that a web server writes: common, combined, or JSON as nginx, Apache and Caddy have it.

In: the bytes of one line. Out: a Request, or None where it cannot be read. Knows no story, and keeps nothing.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

SEOUL = dt.timezone(dt.timedelta(hours=9))
"""The clock of a time that names no zone."""

_QUOTED = rb'"([^"\\]*(?:\\.[^"\\]*)*)"'
_COMBINED = re.compile(
    rb"([^\[]*(?:\[(?![0-9]{2}/)[^\[]*)*)"  # host, client, identity, user: one text that tells viewers apart
    rb"\[([0-9]{2}/[A-Za-z]{3}/[0-9]{4}:[0-9]{2}:[0-9]{2}):([0-9]{2})(?:\.[0-9]+)? ([+-][0-9]{4})\] "
    rb"%b ([0-9]{3}) ([0-9]+|-)(?: %b %b(?: \"([0-9A-Fa-f.:, ]+)\")?)?" % (_QUOTED, _QUOTED, _QUOTED)
)
_ESCAPED = re.compile(rb"\\(?:x([0-9A-Fa-f]{2})|(.))", re.DOTALL)
_CLOCK = re.compile(
    r"\[?([0-9]{2}/[A-Za-z]{3}/[0-9]{4}:[0-9]{2}:[0-9]{2}):([0-9]{2})(?:\.[0-9]+)? ([+-][0-9]{4})\]?"
)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_CODE = re.compile("[0-9]{3}")
_SIGNS = {b"n": b"\n", b"t": b"\t", b"r": b"\r", b"v": b"\v"}
_NANOSECONDS, _MICROSECONDS, _MILLISECONDS = 1e17, 1e14, 1e11
"""A number above these counts parts of a second since 1970, not seconds."""
_LATEST = 4_102_444_800
"""The end of the year 2099, in seconds since 1970: no log is of a later time."""

_TIME = ("ts", "time_iso8601", "time_local", "time", "@timestamp", "timestamp", "msec", "datetime", "date")
_CLIENT = ("client_ip", "remote_addr", "remote_ip", "clientip", "client", "ip", "remote_host", "host_ip")
_FORWARDED = ("http_x_forwarded_for", "x_forwarded_for", "xff", "realip_remote_addr")
_METHOD = ("method", "request_method", "verb", "http_method")
_TARGET = ("uri", "request_uri", "url", "path", "request_path")
_STATUS = ("status", "response_status", "status_code", "response_code", "code", "response")
_SIZE = ("size", "body_bytes_sent", "bytes_sent", "bytes", "response_size", "length")
_AGENT = ("http_user_agent", "user_agent", "useragent", "agent", "user-agent")
_REFERER = ("http_referer", "http_referrer", "referer", "referrer")
_PURPOSE = (
    "http_sec_purpose",
    "sec_purpose",
    "sec-purpose",
    "http_purpose",
    "purpose",
    "http_x_moz",
    "x-moz",
)


class Request(NamedTuple):
    """What a line tells of one request."""

    time: int
    """Seconds since 1970."""
    client: bytes
    """All that tells one viewer from another. Personal: held in memory only."""
    agent: bytes
    """The program that asked; empty where the log does not say."""
    method: bytes
    """Empty for a line that is no request, such as a notice of Caddy's own."""
    target: bytes
    """Path and query as they were asked for."""
    status: int
    size: bytes
    """Bytes of the answer as written, or `-`."""
    referer: bytes = b""
    purpose: bytes = b""
    """What a browser says that it asks for, where the log has it: `prefetch`."""


_NO_REQUEST = Request(-1, b"", b"", b"", b"", 0, b"")
_GLANCE = re.compile(rb'\{.*?"(?:ts|msec|time)": ?"?([0-9]{10})(?:\.[0-9]+)?"?[,}]')


def read_line(line: bytes) -> Request | None:
    """Read one line; None where it has none of the forms."""
    found = _COMBINED.match(line)
    if found is None:
        return _of_json(line) if line.lstrip()[:1] == b"{" else None
    client, minute, second, zone, request, status, size, referer, agent, forwarded = found.groups()
    if (begin := _minute(minute, zone)) is None:
        return None
    method, target = _parted(request)
    who = client + forwarded if forwarded else client
    purpose = (
        b"prefetch" if b"prefetch" in line[found.end() :] else b""
    )  # a log that was told to have it has it last
    time, code = begin + int(second), int(status)
    return Request(time, who, agent or b"", method, target, code, size, referer or b"", purpose)


def read_line_with(words: re.Pattern[bytes], line: bytes) -> Request | None:
    """Read one line; of JSON without any of these words only the time, which takes a tenth."""
    plain = line[:1] == b"{" and not words.search(line) and line.rstrip()[-1:] == b"}"
    found = _GLANCE.match(line) if plain else None
    return _NO_REQUEST._replace(time=int(found[1])) if found else read_line(line)


def unescaped(text: bytes) -> bytes:
    r"""Return what a server wrote as `\xEC` or `\"` as it was asked for."""
    if b"\\" not in text:
        return text
    return _ESCAPED.sub(
        lambda found: bytes([int(found[1], 16)]) if found[1] else _SIGNS.get(found[2], found[2]), text
    )


def _parted(request: bytes) -> tuple[bytes, bytes]:
    """Return method and target of a first line such as `GET / HTTP/1.1`."""
    method, _, rest = request.partition(b" ")
    target, _, protocol = rest.rpartition(b" ")
    return method, (target if protocol.startswith(b"HTTP/") else rest)


@lru_cache(maxsize=4096)
def _minute(minute: bytes, zone: bytes) -> int | None:
    """Return when a minute such as `21/Nov/2026:10:00` begins, in seconds since 1970; None where there is no such minute."""
    day, month, rest = minute.decode().split("/")
    try:
        number = _MONTHS.index(month.lower()) + 1
        year, hour, of_hour = map(int, rest.split(":"))
        local = dt.datetime(year, number, int(day), hour, of_hour, tzinfo=dt.UTC)
    except ValueError:
        return None
    away = int(zone[1:3]) * 3600 + int(zone[3:5]) * 60
    seconds = int(local.timestamp()) - (away if zone[:1] == b"+" else -away)
    return seconds if 0 <= seconds < _LATEST else None


def _of_json(line: bytes) -> Request | None:
    """Read a line that is a JSON object."""
    told = _object(line)
    if told is None:
        return None
    inner = told.get("request")
    if isinstance(inner, dict):
        return _of_caddy(told, inner)
    method, target = _parted(_bytes(inner)) if isinstance(inner, str) else (b"", b"")
    return _request(
        _of(told, _TIME),
        _bytes(_of(told, _CLIENT)) + b" " + _bytes(_of(told, _FORWARDED)),
        _of(told, _AGENT),
        _bytes(_of(told, _METHOD)) or method,
        _bytes(_of(told, _TARGET)) or target,
        _of(told, _STATUS),
        _of(told, _SIZE),
        _of(told, _REFERER),
        _of(told, _PURPOSE),
    )


def _of_caddy(told: dict[str, Any], request: dict[str, Any]) -> Request | None:
    """Read Caddy's own form, in which a header is a list."""
    headers = request.get("headers")

    def header(*names: str) -> Any:
        for name in names:
            if isinstance(headers, dict) and (values := headers.get(name)) and isinstance(values, list):
                return values[0]
        return None

    return _request(
        _of(told, _TIME),
        _bytes(request.get("client_ip") or request.get("remote_ip") or request.get("remote_addr")),
        header("User-Agent"),
        _bytes(request.get("method")),
        _bytes(request.get("uri")),
        told.get("status"),
        told.get("size"),
        header("Referer"),
        header("Sec-Purpose", "Purpose", "X-Moz"),
    )


def _request(
    time: Any, client: bytes, agent: Any, method: bytes, target: bytes, status: Any, size: Any, *more: Any
) -> Request | None:
    """Return what JSON tells as a request; None where its time cannot be read."""
    code = status if isinstance(status, str) else f"{status}" if type(status) is int else ""
    if not method or not _CODE.fullmatch(code):
        return _NO_REQUEST
    if (seconds := _time(time)) is None:
        return None
    referer, purpose = map(_bytes, more)
    return Request(seconds, client, _bytes(agent), method, target, int(code), _bytes(size), referer, purpose)


def _object(line: bytes) -> dict[str, Any] | None:
    r"""Return a line's JSON object. nginx without `escape=json` writes `\x22` into it, which JSON does not know."""
    text = line.decode("utf-8", "surrogateescape")
    for written in (text, text.replace("\\x", "\\\\x")):
        try:
            told = json.loads(written)
        except (ValueError, RecursionError):
            continue
        return told if isinstance(told, dict) else None
    return None


def _of(told: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    """Return the first of these that is told."""
    for name in names:
        if (value := told.get(name)) not in (None, "", "-"):
            return value
    return None


def _bytes(value: Any) -> bytes:
    if not value and value != 0:
        return b""
    text = value if isinstance(value, str) else f"{value}"
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # half a character, written as an escape
        return text.encode("utf-8", "replace")


def _time(value: Any) -> int | None:
    """Return a time in seconds since 1970: a number of seconds or of parts of them, RFC 3339, or as in a combined log."""
    if isinstance(value, str):
        if found := _CLOCK.fullmatch(value):
            begin = _minute(found[1].encode(), found[3].encode())
            return None if begin is None else begin + int(found[2])
        try:
            value = float(value)
        except ValueError:
            return _date(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if not 0 <= value < 1e20:
        return None
    for many, parts in ((_NANOSECONDS, 1e9), (_MICROSECONDS, 1e6), (_MILLISECONDS, 1e3)):
        if value >= many:
            value /= parts
            break
    return int(value) if value < _LATEST else None


def _date(text: str) -> int | None:
    """Return a date and time of RFC 3339; without a zone it is Seoul's."""
    try:
        moment = dt.datetime.fromisoformat(text.strip().replace("/", "-"))
        moment = moment if moment.tzinfo else moment.replace(tzinfo=SEOUL)
        seconds = int(moment.timestamp())
        return seconds if 0 <= seconds < _LATEST else None
    except (ValueError, OverflowError):
        return None
