"""The lowest layer: plain functions on plain values, importing nothing above."""
