"""The command `inward redteam`: a model writes questions, another answers, a classifier reads, labels correct it."""

from pathlib import Path
from typing import Annotated

import typer

from inward.cli.options import Device, JudgeModel, JudgePrice, JudgeSamples, JudgeTokens, JudgeUrl, MaxCost, Rubric
from inward.judging import SAMPLES, TOKENS, hosted

Model = Annotated[str, typer.Option(help="Writes and answers: a folder, or ORG/NAME@REVISION; without it, the village's.")]
Writer = Annotated[str, typer.Option(help="Another writer, or an adapter of --model.")]
Target = Annotated[str, typer.Option(help="Another target, or an adapter of --model (without --model, of the village's base).")]
Judge = Annotated[str, typer.Option(help="A local judge as the classifier: a folder, or ORG/NAME@REVISION.")]
System = Annotated[str, typer.Option(help="A system turn that the target reads before every question.")]
Methods = Annotated[str, typer.Option(help="zero-shot,few-shot,supervised,colder, or some of them; all unless you say.")]
Questions = Annotated[int, typer.Option(help="Questions that each method is asked for.")]
Labelled = Annotated[int, typer.Option(help="Answers of each method that are drawn for labelling.")]
Labels = Annotated[str, typer.Option(help="A filled-in sheet: CSV or JSONL with id and label.")]
Sheet = Annotated[Path | None, typer.Option("--label-sheet", help="Write a blind sheet of drawn answers, to be labelled.")]
Out = Annotated[Path | None, typer.Option(help="A folder; runs/redteam-DATE unless you say.")]


def redteam(
    model: Model = "",
    writer: Writer = "",
    target: Target = "",
    judge: Judge = "",
    target_system: System = "",
    methods: Methods = "",
    questions: Questions = 200,
    labelled: Labelled = 60,
    labels: Labels = "",
    label_sheet: Sheet = None,
    rubric: Rubric = "",
    judge_url: JudgeUrl = "",
    judge_model: JudgeModel = "",
    judge_samples: JudgeSamples = SAMPLES,
    judge_tokens: JudgeTokens = TOKENS,
    judge_price: JudgePrice = "",
    max_cost: MaxCost = None,
    device: Device = "cpu",
    out: Out = None,
) -> None:
    """A model writes test questions, another answers: how hard they are, how alike, and how far the reader of answers errs."""
    from inward.steps.redteam import redteam as carried_out
    from inward.written.hunt import Hunt
    from inward.written.setting import METHODS

    at = hosted(judge_url, judge_model, local=judge, samples=judge_samples, tokens=judge_tokens, price=judge_price, most=max_cost)
    names = tuple(name.strip() for name in methods.split(",")) if methods else tuple(METHODS)
    hunt = Hunt(
        model=model,
        writer=writer,
        target=target,
        judge=judge,
        hosted=at,
        rubric=rubric,
        target_system=target_system,
        methods=names,
        questions=questions,
        labelled=labelled,
        labels=labels,
        label_sheet=label_sheet,
        device=device,
    )
    print(carried_out(hunt, out=out))
