"""The data set's card: README.md with the front matter that ``load_dataset`` reads."""

from corpus_tools.card.facts import CardFacts
from corpus_tools.card.front_matter import describe_configurations
from corpus_tools.card.writing import write_card

__all__ = ["CardFacts", "describe_configurations", "write_card"]
