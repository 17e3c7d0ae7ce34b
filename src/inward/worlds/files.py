"""Corpora and questions that a user gives by path: the two loaders."""

from inward.worlds.corpus_file import load_corpus
from inward.worlds.question_file import load_questions

__all__ = ["load_corpus", "load_questions"]
