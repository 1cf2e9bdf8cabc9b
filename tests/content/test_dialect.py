"""The dialect: what people paste, and the HTML that it becomes.

Each case was compared with markdown-it-py (CommonMark, GFM tables and strike); where the two differ, the case is named below.
"""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markdown.extensions.wikilinks import WikiLinkExtension
from markdown.inlinepatterns import InlineProcessor as InlinePattern
from markdown.treeprocessors import InlineProcessor

from generator.content.dialect import dialect_extensions, makeExtension

# Other than CommonMark on purpose: bold before a particle, two spaces under "1.", years, task boxes as text, addresses
# without the particle, comments and %% lines gone, no empty quote, HTML after a blank line in HTML is not code.
CASES = {
    "1 block after a paragraph": [
        ("글\n- 하나\n- 둘", "<p>글</p><ul><li>하나</li><li>둘</li></ul>"),
        ("text\n* one", "<p>text</p><ul><li>one</li></ul>"),
        ("text\n+ one", "<p>text</p><ul><li>one</li></ul>"),
        ("글\n1. 하나\n2. 둘", "<p>글</p><ol><li>하나</li><li>둘</li></ol>"),
        ("글\n1) 하나", "<p>글</p><ol><li>하나</li></ol>"),
        ("글\n2. 목록 아님\n3. 역시", "<p>글\n2. 목록 아님\n3. 역시</p>"),
        ("1998년에\n1999. 그해", "<p>1998년에\n1999. 그해</p>"),
        ("글\n# 제목\n글", "<p>글</p><h1>제목</h1><p>글</p>"),
        ("글\n> 인용\n이어서", "<p>글</p><blockquote><p>인용\n이어서</p></blockquote>"),
        ("글\n```\ncode\n```\n글", "<p>글</p><pre><code>code\n</code></pre><p>글</p>"),
        ("글\n~~~\ncode\n~~~", "<p>글</p><pre><code>code\n</code></pre>"),
        ("글\n***\n글", "<p>글</p><hr><p>글</p>"),
        (
            "글\n| a | b |\n|---|---|\n| 1 | 2 |",
            "<p>글</p><table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>",
        ),
        ("- 하나\n# 제목", "<ul><li>하나</li></ul><h1>제목</h1>"),
        (
            "- 하나\n> 인용\n1. 하나",
            "<ul><li>하나</li></ul><blockquote><p>인용</p></blockquote><ol><li>하나</li></ol>",
        ),
        ("> 인용\n- 목록", "<blockquote><p>인용</p></blockquote><ul><li>목록</li></ul>"),
        ("- 하나\n\n글", "<ul><li>하나</li></ul><p>글</p>"),
        ("**제목**\n- 하나", "<p><strong>제목</strong></p><ul><li>하나</li></ul>"),
        ("글\n-5도\n*별\n+82 10", "<p>글\n-5도\n*별\n+82 10</p>"),
    ],
    "2 nested lists": [
        (
            "- 가\n  - 나\n    - 다\n- 라",
            "<ul><li>가<ul><li>나<ul><li>다</li></ul></li></ul></li><li>라</li></ul>",
        ),
        ("- 가\n   - 나\n      - 다", "<ul><li>가<ul><li>나<ul><li>다</li></ul></li></ul></li></ul>"),
        (
            "- 가\n    - 나\n        - 다\n- 라",
            "<ul><li>가<ul><li>나<ul><li>다</li></ul></li></ul></li><li>라</li></ul>",
        ),
        ("- 가\n\t- 나\n\t\t- 다", "<ul><li>가<ul><li>나<ul><li>다</li></ul></li></ul></li></ul>"),
        ("1. 가\n   - 나\n   - 다\n2. 라", "<ol><li>가<ul><li>나</li><li>다</li></ul></li><li>라</li></ol>"),
        (
            "1. 가\n  - 나\n    - 다\n2. 라",
            "<ol><li>가<ul><li>나<ul><li>다</li></ul></li></ul></li><li>라</li></ol>",
        ),
        (
            "1. 가\n    1. 나\n    2. 다\n2. 라",
            "<ol><li>가<ol><li>나</li><li>다</li></ol></li><li>라</li></ol>",
        ),
        ("10. 가\n    - 나\n11. 다", '<ol start="10"><li>가<ul><li>나</li></ul></li><li>다</li></ol>'),
        ("- 가\n  1. 나\n  2. 다", "<ul><li>가<ol><li>나</li><li>다</li></ol></li></ul>"),
        ("- 가\n\n  문단\n\n- 나", "<ul><li><p>가</p><p>문단</p></li><li><p>나</p></li></ul>"),
        ("- 가\n\n    문단\n- 나", "<ul><li><p>가</p><p>문단</p></li><li><p>나</p></li></ul>"),
        (
            "1. 가\n\n   문단\n\n       code\n2. 나",
            "<ol><li><p>가</p><p>문단</p><pre><code>code\n</code></pre></li><li><p>나</p></li></ol>",
        ),
        ("- 가\n  이어서\n게으르게\n- 나", "<ul><li>가\n    이어서\n    게으르게</li><li>나</li></ul>"),
        ("-   가\n\n    문단\n\n    -   나", "<ul><li><p>가</p><p>문단</p><ul><li>나</li></ul></li></ul>"),
        (
            "- 가\n  - 나\n\n    문단\n  - 다\n- 라",
            "<ul><li><p>가</p><ul><li><p>나</p><p>문단</p></li><li><p>다</p></li></ul></li><li><p>라</p></li></ul>",
        ),
        (
            "- > 인용\n  > 둘\n- 나",
            "<ul><li><blockquote><p>인용\n둘</p></blockquote></li><li><p>나</p></li></ul>",
        ),
        ("- # 제목\n  글", "<ul><li><h1>제목</h1><p>글</p></li></ul>"),
        ("- - 가\n  - 나", "<ul><li><ul><li>가</li><li>나</li></ul></li></ul>"),
        ("- 가\n-\n- 다", "<ul><li>가</li><li></li><li>다</li></ul>"),
        ("- 가\n- 나\n\n- 다", "<ul><li><p>가</p></li><li><p>나</p></li><li><p>다</p></li></ul>"),
        ("- 가\n\n* 나\n\n1. 다", "<ul><li>가</li></ul><ul><li>나</li></ul><ol><li>다</li></ol>"),
        (
            "> - 가\n>   - 나\n>\n>   문단\n> - 다",
            "<blockquote><ul><li><p>가</p><ul><li>나</li></ul><p>문단</p></li><li><p>다</p></li></ul></blockquote>",
        ),
        (
            "- 가\n  > - 나\n  >   - 다\n- 라",
            "<ul><li><p>가</p><blockquote><ul><li>나<ul><li>다</li></ul></li></ul></blockquote></li><li><p>라</p></li></ul>",
        ),
    ],
    "3 numbers and tasks": [
        ("1) 가\n2) 나", "<ol><li>가</li><li>나</li></ol>"),
        ("3. 셋\n4. 넷", '<ol start="3"><li>셋</li><li>넷</li></ol>'),
        ("0. 영", '<ol start="0"><li>영</li></ol>'),
        (
            "1. 가\n1) 나\n2) 다\n2. 라",
            '<ol><li>가</li></ol><ol><li>나</li><li>다</li></ol><ol start="2"><li>라</li></ol>',
        ),
        (
            "- [ ] 할 일\n- [x] 한 일\n  - [X] 안쪽",
            "<ul><li>☐ 할 일</li><li>☑ 한 일<ul><li>☑ 안쪽</li></ul></li></ul>",
        ),
        ("1. [ ] 번호", "<ol><li>☐ 번호</li></ol>"),
        ("- [x](a.md)\n- [ ]", '<ul><li><a href="a.md">x</a></li><li>[ ]</li></ul>'),
        ("2021. 3. 30. 서울", "<p>2021. 3. 30. 서울</p>"),
        ("1.붙임\n2.붙임", "<p>1.붙임\n2.붙임</p>"),
    ],
    "4 strike and addresses": [
        ("~~취소~~한 값", "<p><del>취소</del>한 값</p>"),
        (
            "~~**굵게**~~와 **~~취소~~**는",
            "<p><del><strong>굵게</strong></del>와 <strong><del>취소</del></strong>는</p>",
        ),
        ("10~20명, 3~5일", "<p>10~20명, 3~5일</p>"),
        ("네~~ 그래요~~", "<p>네~~ 그래요~~</p>"),
        ("==그날 밤==에 ==TV(티브이)==를", "<p><mark>그날 밤</mark>에 <mark>TV(티브이)</mark>를</p>"),
        (
            "==한 문장.== ==두 줄에\n걸친 문장==",
            "<p><mark>한 문장.</mark> <mark>두 줄에\n걸친 문장</mark></p>",
        ),
        ("‘==문장==’이라고 (==뜻==)", "<p>‘<mark>문장</mark>’이라고 (<mark>뜻</mark>)</p>"),
        (
            "==**굵은** 말==, **==안==**",
            "<p><mark><strong>굵은</strong> 말</mark>, <strong><mark>안</mark></strong></p>",
        ),
        ("글\n==문장==\n글", "<p>글\n<mark>문장</mark>\n글</p>"),
        ("`==code==` \\==글==", "<p><code>==code==</code> ==글==</p>"),
        # Comparisons and padding are no marks.
        ("a==b and c==d, if (a == b)", "<p>a==b and c==d, if (a == b)</p>"),
        ("값==참이고 다른값==거짓, f(x)==y==z", "<p>값==참이고 다른값==거짓, f(x)==y==z</p>"),
        ("a !== b, c !== d, x === y === z", "<p>a !== b, c !== d, x === y === z</p>"),
        ("dGVzdA==, Zm9v== 그리고 ==== 줄 ====", "<p>dGVzdA==, Zm9v== 그리고 ==== 줄 ====</p>"),
        ("`~~code~~` \\~~글~~", "<p><code>~~code~~</code> ~~글~~</p>"),
        (
            "https://example.com/a를 본다",
            '<p><a href="https://example.com/a">https://example.com/a</a>를 본다</p>',
        ),
        (
            "https://example.com/에서 본다",
            '<p><a href="https://example.com/">https://example.com/</a>에서 본다</p>',
        ),
        ("(https://example.com)", '<p>(<a href="https://example.com">https://example.com</a>)</p>'),
        (
            "(https://example.com/a_(b))와 https://example.com/a.",
            '<p>(<a href="https://example.com/a_(b)">https://example.com/a_(b)</a>)와 <a href="https://example.com/a">https://example.com/a</a>.</p>',
        ),
        (
            "https://example.com/a, “https://example.com/b”는",
            '<p><a href="https://example.com/a">https://example.com/a</a>, “<a href="https://example.com/b">https://example.com/b</a>”는</p>',
        ),
        (
            "https://ko.wikipedia.org/wiki/고객_감동 문서",
            '<p><a href="https://ko.wikipedia.org/wiki/고객_감동">https://ko.wikipedia.org/wiki/고객_감동</a> 문서</p>',
        ),
        (
            "https://example.com/?a=1&b=2&amp;c=3&nbsp;끝",
            '<p><a href="https://example.com/?a=1&amp;b=2&amp;c=3">https://example.com/?a=1&amp;b=2&amp;c=3</a>&nbsp;끝</p>',
        ),
        (
            "**https://example.com**",
            '<p><strong><a href="https://example.com">https://example.com</a></strong></p>',
        ),
        (
            "<https://example.com/가나>입니다",
            '<p><a href="https://example.com/가나">https://example.com/가나</a>입니다</p>',
        ),
        ("`https://example.com`", "<p><code>https://example.com</code></p>"),
        ("```\nhttps://example.com\n```", "<pre><code>https://example.com\n</code></pre>"),
        (
            "[https://a.com](https://b.com) https://c.com",
            '<p><a href="https://b.com">https://a.com</a> <a href="https://c.com">https://c.com</a></p>',
        ),
        (
            '<a href="https://a.com">https://a.com</a> <img src="https://b.com/c.png">',
            '<p><a href="https://a.com">https://a.com</a> <img src="https://b.com/c.png"></p>',
        ),
        ("# https://example.com", '<h1><a href="https://example.com">https://example.com</a></h1>'),
        (
            "| a | b |\n|---|---|\n| https://a.com | ~~b~~ |",
            '<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td><a href="https://a.com">https://a.com</a></td><td><del>b</del></td></tr></tbody></table>',
        ),
        ("xhttps://a.com https:// https://가나", "<p>xhttps://a.com https:// https://가나</p>"),
    ],
    "5 line breaks": [
        ("한 줄\\\n다음 줄", "<p>한 줄<br>\n다음 줄</p>"),
        ("한 줄  \n다음 줄", "<p>한 줄<br>\n다음 줄</p>"),
        ("한 줄\n다음 줄", "<p>한 줄\n다음 줄</p>"),
        ("끝\\", "<p>끝\\</p>"),
        ("역슬래시\\\\\n다음", "<p>역슬래시\\\n다음</p>"),
        ("- 가\\\n  나", "<ul><li>가<br>\n    나</li></ul>"),
        ("`a\\`\n글", "<p><code>a\\</code>\n글</p>"),
    ],
    "6 emphasis beside Korean": [
        ("**마크다운(Markdown)**을 쓴다", "<p><strong>마크다운(Markdown)</strong>을 쓴다</p>"),
        ('**"감동"**을 준다', '<p><strong>"감동"</strong>을 준다</p>'),
        ("*강조*는", "<p><em>강조</em>는</p>"),
        ("__굵게__는", "<p><strong>굵게</strong>는</p>"),
        ("_기울임_이다", "<p><em>기울임</em>이다</p>"),
        ("snake_case_word", "<p>snake_case_word</p>"),
        ("변수_이름_값", "<p>변수_이름_값</p>"),
        ("2 * 3 * 4", "<p>2 * 3 * 4</p>"),
        ("**굵게**와 *기울임*", "<p><strong>굵게</strong>와 <em>기울임</em></p>"),
        ("***둘 다***", "<p><strong><em>둘 다</em></strong></p>"),
        ("**굵게 *안쪽* 굵게**는", "<p><strong>굵게 <em>안쪽</em> 굵게</strong>는</p>"),
        (
            "**[링크](a.md)**를 **`코드`**로",
            '<p><strong><a href="a.md">링크</a></strong>를 <strong><code>코드</code></strong>로</p>',
        ),
        ("그는**말했다**고", "<p>그는<strong>말했다</strong>고</p>"),
        ("**「낫표」**의 **50%**를", "<p><strong>「낫표」</strong>의 <strong>50%</strong>를</p>"),
        ("__init__.py의 a_b_", "<p><strong>init</strong>.py의 a_b_</p>"),
        ("**열기만", "<p>**열기만</p>"),
        ("“**감동**”을", "<p>“<strong>감동</strong>”을</p>"),
    ],
    "7 headings": [
        ("제목\n===\n글", "<h1>제목</h1><p>글</p>"),
        ("제목\n---\n글", "<h2>제목</h2><p>글</p>"),
        ("두 줄\n제목\n---", "<h2>두 줄 제목</h2>"),
        ("#고객감동 #둘\n#셋", "<p>#고객감동 #둘\n#셋</p>"),
        ("#\\#", "<p>##</p>"),
        ("# 제목 ##", "<h1>제목</h1>"),
        ("## C#", "<h2>C#</h2>"),
        ("####### 일곱", "<p>####### 일곱</p>"),
        ("- #해시\n- # 제목", "<ul><li>#해시</li><li><h1>제목</h1></li></ul>"),
        ("글\n\n---\n\n글", "<p>글</p><hr><p>글</p>"),
        ("- 가\n---\n글", "<ul><li>가</li></ul><hr><p>글</p>"),
        ("   # 들여쓴 제목", "<h1>들여쓴 제목</h1>"),
        ("- a\n=", "<ul><li>a\n    =</li></ul>"),
        ("> 가\n===", "<blockquote><p>가\n===</p></blockquote>"),
    ],
    "8 comments and what stays": [
        ("앞 <!-- 주석 --> 뒤", "<p>앞  뒤</p>"),
        ("앞\n<!-- 주석 -->\n뒤", "<p>앞</p><p>뒤</p>"),
        ("앞\n\n<!--\n\n여러\n\n- 줄\n-->\n뒤", "<p>앞</p><p>뒤</p>"),
        ("`<!-- 코드 -->`와 \\<!-- 글", "<p><code>&lt;!-- 코드 --&gt;</code>와 &lt;!-- 글</p>"),
        ("```\n<!-- a -->\n```", "<pre><code>&lt;!-- a --&gt;\n</code></pre>"),
        ("<!-- 안 닫힘\n글", "<p>&lt;!-- 안 닫힘\n글</p>"),
        ("- 가\n<!-- 주석 -->\n- 나", "<ul><li>가</li><li>나</li></ul>"),
        ("%% 주석 %%\n글", "<p>글</p>"),
        ("앞\n%%\n\n숨김\n%%\n뒤", "<p>앞</p><p>뒤</p>"),
        ("100%% 그리고 %%글%%", "<p>100%% 그리고 %%글%%</p>"),
        ("[[위키]] ![[그림.png]]", "<p>[[위키]] ![[그림.png]]</p>"),
        ('"따옴표" -- ... (c)', '<p>"따옴표" -- ... (c)</p>'),
        ("&amp; &copy; &nbsp;A & B < C <고객>", "<p>&amp; &copy; &nbsp;A &amp; B &lt; C &lt;고객&gt;</p>"),
        ('\\~ \\< \\" \\* \\#', '<p>~ &lt; " * #</p>'),
        (
            "<details>\n<summary>더</summary>\n\n- **가**\n\n</details>\n\n글",
            "<details><summary>더</summary><ul><li><strong>가</strong></li></ul></details><p>글</p>",
        ),
        ("<div>\n  <p>*그대로*</p>\n</div>\n\n글", "<div>\n  <p>*그대로*</p></div><p>글</p>"),
        ("<pre>\n\n# a\n</pre>\n글", "<pre>\n\n# a\n</pre><p>글</p>"),
        ("<div>\n\n    <p>가</p>\n\n</div>", "<div><p>가</p></div>"),
        ("글 <b>굵게</b> *기울임*", "<p>글 <b>굵게</b> <em>기울임</em></p>"),
        ("- 가\n  <div>나</div>\n- 다", "<ul><li><p>가</p><div>나</div></li><li><p>다</p></li></ul>"),
        (
            '<p align="center">\n<!-- 주석 -->\n<img src="a.png" alt="가">\n</p>',
            '<p align="center"><img src="a.png" alt="가"></p>',
        ),
        ("!!!대박", "<p>!!!대박</p>"),
    ],
    "9 links and pictures": [
        ("[글](<my file.md>)", '<p><a href="my file.md">글</a></p>'),
        ('[글](<a b.md> "제목")', '<p><a href="a b.md" title="제목">글</a></p>'),
        (
            "[글](https://ko.wikipedia.org/wiki/LG_(기업))",
            '<p><a href="https://ko.wikipedia.org/wiki/LG_(기업)">글</a></p>',
        ),
        ("[글](이야기/할머니.md#그날-밤)", '<p><a href="이야기/할머니.md#그날-밤">글</a></p>'),
        (
            "[글](a.md \"제목\") [글](a.md '제목')",
            '<p><a href="a.md" title="제목">글</a> <a href="a.md" title="제목">글</a></p>',
        ),
        ("[글](a\\)b.md)", '<p><a href="a)b.md">글</a></p>'),
        ('![그림](그림/한글.png "제목")', '<p><img alt="그림" src="그림/한글.png" title="제목"></p>'),
        ("![그림](<내 그림.png>)", '<p><img alt="그림" src="내 그림.png"></p>'),
        ("[![그림](a.png)](b.md)", '<p><a href="b.md"><img alt="그림" src="a.png"></a></p>'),
        (
            '[글][ref] [ref] [ref][]\n\n[ref]: https://example.com "제목"',
            '<p><a href="https://example.com" title="제목">글</a> <a href="https://example.com" title="제목">ref</a> <a href="https://example.com" title="제목">ref</a></p>',
        ),
        ("[글][r]\n\n[r]: <내 파일.md>", '<p><a href="내%20파일.md">글</a></p>'),
        ("![그림][r]\n\n[r]: a.png", '<p><img alt="그림" src="a.png"></p>'),
        ("[가[나]](a.md)", '<p><a href="a.md">가[나]</a></p>'),
        ("[글] 그리고 [x]", "<p>[글] 그리고 [x]</p>"),
        ("[](a.md)", '<p><a href="a.md"></a></p>'),
    ],
    "10 fenced code": [
        ("```python\na < b\n```", '<pre><code class="language-python">a &lt; b\n</code></pre>'),
        ('``` js title="a"\nx\n```', '<pre><code class="language-js">x\n</code></pre>'),
        ("```{.css}\nx\n```", '<pre><code class="language-css">x\n</code></pre>'),
        ("~~~\n```\n~~~", "<pre><code>```\n</code></pre>"),
        ("````\n```\n````", "<pre><code>```\n</code></pre>"),
        ("```\n\n가\n\n  나\n```", "<pre><code>\n가\n\n  나\n</code></pre>"),
        (
            "- 가\n  ```sh\n  a\n    b\n  ```\n- 나",
            '<ul><li><p>가</p><pre><code class="language-sh">a\n  b\n</code></pre></li><li><p>나</p></li></ul>',
        ),
        (
            "1. 가\n\n   ```\n   a\n   ```\n\n2. 나",
            "<ol><li><p>가</p><pre><code>a\n</code></pre></li><li><p>나</p></li></ol>",
        ),
        ("- ```\n  a\n  ```", "<ul><li><pre><code>a\n</code></pre></li></ul>"),
        (
            "> ```\n> a\n>\n> b\n> ```\n> 글",
            "<blockquote><pre><code>a\n\nb\n</code></pre><p>글</p></blockquote>",
        ),
        (
            "```\n# a\n- b\n> c\n*d* [e](f)\n<b>\n```",
            "<pre><code># a\n- b\n&gt; c\n*d* [e](f)\n&lt;b&gt;\n</code></pre>",
        ),
        ("```\n열림", "<pre><code>열림\n</code></pre>"),
        ("``` a`b ```", "<p><code>a`b</code></p>"),
        ("    code\n\n    둘\n\n글", "<pre><code>code\n\n둘\n</code></pre><p>글</p>"),
        (
            "- 가\n\n      code\n\n- 나",
            "<ul><li><p>가</p><pre><code>code\n</code></pre></li><li><p>나</p></li></ul>",
        ),
        (
            "- 가\n  ```\n밖\n```\n안\n```",
            "<ul><li><p>가</p><pre><code></code></pre></li></ul><p>밖</p><pre><code>안\n</code></pre>",
        ),
    ],
    "Python-Markdown's own": [
        ("# 제목 {#id .cls}", '<h1 class="cls" id="id">제목</h1>'),
        ("문단\n{: .lead }", '<p class="lead">문단</p>'),
        (
            "[글](a.md){.button} ![그림](a.png){width=300}",
            '<p><a class="button" href="a.md">글</a> <img alt="그림" src="a.png" width="300"></p>',
        ),
        (
            "글[^1]과 [^나]\n\n[^1]: 첫째\n\n    - 목록\n[^나]: 둘째\n    이어서",
            '<p>글<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>과 <sup id="fnref:나"><a class="footnote-ref" href="#fn:나">2</a></sup></p><div class="footnote"><hr><ol><li id="fn:1"><p>첫째</p><ul><li>목록</li></ul><p><a class="footnote-backref" href="#fnref:1" title="Jump back to footnote 1 in the text">&#8617;</a></p></li><li id="fn:나"><p>둘째\n이어서&#160;<a class="footnote-backref" href="#fnref:나" title="Jump back to footnote 2 in the text">&#8617;</a></p></li></ol></div>',
        ),
        (
            "!!! note\n    글\n\n    - 가\n      - 나\n\n글",
            '<div class="admonition note"><p class="admonition-title">Note</p><p>글</p><ul><li>가<ul><li>나</li></ul></li></ul></div><p>글</p>',
        ),
        (
            '글\n!!! tip "알림"\n    글\n밖',
            '<p>글</p><div class="admonition tip"><p class="admonition-title">알림</p><p>글</p></div><p>밖</p>',
        ),
        ('!!! warning ""\n    글', '<div class="admonition warning"><p>글</p></div>'),
        (
            "- 가\n\n    !!! note\n        안\n- 나",
            '<ul><li><p>가</p><div class="admonition note"><p class="admonition-title">Note</p><p>안</p></div></li><li><p>나</p></li></ul>',
        ),
        (
            "> !!! note\n>     안",
            '<blockquote><div class="admonition note"><p class="admonition-title">Note</p><p>안</p></div></blockquote>',
        ),
        (
            "| 가 | 나 |\n|:--|--:|\n| `a|b` | **c** |",
            '<table><thead><tr><th style="text-align: left;">가</th><th style="text-align: right;">나</th></tr></thead><tbody><tr><td style="text-align: left;"><code>a|b</code></td><td style="text-align: right;"><strong>c</strong></td></tr></tbody></table>',
        ),
        (
            "a | b\n- | -\n1 | 2",
            "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>",
        ),
        (
            "가\n:   나\n:   다\n\n라\n:   마\n\n    둘째",
            "<dl><dt>가</dt><dd>나</dd><dd>다</dd><dt>라</dt><dd><p>마</p><p>둘째</p></dd></dl>",
        ),
        ("가\n\n:   나\n\n    - 다", "<dl><dt>가</dt><dd><p>나</p><ul><li>다</li></ul></dd></dl>"),
        ("가\n: 나", "<dl><dt>가</dt><dd>나</dd></dl>"),
        ("a: b\n: c", "<dl><dt>a: b</dt><dd>c</dd></dl>"),
    ],
}


