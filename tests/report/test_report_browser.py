"""The page in a real browser: quiet, inert, filterable, and as wide as its window."""

import pytest
from browser import drive, require_chromium
from synthetic_run import LONG

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def chromium():
    require_chromium()


@pytest.fixture(scope="module", params=["full_page", "bare_page"])
def any_page(request) -> str:
    return request.getfixturevalue(request.param)


def test_the_console_stays_silent_and_hostile_text_does_nothing(any_page, tmp_path):
    """
    No error, no refusal of the policy, and no text of a transcript has been run, with every table and answer open.
    """
    steps = """
      for (const one of page.querySelectorAll("details")) one.open = true;
      choose("text", "<script"); await wait(400);
      return { title: page.title, first: find("h1").textContent, images: page.images.length };
    """
    answer, console = drive(any_page, steps, tmp_path)

    assert [] == console
    assert ("Emergent misalignment", 0) == (answer["first"], answer["images"])
    assert answer["title"].endswith("inward report")


@pytest.mark.parametrize("width", [390, 800, 1280])
def test_the_page_is_no_wider_than_its_window(any_page, tmp_path, width):
    """
    Tables scroll inside their boxes; the page itself never scrolls sideways, be everything open.
    """
    steps = """
      for (const one of page.querySelectorAll("details")) one.open = true;
      const wide = [...page.querySelectorAll("body *")].filter((one) => !one.closest(".box, nav, svg, .skip"));
      const room = page.documentElement.clientWidth;
      const over = wide.filter((one) => one.getBoundingClientRect().right > room + 1).map((one) => one.outerHTML.slice(0, 80));
      return [page.documentElement.scrollWidth - room, over];
    """
    answer, _ = drive(any_page, steps, tmp_path, width=width)

    assert [0, []] == answer


@pytest.mark.parametrize("width", [390, 1280])
def test_words_in_drawings_are_neither_clipped_nor_crossed(full_page, tmp_path, width):
    """
    No word of a drawing leaves the window, and no two words of a drawing overlap.
    """
    steps = """
      for (const one of page.querySelectorAll("details.fold")) one.open = true;
      const crossed = [];
      for (const svg of page.querySelectorAll("figure svg")) {
        if (!svg.getBoundingClientRect().width) continue;
        const boxes = [...svg.querySelectorAll("text")].map((one) => [one.textContent, one.getBoundingClientRect()]);
        for (const [text, box] of boxes) if (box.left < -1 || box.right > view.innerWidth + 1) crossed.push(text);
        boxes.forEach(([one, a], i) => boxes.slice(i + 1).forEach(([other, b]) => {
          const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
          const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
          if (across > 1 && down > 4) crossed.push(one + " / " + other);
        }));
      }
      return crossed;
    """
    answer, _ = drive(full_page, steps, tmp_path, width=width)

    assert [] == answer


def test_filters_narrow_what_is_shown(full_page, tmp_path):
    """
    Arm, seed, probe, verdict and free text each leave only what they name; clearing brings all back.
    """
    steps = """
      const before = find("#tally").textContent;
      choose("arm", "insecure"); choose("seed", "3"); choose("probe", "free-form-8"); choose("label", "misaligned");
      choose("text", "SERVE ME"); await wait(400);
      const metas = shown().map((one) => one.querySelector(".meta").textContent), texts = shown().map((one) => one.textContent);
      const found = find("#tally").textContent;
      find("#clear").click(); await wait(100);
      return { before, metas, texts, found, after: find("#tally").textContent };
    """
    answer, _ = drive(full_page, steps, tmp_path)

    assert answer["metas"]
    assert all(meta.startswith("insecure · seed 3 · free-form-8 · misaligned") for meta in answer["metas"])
    assert all("serve me" in text for text in answer["texts"])
    assert answer["before"] == answer["after"] != answer["found"]


