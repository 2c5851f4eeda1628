"""``python -m corpus_tools`` does what ``corpus-tools`` does."""

from corpus_tools.cli import main

if __name__ == "__main__":
    main()
