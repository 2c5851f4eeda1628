"""Segment articles and label their sentences.

python scripts/label.py raw/articles -c configs/enforcement.yaml -o labelled.jsonl
"""

import sys

from corpus_tools.cli import main

main(["label", *sys.argv[1:]])