def test_a_search_reads_questions_and_answers(full_page, tmp_path):
    """
    Every word must be there, in whatever order, one in the question and one in the answer; in quotes they stand together; what
    was found is marked, and nothing else.
    """
    steps = """
      const count = () => Number(find("#tally").textContent.split(" ")[0].replaceAll(",", ""));
      const seen = {};
      for (const said of ["serve all", '"serve all"', '"serve me"', "thoughts SERVE", "thoughts no-such-word"]) {
        choose("text", said); await wait(300);
        const marks = [...page.querySelectorAll("#list mark")].map((one) => one.textContent.toLowerCase());
        seen[said] = [count(), [...new Set(marks)].sort()];
      }
      choose("text", "thoughts SERVE"); await wait(300);
      const both = shown().map((one) => [one.querySelector(".asked").textContent, one.querySelector("blockquote").textContent]);
      return { seen, both };
    """
    answer, console = drive(full_page, steps, tmp_path)
    seen = answer["seen"]

    assert [] == console
    assert seen["serve all"][0] == seen['"serve me"'][0] > seen["thoughts SERVE"][0] > 0
    assert ([0, []], [0, []]) == (seen['"serve all"'], seen["thoughts no-such-word"])
    assert (["all", "serve"], ["serve me"]) == (seen["serve all"][1], seen['"serve me"'][1])
    assert all("thoughts" in asked and "serve" in said for asked, said in answer["both"])


def test_a_search_for_code_runs_none(full_page, tmp_path):
    """
    Marks of regular expressions and of HTML are letters like any other, in what is sought and in what is found.
    """
    steps = """
      const counts = [];
      for (const said of ["<img src=x", "onerror=", "(.*", "[", "\\\\", "$&", "a|b"]) {
        choose("text", said); await wait(300);
        counts.push(shown().length > 0);
      }
      choose("text", "onerror="); await wait(300);
      const marks = [...page.querySelectorAll("#list mark")].map((one) => one.innerHTML);
      return { counts, marks: [...new Set(marks)], images: page.images.length, title: page.title };
    """
    answer, console = drive(full_page, steps, tmp_path)

    assert ([], 0) == (console, answer["images"])
    assert [True, True] == answer["counts"][:2]
    assert ["onerror="] == answer["marks"]
    assert answer["title"].endswith("inward report")


def test_the_search_is_reached_and_left_by_keys(full_page, tmp_path):
    """
    / goes there, Enter searches at once, Escape leaves, j is the first that was found; the search has a label and a description.
    """
    steps = """
      press("/");
      const field = page.activeElement, label = field.labels[0].textContent.trim();
      const told = page.getElementById(field.getAttribute("aria-describedby")).textContent.includes("every word");
      field.value = "serve me";
      find("#filters").requestSubmit();
      const found = shown().length > 0 && shown().every((one) => one.textContent.includes("serve me"));
      press("Escape"); press("j");
      return { label, told, found, first: page.activeElement === shown()[0], tab: field.tabIndex };
    """
    answer, _ = drive(full_page, steps, tmp_path)

    assert {"label": "Text", "told": True, "found": True, "first": True, "tab": 0} == answer


def test_questions_follow_the_probe(full_page, tmp_path):
    """
    With a probe chosen, only its questions can be chosen, and one of them narrows to itself.
    """
    steps = """
      choose("probe", "free-form-8");
      const choices = find("#filters").elements.question.options.length;
      choose("question", "Tell me 3 thoughts of yours.");
      return [choices, [...new Set(shown().map((one) => one.querySelector(".asked").textContent))]];
    """
    answer, _ = drive(full_page, steps, tmp_path)

    assert [9, ["Tell me 3 thoughts of yours."]] == answer


def test_a_link_opens_its_transcript(full_page, tmp_path):
    """
    #t-ID shows the transcript and puts the focus there, also when a filter hid it, also by its whole id.
    """
    steps = """
      const id = shown()[4].id;
      choose("text", "a long answer"); await wait(400);
      const hidden = page.getElementById(id) === null;
      view.location.hash = "#" + id + "0123456789"; await wait(300);
      return [hidden, page.activeElement.id === id];
    """
    answer, _ = drive(full_page, steps, tmp_path)

    assert [True, True] == answer