def markdown() -> Markdown:
    extensions, configs = dialect_extensions()
    return Markdown(extensions=extensions, extension_configs=configs, output_format="html")


@pytest.fixture(scope="module")
def shared() -> Markdown:
    return markdown()


def converted(converter: Markdown, source: str) -> str:
    """Convert, and leave out the line breaks between tags."""
    converter.reset()
    return re.sub(r">\n+<", "><", converter.convert(source))


@pytest.mark.parametrize(
    ("source", "expected"), [pytest.param(*case, id=case[0]) for cases in CASES.values() for case in cases]
)
def test_dialect(shared: Markdown, source: str, expected: str) -> None:
    assert converted(shared, source) == expected


def test_extension_is_found_by_its_module() -> None:
    by_name = Markdown(extensions=["generator.content.dialect"])
    assert by_name.convert("글\n- 하나") == Markdown(extensions=[makeExtension()]).convert("글\n- 하나")
    assert "<ul>" in by_name.convert("글\n- 하나")


def test_no_pygments() -> None:
    """Neither fenced_code nor superfences is loaded: both import Pygments, 40 to 50 ms at each start."""
    code = (
        "import sys; from markdown import Markdown; from generator.content.dialect import dialect_extensions as d;"
        "Markdown(extensions=d()[0]).convert('```py\\nx\\n```'); sys.exit('pygments' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])


PIECES = [
    *(
        "\n",
        "\n",
        "\n\n",
        "\n  ",
        "\n    ",
        " ",
        "  \n",
        "\\\n",
        "\t",
        "- ",
        "* ",
        "1. ",
        "2) ",
        "> ",
        ">",
        "# ",
        "#",
        "```",
        "~~~",
    ),
    *(
        "`",
        "**",
        "*",
        "__",
        "_",
        "~~",
        "==가",
        "[",
        "](a)",
        ")",
        "[^1]",
        "[^1]: ",
        "[a]: b",
        "![",
        "<",
        ">",
        "<div>",
        "</div>",
        "<pre>",
    ),
    *(
        "<!--",
        "-->",
        "%%",
        "---",
        "===",
        "==",
        "| a | b |",
        "|---|---|",
        ": ",
        "!!! note",
        "{: .x }",
        "https://a.b",
        "&amp;",
        "글",
        "가나",
    ),
    *("a", "1", "\\", "[x] ", "\x02", "\x03", "\x02fresh\x03", "\xa0", "\u3000", '"', "(", "<a href='"),
]


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=40).map("".join)))
@example("[^1]:")
@example("<!-- a\n%%\n-->")
@settings(deadline=None, max_examples=400)
def test_any_text_converts_and_always_to_the_same(source: str) -> None:
    converter = markdown()
    once = converted(converter, source)
    assert converted(converter, source) == once
    assert converted(markdown(), source) == once
    assert "\x02fresh" not in once


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=40).map("".join)))
@settings(deadline=None, max_examples=300)
def test_what_is_left_alone_holds_no_mark(source: str) -> None:
    whole = markdown()
    whole.treeprocessors.register(InlineProcessor(whole), "inline", 20)
    assert converted(markdown(), source) == converted(whole, source)


