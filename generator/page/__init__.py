"""What pages are made of, whichever wing makes them: addresses, frames, cards, covers, pictures, films, links."""
