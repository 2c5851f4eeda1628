"""Fit the baseline on a built data set.

python scripts/train_baseline.py processed/enforcement -o model.skops
"""

import sys

from corpus_tools.cli import main

main(["train", *sys.argv[1:]])