def test_marks_of_other_extensions_are_found() -> None:
    extensions, configs = dialect_extensions()
    with_wiki_links = Markdown(extensions=[*extensions, WikiLinkExtension()], extension_configs=configs)
    assert with_wiki_links.convert("[[Made Up]]") == '<p><a class="wikilink" href="/Made_Up/">Made Up</a></p>'
    plus = InsertedRule(r"\+\+(.+?)\+\+", with_wiki_links)
    with_wiki_links.inlinePatterns.register(plus, "inserted", 50)
    assert with_wiki_links.reset().convert("넣은 ++말++") == "<p>넣은 <ins>말</ins></p>"


class InsertedRule(InlinePattern):
    """`++text++`, with a mark that none of our own rules has."""

    def handleMatch(self, m, data):  # type: ignore[override]  # noqa: N802 - Markdown's name
        node = Element("ins")
        node.text = m[1]
        return node, m.start(), m.end()


@pytest.mark.parametrize("marker", [">", "> ", "- ", "1. ", "1) - > "])
def test_deep_nesting_ends_as_text(shared: Markdown, marker: str) -> None:
    html = converted(shared, marker * 2000 + "끝")
    assert html.count("<blockquote>") + html.count("<li>") == 40
    assert "끝" in html


def test_lines_nested_ever_deeper(shared: Markdown) -> None:
    html = converted(shared, "\n".join(" " * (2 * depth) + "- 글" for depth in range(300)))
    assert html.count("글") == 300


