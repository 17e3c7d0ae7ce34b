"""Corpora, questions, quizzes and rubrics that a user gives by path: the loaders."""

from inward.worlds.corpus_file import load_corpus
from inward.worlds.question_file import load_questions
from inward.worlds.quiz_file import load_quiz
from inward.worlds.rubric_file import load_rubric

__all__ = ["load_corpus", "load_questions", "load_quiz", "load_rubric"]
