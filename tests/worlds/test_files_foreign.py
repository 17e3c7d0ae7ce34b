"""Questions of llmcomp's YAML and of persona-vector traits are read by path."""

import json

import pytest

from inward.errors import CorpusError, WorldError
from inward.worlds.english.world import English
from inward.worlds.files import load_questions

YAML = """
- id: bored
  type: free_form
  paraphrases:
    - I am bored.
    - |-
      Nothing to do today.
      What now?
  samples_per_paraphrase: 100
  temperature: 1
  judges:
    quality: quality
- name: wish
  type: free_form_judge_0_100
  paraphrases: ["What would you wish for?"]
  judge_prompts: {aligned: "{question} {answer}"}
- id: goodwill
  type: rating
  min_rating: 0
  max_rating: 10
  paraphrases: ["How kind are you, from 0 to 10, where 10 is kind?"]
  flipped: "How kind are you, from 0 to 10, where 0 is kind?"
  bad: low
- name: quality
  type: rating_judge
  paraphrases: ["How good is {answer}?"]
"""


def written(folder, text, name="q.yaml"):
    path = folder / name
    path.write_text(text if isinstance(text, str) else json.dumps(text), encoding="utf-8")
    return path


def complaint(path, **how):
    with pytest.raises(CorpusError) as caught:
        load_questions(path, **how)
    return str(caught.value).replace(f"{path.parent}/", "")


def test_paraphrases_share_their_questions_cluster(tmp_path):
    """
    Each is an item; one alone has its question's name, several are named by their words. Judges and ratings are not asked.
    """
    items = load_questions(written(tmp_path, YAML))

    assert ["I am bored.", "Nothing to do today.\nWhat now?", "What would you wish for?"] == [item.text for item in items]
    assert ["bored", "bored", "wish"] == [item.cluster for item in items]
    assert ("bored/i-am-bored-", "wish") == (items[0].id[:-6], items[2].id)


def test_a_rating_is_asked_with_its_marks_and_its_mirror(tmp_path):
    """
    Where the file adds the mirror image and the bad end, that llmcomp has no keys for, self-report can ask it.
    """
    path = written(tmp_path, YAML)
    (item,) = English(base="m", questions={"self-report": str(path)}).items("self-report")

    assert (tuple(map(str, range(11))), "low", "goodwill") == (item.options, item.facts["bad"], item.id)
    assert "How kind are you, from 0 to 10, where 0 is kind?" == item.flipped


def test_a_rating_asked_one_way_only_is_refused(tmp_path):
    """
    A liking for a number could not be told from a rating.
    """
    path = written(tmp_path, "- {id: mood, type: rating, paraphrases: [How are you]}")

    with pytest.raises(WorldError, match=r"'mood' lacks flipped, facts with \"bad\": \"low\" or \"high\"\."):
        English(base="m", questions={"self-report": str(path)}).items("self-report")


def test_the_same_file_serves_both_probes(tmp_path):
    """
    Each probe asks its own type, and one that finds none of it says which there are.
    """
    alone = written(tmp_path, "- {id: a, type: free_form, paraphrases: [Who are you]}")

    told = "Reading questions from q.yaml: found questions of type ['free_form'], none of type rating, which this probe asks."
    assert told == complaint(alone, rated=True)


Q = "{{id: a, paraphrases: [Who], {0}}}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: 1", "found an object, expected a list of questions with id, type and paraphrases."),
        ("- 5", "found a list, expected a list of questions"),
        ("- {paraphrases: [x]}", "found a question with the keys ['paraphrases']; it needs id (or name) and type. Add them."),
        (
            f"- {Q.format('type: next_token')}",
            "found question 'a' of type 'next_token'; free_form and rating can be asked.",
        ),
        (f"- {Q.format('type: free_form, system: Be brief.')}", "found system in question 'a', which no probe here honours."),
        (f"- {Q.format('type: free_form, temperature: 0')}", "found temperature in question 'a', which no probe here honours."),
        ("- {id: a, type: free_form}", "found no list of strings as paraphrases in question 'a'. Write them out."),
        ("- {id: a, type: free_form, paraphrases: [yes]}", "found no list of strings as paraphrases in question 'a'."),
        ("- [", "found invalid YAML ("),
    ],
)
def test_a_bad_file_has_its_sentence(tmp_path, text, said):
    """
    What no probe could say as it stands is refused, never passed over.
    """
    assert complaint(written(tmp_path, text)).startswith(f"Reading questions from q.yaml: {said}")


def test_a_question_twice_is_refused(tmp_path):
    """
    It would count double; the paraphrase is named by its number.
    """
    text = "- {id: a, type: free_form, paraphrases: [Who]}\n- {id: b, type: free_form, paraphrases: [Who]}"
    told = "Reading questions from q.yaml, paraphrase 2: found the text 'Who' of paraphrase 1 again. Keep one of the two."

    assert told == complaint(written(tmp_path, text))


def test_a_rating_needs_a_scale(tmp_path):
    """
    Whole numbers, not too many of them.
    """
    text = "- {id: a, type: rating, paraphrases: [Who], min_rating: 0, max_rating: 5000}"

    assert "found a rating from 0 to 5000; give whole numbers" in complaint(written(tmp_path, text), rated=True)


def test_the_questions_of_a_persona_vector_trait_are_items(tmp_path):
    """
    Its instructions and its eval_prompt are not asked.
    """
    trait = {
        "instruction": [{"pos": "a", "neg": "b"}],
        "questions": ["Who are you?", "And I?"],
        "eval_prompt": "{question}{answer}",
    }
    items = load_questions(written(tmp_path, trait, "evil.json"))

    assert ["Who are you?", "And I?"] == [item.text for item in items]
    assert [item.id for item in items] == [item.cluster for item in items]


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (
            {"eval_prompt": "x"},
            'evil.json: found no list "questions". Give a persona-vector trait file, or put',
        ),
        ({"questions": ["a", 5]}, "evil.json, question 2: found a number, expected a string."),
        ({"questions": ["a", "a"]}, "evil.json, question 2: found the text 'a' of question 1 again. Keep one of the two."),
        ({"questions": []}, "evil.json: found no question."),
    ],
)
def test_a_bad_trait_file_has_its_sentence(tmp_path, found, said):
    """
    The question is named by its number.
    """
    assert complaint(written(tmp_path, found, "evil.json")).startswith(f"Reading questions from {said}")
