"""Cut articles into sentences, list items, headings and boilerplate.

python scripts/segment.py raw/articles -o units.jsonl
"""

import sys

from corpus_tools.cli import main

main(["segment", *sys.argv[1:]])
