"""Notes in the ways that people write them, and what they are called."""

import pytest

from generator.content.body import Converter, Markup


def note(kind: str, title: str, *text: str) -> str:
    return "".join(
        (f'<div class="admonition {kind}">', f'<p class="admonition-title">{title}</p>', *text, "</div>")
    )


@pytest.fixture(scope="module")
def converter() -> Converter:
    return Converter(Markup())


@pytest.mark.parametrize(
    ("source", "language", "expected"),
    [
        ("> [!NOTE]\n> 글", "ko", note("note", "참고", "<p>글</p>")),
        ("> [!NOTE]\n> Text", "en", note("note", "Note", "<p>Text</p>")),
        ("> [!IMPORTANT]\n>\n> 글", "ko", note("warning", "주의", "<p>글</p>")),
        (
            "> [!tip] 제목 **굵게**\n> - 하나",
            "ko",
            note("tip", "제목 <strong>굵게</strong>", "<ul><li>하나</li></ul>"),
        ),
        ("> [!caution]- 접힌 글\n> 글", "ko", note("warning", "접힌 글", "<p>글</p>")),
        ("> [!plainly-made-up]\n> 글", "ko", note("note", "참고", "<p>글</p>")),
        ("> [!quote]\n> 글", "ko", note("quote", "인용", "<p>글</p>")),
        ("!!! warning\n    글", "ko", note("warning", "주의", "<p>글</p>")),
        ('!!! danger "멈춤"\n    글', "ko", note("danger", "멈춤", "<p>글</p>")),
        ('!!! info ""\n    글', "ko", '<div class="admonition info"><p>글</p></div>'),
        ("> [글](https://example.com)", "ko", '<blockquote><p><a href="/~0~/">글</a></p></blockquote>'),
        ("> 글 [!NOTE]", "ko", "<blockquote><p>글 [!NOTE]</p></blockquote>"),
    ],
)
def test_notes(converter: Converter, source: str, language: str, expected: str) -> None:
    text, problems = converter.convert(source, "", "made-up.md", 1, language)
    assert (text.html.replace("\n", ""), problems) == (expected, [])
