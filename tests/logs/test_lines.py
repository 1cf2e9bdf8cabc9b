"""Every form of a log's line, as the servers write it, and whatever else may stand there."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.logs.lines import Request, read_line, read_line_with, unescaped

AT = 1_795_230_000
"""21 November 2026, 12:00 in Seoul."""
NGINX = b'{"time_iso8601":"2026-11-21T12:00:00+09:00","remote_addr":"10.0.0.1",'
REST = b'"request_method":"GET","request_uri":"/ko/","status":200,"body_bytes_sent":5'
FORMS = {
    "combined": b'10.0.0.1 - - [21/Nov/2026:12:00:00 +0900] "GET /ko/ HTTP/1.1" 200 5 "-" "Mozilla/5.0"',
    "common": b'10.0.0.1 - - [21/Nov/2026:12:00:00 +0900] "GET /ko/ HTTP/1.1" 200 5',
    "other zone": b'10.0.0.1 - - [20/Nov/2026:22:00:00 -0500] "GET /ko/ HTTP/1.1" 200 5 "-" "Mozilla/5.0"',
    "half zone": b'10.0.0.1 - - [21/Nov/2026:08:30:00 +0530] "GET /ko/ HTTP/1.1" 200 5 "-" "Mozilla/5.0"',
    "IPv6": b'fe80::1%eth0 - - [21/Nov/2026:12:00:00 +0900] "GET /ko/ HTTP/2.0" 200 5 "-" "Mozilla/5.0"',
    "host before": b'a.example:443 10.0.0.1 - - [21/Nov/2026:12:00:00 +0900] "GET /ko/ HTTP/1.1" 200 5 "-" "x"',
    "name of a user": b'10.0.0.1 - Kim [Seoul] Lee [21/Nov/2026:12:00:00 +0900] "GET /ko/ HTTP/1.1" 200 5 "-" "x"',
    "no size": b'10.0.0.1 - - [21/Nov/2026:12:00:00 +0900] "GET /ko/ HTTP/1.1" 200 - "-" "Mozilla/5.0"',
    "forwarded": b'10.0.0.1 - - [21/Nov/2026:12:00:00 +0900] "GET /ko/ HTTP/1.1" 200 5 "-" "x" "10.1.1.1, 10.2.2.2"',
    "more after": b'10.0.0.1 - - [21/Nov/2026:12:00:00 +0900] "GET /ko/ HTTP/1.1" 200 5 "-" "x" rt=0.001 "z"',
    "quotes": b'10.0.0.1 - - [21/Nov/2026:12:00:00 +0900] "GET /ko/ HTTP/1.1" 200 5 "a\\"b" "x \\x22y\\x22 \\\\"',
    "broken bytes": b'10.0.0.1 - \xff\xfe [21/Nov/2026:12:00:00 +0900] "GET /ko/ HTTP/1.1" 200 5 "\xec" "\x80"',
    "return": b'10.0.0.1 - - [21/Nov/2026:12:00:00 +0900] "GET /ko/ HTTP/1.1" 200 5 "-" "Mozilla/5.0"\r',
    "milliseconds": b'10.0.0.1 - - [21/Nov/2026:12:00:00.123 +0900] "GET /ko/ HTTP/1.1" 200 5 "-" "x"',
    "Caddy": b'{"ts":1795230000.9,"request":{"client_ip":"10.0.0.1","method":"GET","uri":"/ko/"},"status":200,"size":5}',
    "Caddy, old": b'{"ts":1795230000.9,"request":{"remote_addr":"10.0.0.1:9","method":"GET","uri":"/ko/"},"status":200,"size":5}',
    "Caddy, RFC 3339": b'{"ts":"2026-11-21T03:00:00Z","request":{"method":"GET","uri":"/ko/"},"status":200,"size":5}',
    "Caddy, nano": b'{"ts":1795230000123456789,"request":{"method":"GET","uri":"/ko/"},"status":200,"size":5}',
    "Caddy, milli": b'{"ts":1795230000123.4,"request":{"method":"GET","uri":"/ko/"},"status":200,"size":5}',
    "Caddy, wall": b'{"ts":"2026/11/21 12:00:00","request":{"method":"GET","uri":"/ko/"},"status":200,"size":5}',
    "Caddy, common_log": b'{"ts":"21/Nov/2026:12:00:00 +0900","request":{"method":"GET","uri":"/ko/"},"status":200,"size":5}',
    "nginx": NGINX + REST + b',"http_user_agent":"Mozilla/5.0"}',
    "nginx, first line": NGINX + b'"request":"GET /ko/ HTTP/1.1","status":"200","body_bytes_sent":"5"}',
    "nginx, time_local": b'{"time_local":"21/Nov/2026:12:00:00 +0900",' + REST + b"}",
    "nginx, msec": b'{"msec":"1795230000.321",' + REST + b"}",
    "nginx, escape=default": NGINX + REST + b',"http_user_agent":"a \\x22b\\x22"}',
    "Elastic's time": b'{"@timestamp":"2026-11-21T12:00:00.000+0900",' + REST + b"}",
}


@pytest.mark.parametrize("name", FORMS)
def test_form(name: str) -> None:
    found = read_line(FORMS[name])
    assert found
    told = (found.time, found.method, found.target, found.status, found.size.replace(b"-", b"5"))
    assert told == (AT, b"GET", b"/ko/", 200, b"5")


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"#Fields: date time cs-uri-stem",
        b'127.0.0.1 - - [21/Nov/2026 12:00:00] "GET / HTTP/1.1" 200 -',  # the preview server of Python
        b'10.0.0.1 - - [31/Feb/2026:12:00:00 +0900] "GET /ko/ HTTP/1.1" 200 5',
        b'10.0.0.1 - - [21/Xyz/2026:12:00:00 +0900] "GET /ko/ HTTP/1.1" 200 5',
        b'10.0.0.1 - - [21/Nov/2026:12:00:00 +0900] "GET /ko/ HTT',
        b'{"ts": 1795230000, "request": {"method": "GET", "uri": "/ko/sto',
        b'{"ts": true, "request": {"method": "GET", "uri": "/"}, "status": 200}',
        b'{"ts": 1e400, "request": {"method": "GET", "uri": "/"}, "status": 200}',
        b'{"ts": NaN, "request": {"method": "GET", "uri": "/"}, "status": 200}',
        b'{"ts": 1' + b"0" * 400 + b', "request": {"method": "GET", "uri": "/"}, "status": 200}',
        b'10.0.0.1 - - [31/Dec/9999:23:59:59 -0900] "GET /ko/ HTTP/1.1" 200 5',
        b'{"ts": "9999-12-31T23:59:59-09:00", "request": {"method": "GET", "uri": "/"}, "status": 200}',
        b'{"ts": "soon", "request": {"method": "GET", "uri": "/"}, "status": 200}',
        b"{" * 100_000,
        b"[1, 2]",
        b"\x1f\x8b\x00",
    ],
)
def test_not_a_line(line: bytes) -> None:
    assert read_line(line) is None


def test_who_asks() -> None:
    """Clients behind one proxy are told apart, where the log tells them apart."""
    one, other = (
        read_line(FORMS["forwarded"].replace(b"10.1.1.1", who)) for who in (b"10.1.1.1", b"10.1.1.9")
    )
    assert one and other and one.client != other.client


def test_notices_are_no_requests() -> None:
    found = read_line(b'{"level":"info","ts":1795230000.1,"logger":"tls","msg":"certificate renewed"}')
    assert found and not found.method


def test_status_that_is_none() -> None:
    for status in (b'"' + b"9" * 5000 + b'"', b"true", b"2000", b"-1", b"[]", '"２００"'.encode()):
        found = read_line(b'{"ts":1,"request":{"method":"GET","uri":"/"},"status":' + status + b"}")
        assert found and not found.method


def test_headers() -> None:
    found = read_line(FORMS["combined"] + b' "prefetch;prerender"')
    assert found and found.purpose == b"prefetch"
    line = b'{"ts":1,"request":{"method":"GET","uri":"/","headers":{"User-Agent":["A"],"Referer":["B"],"Sec-Purpose":["prefetch;prerender"]}},"status":200}'
    found = read_line(line)
    assert found and found[2:3] + found[7:] == (b"A", b"B", b"prefetch;prerender")
    found = read_line(NGINX + REST + b',"user_agent":"A","referer":"B","sec_purpose":"prefetch"}')
    assert found and found[2:3] + found[7:] == (b"A", b"B", b"prefetch")


def test_unescaped() -> None:
    assert unescaped(rb"/ko/\xED\x95\x9c/\"\\").decode() == '/ko/한/"\\'


@given(st.binary(max_size=300))
def test_any_bytes(line: bytes) -> None:
    for one in (line, b"{" + line + b"}", FORMS["combined"][:30] + line, FORMS["Caddy"][:40] + line):
        assert isinstance(read_line(one), Request | None)


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.integers() | st.text(), lambda inner: st.lists(inner)
    ),
    st.sampled_from(["ts", "status", "size", "request", "method", "uri", "headers"]),
)
def test_any_value(value: object, name: str) -> None:
    told = {"ts": 1, "status": 200, "request": {"method": "GET", "uri": "/", "headers": {}}}
    told[name] = value
    told["request"] = {**told["request"], name: value} if isinstance(told["request"], dict) else value
    assert isinstance(read_line(json.dumps(told).encode()), Request | None)


@pytest.mark.parametrize("name", FORMS)
def test_glancing_tells_the_same_time(name: str) -> None:
    found = read_line_with(re.compile(b"/stories/"), FORMS[name])
    assert found and found.time == AT