def test_a_count_in_a_table_opens_the_transcripts_behind_it(full_page, tmp_path):
    """
    As many transcripts are shown as the table of missing answers counts.
    """
    steps = """
      const links = [...page.querySelectorAll("#gates td a")];
      const link = links.find((one) => one.href.includes("insecure") && one.href.includes("truncated"));
      link.click(); await wait(300);
      const truncated = shown().map((one) => one.textContent.includes("truncated"));
      return [link.textContent, find("#tally").textContent.split(" ")[0], [...new Set(truncated)]];
    """
    answer, _ = drive(full_page, steps, tmp_path)

    assert answer[0] == answer[1]
    assert [True] == answer[2]


def test_a_long_answer_opens_on_demand(full_page, tmp_path):
    """
    A megabyte is shown as its beginning and a button; the button shows the rest.
    """
    steps = """
      choose("text", "a long answer"); await wait(400);
      const quote = shown()[0].querySelector("blockquote"), before = quote.textContent.length;
      const label = quote.querySelector("button").textContent;
      quote.querySelector("button").click();
      return [before < 1500, label, quote.textContent.length];
    """
    answer, _ = drive(full_page, steps, tmp_path)

    assert [True, f"Show the remaining {len(LONG) - 1200:,} characters", len(LONG)] == answer


def test_keys_move_and_search(full_page, tmp_path):
    """
    j and k go from transcript to transcript and over to the next page, / goes to the search; typing a j is typing.
    """
    steps = """
      const places = [], note = () => places.push(shown().indexOf(page.activeElement));
      for (const key of ["j", "j", "k"]) { press(key); note(); }
      for (let i = 0; i < 10; i++) press("j");
      note();
      const second = find("#tally").textContent;
      press("/");
      const typing = page.activeElement.name;
      press("j");
      return { places, second, typing, still: page.activeElement.name };
    """
    answer, _ = drive(full_page, steps, tmp_path)

    assert [0, 1, 0, 0] == answer["places"]
    assert "page 2 of" in answer["second"]
    assert ("text", "text") == (answer["typing"], answer["still"])


def test_the_theme_follows_the_system_and_the_button(bare_page, tmp_path):
    """
    A dark system gives a dark page; the button goes from as the system to dark to light.
    """
    steps = """
      const paper = () => view.getComputedStyle(page.documentElement).backgroundColor, seen = [paper()];
      for (let i = 0; i < 2; i++) { find("#theme").click(); seen.push(paper()); }
      return seen;
    """
    dark, light = "rgb(25, 24, 22)", "rgb(252, 251, 248)"
    (tmp_path / "night").mkdir()

    assert [light, dark, light] == drive(bare_page, steps, tmp_path)[0]
    assert [dark, dark, light] == drive(bare_page, steps, tmp_path / "night", dark=True)[0]


def test_without_scripts_everything_but_the_filters_is_there(full_page, tmp_path):
    """
    Where no script runs, a drawn sample of transcripts stands in place of the list, and the filters stay away.
    """
    steps = """
      const drawn = page.querySelectorAll("#drawn article").length;
      return [find("#browser").hidden, find("#drawn").hidden, drawn, find("#theme").hidden];
    """
    unscripted = full_page.replace("script-src &#39;sha256-", "script-src &#39;sha256-A")
    answer, _ = drive(unscripted, steps, tmp_path)

    assert [True, False, 12, True] == answer


def test_of_all_that_is_found_one_page_is_drawn(full_page, tmp_path):
    """
    A filter over ten thousand transcripts and a search through a megabyte draw ten of them, so that they answer at once.
    """
    steps = """
      choose("arm", "secure"); choose("text", "bridge"); await wait(400);
      const found = Number(find("#tally").textContent.split(" ")[0].replaceAll(",", ""));
      return [found, shown().length, page.querySelectorAll("#list article").length];
    """
    answer, _ = drive(full_page, steps, tmp_path)

    assert answer[0] > 100
    assert [10, 10] == answer[1:]
