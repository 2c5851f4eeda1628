"""Give labelled sentences their splits; the ledger remembers them.

python scripts/make_splits.py labelled.jsonl -o rows.jsonl
"""

import sys

from corpus_tools.cli import main

main(["split", *sys.argv[1:]])
