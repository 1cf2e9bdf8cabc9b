"""delight: a bilingual Korean and English static site generator."""
