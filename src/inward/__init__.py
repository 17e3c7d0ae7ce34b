"""inward: a laboratory for the psychology of language models."""

from inward.results import Results, load

__all__ = ["Results", "__version__", "load"]
__version__ = "0.1.0"
