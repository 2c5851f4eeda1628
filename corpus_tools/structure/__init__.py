"""Document -> Blocks: title, headings, prose, list items, boilerplate, and the section of each."""

from corpus_tools.structure.blocks import Stretch, find_blocks, find_stretches

__all__ = ["Stretch", "find_blocks", "find_stretches"]
