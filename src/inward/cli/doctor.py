"""`inward doctor`: what is well, what is worth knowing, what is broken, each with its remedy."""

import typer

MARKS = {"ok": "ok", "note": "note", "broken": "BROKEN"}


def doctor() -> None:
    """Whether this machine can run a study: libraries, workers, GPU, browser, store. Exit code 1 when something is broken."""
    from inward.doctor import examine
    from inward.store.shelf import default_folder

    broken = 0
    for finding in examine(default_folder()):
        broken += finding.state == "broken"
        print(f"{MARKS[finding.state]:<7} {finding.what:<11} {finding.said}", flush=True)
        if finding.remedy:
            print(f"{'':<20}{finding.remedy}", flush=True)
    if broken:
        raise typer.Exit(1)
