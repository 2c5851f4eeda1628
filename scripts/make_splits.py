"""Label articles and give them their splits; the ledger remembers them.

python scripts/make_splits.py raw -c configs/enforcement.yaml -o rows.jsonl
"""

import sys

from corpus_tools.cli import main

main(["split", *sys.argv[1:]])
