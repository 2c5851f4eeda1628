"""Document -> Blocks: title, headings, prose, list items, boilerplate, and the section of each."""

from corpus_tools.structure.blocks import find_blocks

__all__ = ["find_blocks"]