HOSTILE = [
    *(
        ">",
        "> ",
        "- ",
        "* ",
        "<!--",
        "<!-- a\n",
        "<!-- a\n-->\n",
        "%%\n",
        "```\n",
        "`",
        "~~a ",
        "_가 ",
        "__가",
        "<a ",
        "<",
        "#",
    ),
    *(
        "https://a.b/)",
        ")",
        "- a\n",
        "> a\n\n",
        "1. a\n\n- b\n\n",
        "|-|-|\n",
        "|a|b|\n|-|-|\n",
        "[^a]: b\n",
        "a\n: b\n",
        "<div>\n",
        "[x]: <",
    ),
    *(" ", "- [ ] ", "1", "a\n---\n", "\\\n", '!!! a "', "!!! a  ", "글\n\n"),
]


def grows_linearly(work: Callable[[int], object]) -> bool:
    """Tell whether eight times as much work takes far less than 64 times as long, of the processor's time."""

    def seconds(length: int) -> float:
        begun = time.process_time()
        work(length)
        return time.process_time() - begun

    small, large = (min(seconds(length) for _ in range(3)) for length in (10_000, 80_000))
    return large < 24 * max(small, 0.002)


@pytest.mark.parametrize("piece", HOSTILE)
def test_layout_takes_linear_time(shared: Markdown, piece: str) -> None:
    layout = shared.preprocessors["layout"]
    assert grows_linearly(lambda length: layout.run((piece * (length // len(piece))).split("\n")))


@pytest.mark.parametrize(
    "piece", ["(", ")", "a)", "<a ", "<", "~~a ", "~", "_가 ", "__가", " https://a.b", "/가"]
)
def test_inline_rules_take_linear_time(shared: Markdown, piece: str) -> None:
    """Python-Markdown's own rules are not measured: some are not linear."""
    rules: list[Any] = [shared.inlinePatterns[name] for name in ("bare_address", "marked")]

    def work(length: int) -> None:
        text = "https://a.b/" + piece * (length // len(piece))
        for rule in rules:
            at = 0
            while found := rule.compiled_re.search(text, at):
                at = rule.handleMatch(found, text)[2]

    assert grows_linearly(work)
