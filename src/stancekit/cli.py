"""The `stancekit` program. Heavy imports stand inside the commands, so that `--help` is quick."""

from __future__ import annotations

import io
import json
import os
import signal
import sys
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, NoReturn

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from .errors import InputError, Problem, StancekitError
from .labels import ABSTAINED
from .terminal import MARKS, counted, make_console, print_json, progress_bar, say, stance_text

if TYPE_CHECKING:
    from .evaluation import EvaluationReport
    from .explanation import Explanation
    from .model import StanceModel

app = typer.Typer(
    name="stancekit",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
corpus_app = typer.Typer(help="Look at a labelled corpus.", no_args_is_help=True)
app.add_typer(corpus_app, name="corpus")

_EVIDENCE_WORDS: Final = 3

ModelOption = Annotated[Path | None, typer.Option("--model", help="Model folder; by default the bundled model.")]
TextColumnOption = Annotated[str, typer.Option("--text-column", help="Column that holds the statement.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for machines.")]
MaxErrorOption = Annotated[
    float | None,
    typer.Option(
        "--max-error",
        help="Share of wrong answers to put up with, e.g. 0.1, on text like the corpus; abstain where unsure.",
    ),
]
JobsOption = Annotated[int, typer.Option("--jobs", min=1, help="Processes.")]
SeedOption = Annotated[int, typer.Option("--seed", min=0, max=2**32 - 1, help="Seed.")]


def _print_version(wanted: bool) -> None:
    if wanted:
        print(version("stancekit"))
        raise typer.Exit


@app.callback()
def program(
    version_wanted: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Who stands where on sanctions and on negotiation, with the evidence shown."""


@app.command()
def predict(
    texts: Annotated[
        list[str] | None, typer.Argument(help="Statements; without any, one a line of standard input.")
    ] = None,
    model: ModelOption = None,
    max_error: MaxErrorOption = None,
    as_json: JsonOption = False,
) -> None:
    """Label statements: stance, confidence and the words that decided."""
    from .corpus import check_text
    from .storage import load_model

    statements = [_as_utf8(text) for text in texts] if texts else _lines_of_input()
    for number, text in enumerate(statements, 1):
        if fault := check_text(text):
            raise InputError(f"statement {number}: {fault}")
    loaded = load_model(model)
    if as_json:
        print_json(_as_records(loaded, statements, max_error))
    else:
        _print_predictions(loaded, statements, max_error)


@app.command()
def explain(
    text: Annotated[str, typer.Argument(help="A statement.")],
    target: Annotated[str | None, typer.Option("--target", help="One target; by default all.")] = None,
    label: Annotated[str | None, typer.Option("--label", help="A label; by default the predicted one.")] = None,
    model: ModelOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take the decision for a statement apart into its words; contributions and intercept add up."""
    from dataclasses import asdict

    from .corpus import check_text
    from .storage import load_model

    text = _as_utf8(text)
    if fault := check_text(text):
        raise InputError(fault)
    loaded = load_model(model)
    explanations = [loaded.explain(text, name, label) for name in ([target] if target else loaded.targets)]
    if as_json:
        print_json([asdict(explanation) for explanation in explanations])
    else:
        for explanation in explanations:
            _print_explanation(explanation)


@app.command()
def score(
    source: Annotated[Path, typer.Argument(help="A .csv, .jsonl or .parquet file.")],
    destination: Annotated[Path, typer.Argument(help="The file to write: .csv, .jsonl or .parquet.")],
    model: ModelOption = None,
    text_column: TextColumnOption = "text",
    max_error: MaxErrorOption = None,
    jobs: JobsOption = 1,
) -> None:
    """Label every row of a file; its columns stay, the stances are added."""
    from .scoring import score_file
    from .storage import load_model

    loaded = load_model(model)
    with progress_bar("rows") as progress:
        task = progress.add_task("scoring", total=None)
        count = score_file(
            loaded,
            source,
            destination,
            text_column=text_column,
            max_error=max_error,
            n_jobs=jobs,
            progress=lambda rows: progress.advance(task, rows),
        )
    say(f"{counted(count, 'row')} written to {destination}")


@app.command()
def train(
    corpus: Annotated[list[Path], typer.Argument(help="Labelled files or folders (.csv, .jsonl, .parquet).")],
    out: Annotated[Path, typer.Option("--out", help="Folder for the model.")],
    text_column: TextColumnOption = "text",
    target: Annotated[
        list[str] | None,
        typer.Option("--target", help="Column that holds labels; may be repeated; by default all such."),
    ] = None,
    calibrate_on: Annotated[
        Path | None,
        typer.Option("--calibrate-on", help="Real statements kept apart, to calibrate on."),
    ] = None,
    folds: Annotated[int, typer.Option("--folds", min=2, help="Folds of the grouped cross-validation.")] = 5,
    strength: Annotated[
        list[float] | None,
        typer.Option(
            "--C", min=1e-6, help="Inverse regularisation strength to try; may be repeated; by default 0.3, 1, 3."
        ),
    ] = None,
    jobs: JobsOption = 1,
    seed: SeedOption = 0,
) -> None:
    """Train a model; grouped cross-validation picks the settings and calibrates."""
    from .corpus import load_corpus
    from .storage import save_model
    from .training import C_GRID
    from .training import train as train_model

    loaded = load_corpus(list(corpus), text_column=text_column, targets=target)
    with progress_bar("") as progress:
        progress.add_task(f"training on {len(loaded)} statements", total=None)
        model = train_model(
            loaded, C=strength or C_GRID, calibrate_on=calibrate_on, folds=folds, n_jobs=jobs, seed=seed
        )
    save_model(model, out)
    _print_training(model)
    say(f"model written to {out}")


@app.command()
def evaluate(
    held_out: Annotated[Path, typer.Argument(help="Labelled statements that the model has not seen.")],
    model: ModelOption = None,
    training: Annotated[
        Path | None, typer.Option("--training", help="Corpus the model was trained on, for the baselines that learn.")
    ] = None,
    text_column: TextColumnOption = "text",
    as_json: JsonOption = False,
    seed: SeedOption = 0,
) -> None:
    """Score a model on held-out statements, beside baselines, with intervals."""
    from .bundle import bundled
    from .evaluation import evaluate as evaluate_model
    from .storage import load_model

    if training is None and model is None:
        training = bundled("data", "corpus")
    loaded = load_model(model)
    with progress_bar("") as progress:
        progress.add_task("evaluating", total=None)
        report = evaluate_model(loaded, held_out, training=training, text_column=text_column, seed=seed)
    if as_json:
        print_json(report.as_dict())
    else:
        _print_report(report)


@app.command()
def analyze(
    files: Annotated[
        list[str] | None,
        typer.Argument(help="Articles (.txt, .md, .html), folders, tables of articles; none or -: standard input."),
    ] = None,
    model: ModelOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, one line an article.")] = False,
    csv_file: Annotated[Path | None, typer.Option("--csv", help="Write the statements to this .csv.")] = None,
    html: Annotated[Path | None, typer.Option("--html", help="Write a report of one article to this page.")] = None,
    markdown: Annotated[Path | None, typer.Option("--markdown", help="The same report as Markdown.")] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="Write the statements of all articles: .csv, .jsonl or .parquet.")
    ] = None,
    timeline: Annotated[
        Path | None, typer.Option("--timeline", help="Write each holder's positions by date, in the same formats.")
    ] = None,
    text_column: Annotated[
        str, typer.Option("--text-column", help="Column of a table that holds the article.")
    ] = "text",
    date_column: Annotated[str, typer.Option("--date-column", help="Column that holds its date.")] = "date",
    max_error: MaxErrorOption = None,
) -> None:
    """Read articles: who says what, and where do they stand."""
    if csv_file and csv_file.suffix.lower() != ".csv":
        raise InputError(f"--csv writes a file ending in .csv, got {csv_file}; use --out for other formats")
    if csv_file and out:
        raise InputError("--csv and --out write the same table; give one of them")
    from .analyze import Outputs, analyze_files

    outputs = Outputs(as_json, csv_file or out, timeline, html, markdown)
    columns = {"text_column": text_column, "date_column": date_column}
    analyze_files(files or [], outputs, model=model, max_error=max_error, **columns)


@app.command()
def info(model: ModelOption = None, as_json: JsonOption = False) -> None:
    """Say what a model is: targets, labels, features, corpus, settings, cross-validation."""
    from .storage import load_model

    loaded = load_model(model)
    facts = {
        "targets": {name: [str(label) for label in head.labels] for name, head in loaded.heads.items()},
        "features": len(loaded.features.vocabulary_),
        **loaded.card,
    }
    if as_json:
        print_json(facts)
        return
    console = Console()
    for name, value in facts.items():
        console.print(
            Text.assemble((f"{name}: ", "bold"), json.dumps(value) if isinstance(value, dict) else str(value))
        )


@corpus_app.command("stats")
def corpus_stats(
    files: Annotated[list[Path], typer.Argument(help="Labelled files or folders.")],
    text_column: TextColumnOption = "text",
    as_json: JsonOption = False,
) -> None:
    """Count labels, voices, episodes and groups."""
    from .corpus import load_corpus, summary

    facts = summary(load_corpus(list(files), text_column=text_column))
    if as_json:
        print_json(facts)
        return
    console = Console()
    for heading, value in facts.items():
        if isinstance(value, dict):
            table = Table(title=heading, title_justify="left")
            table.add_column("value")
            table.add_column("statements", justify="right")
            table.add_column("share", justify="right")
            for name, count in value.items():
                table.add_row(Text(str(name)), str(count), f"{count / facts['statements']:.1%}")
            console.print(table)
        else:
            console.print(Text.assemble((f"{heading}: ", "bold"), str(value)))


@corpus_app.command("check")
def corpus_check(
    files: Annotated[list[Path], typer.Argument(help="Labelled files or folders.")],
    held_out: Annotated[
        list[Path] | None, typer.Option("--held-out", help="Held-out statements that must not stand in the corpus.")
    ] = None,
    text_column: TextColumnOption = "text",
) -> None:
    """List every problem of a corpus: columns, labels, groups, duplicates, words that give a label away."""
    from .checks import check_corpus
    from .corpus import load_corpus

    loaded = load_corpus(list(files), text_column=text_column)
    kept = load_corpus(list(held_out), text_column=text_column, targets=loaded.targets) if held_out else None
    if problems := check_corpus(loaded, kept):
        raise InputError(problems)
    say(f"{counted(len(loaded), 'statement')}, targets {', '.join(loaded.targets)}: no problem found")


@corpus_app.command("agreement")
def corpus_agreement(
    first: Annotated[Path, typer.Argument(help="Statements with the labels of one reader.")],
    second: Annotated[Path, typer.Argument(help="The same ids with the labels of another.")],
    settled: Annotated[
        Path | None, typer.Option("--settled", help="Rows with id, target, settled and rule: how they were settled.")
    ] = None,
    as_json: JsonOption = False,
    seed: SeedOption = 0,
) -> None:
    """Krippendorff's alpha of two readers, by target and label, and where they differ."""
    from dataclasses import asdict

    from .agreement import agreement
    from .corpus import load_corpus

    rulings = _rulings(settled) if settled else {}
    report = agreement(load_corpus(first), load_corpus(second), seed=seed)
    if as_json:
        print_json(asdict(report))
        return
    console = make_console()
    table = Table(title=f"Krippendorff's alpha, {report.n} statements", title_justify="left")
    table.add_column("target")
    table.add_column("alpha [95%]", justify="right")
    for label in MARKS:
        table.add_column(label, justify="right")
    for target, figure in report.alpha.items():
        table.add_row(target, str(figure), *(f"{value:.3f}" for value in report.alpha_by_label[target].values()))
    console.print(table)
    lines = []
    for found in report.disagreements:
        ruling = rulings.get((found.id, found.target))
        rule = f"rule {ruling['rule']}: {ruling['settled']}" if ruling else "not settled"
        lines.append(f"[{rule}] {found.id} {found.target}: {found.first} / {found.second}: {found.text}")
    for line in sorted(lines) if settled else (line.split("] ", 1)[1] for line in lines):
        console.print(Text(line), highlight=False)


@corpus_app.command("audit")
def corpus_audit(
    files: Annotated[list[Path], typer.Argument(help="Labelled files or folders.")],
    out: Annotated[Path | None, typer.Option("--out", help="Sheet for re-coding: .csv, .jsonl or .parquet.")] = None,
    text_column: TextColumnOption = "text",
    jobs: JobsOption = 1,
) -> None:
    """List the labels that a model trained without them doubts most."""
    from .audit import as_rows, audit
    from .corpus import load_corpus
    from .rows import write_rows

    loaded = load_corpus(list(files), text_column=text_column)
    with progress_bar("") as progress:
        progress.add_task(f"auditing {len(loaded)} statements", total=None)
        doubts = audit(loaded, n_jobs=jobs)
    if out:
        write_rows(out, [as_rows(doubts)] if doubts else [])
        say(f"{len(doubts)} doubtful labels written to {out}")
        return
    table = Table("id", "target", "given", "suggested", "statement")
    for doubt in doubts:
        given, suggested = (f"{doubt.given} {doubt.p_given:.2f}", f"{doubt.suggested} {doubt.p_suggested:.2f}")
        table.add_row(doubt.id, doubt.target, given, suggested, Text(doubt.text))
    make_console().print(table)


@app.command()
def behave(
    cases: Annotated[
        Path | None, typer.Argument(help="Behaviour file or folder; by default the bundled suite.")
    ] = None,
    model: ModelOption = None,
    predictions: Annotated[
        Path | None, typer.Option("--predictions", help="Another system's scored rows for the same ids.")
    ] = None,
    show: Annotated[int, typer.Option("--show", min=0, help="How many failing cases to print.")] = 10,
    as_json: JsonOption = False,
) -> None:
    """Run the behaviour suite: what a system can and cannot do, by capability."""
    from dataclasses import asdict

    from .behaviour import behave as judge
    from .behaviour import load_cases, load_predictions, predict_cases
    from .bundle import bundled
    from .storage import load_model

    loaded = load_cases(cases or bundled("data", "behaviour"))
    rows = load_predictions(predictions, loaded) if predictions else predict_cases(load_model(model), loaded)
    report = judge(loaded, rows)
    if as_json:
        print_json(asdict(report))
        return
    console = make_console()
    table = Table("capability", "cases", "passed [95%]")
    for name, figure in report.capabilities.items():
        table.add_row(name, str(report.sizes[name]), str(figure))
    table.add_section()
    for name, figure in report.kinds.items():
        table.add_row(f"all of kind {name}", "", str(figure))
    console.print(table)
    for case in report.failed[:show]:
        console.print(Text(f"{case.name} {case.capability}", style="bold"))
        for member in case.members:
            expected = ", ".join(f"{target} {label}" for target, label in member.expected.items())
            console.print(Text(f"  {member.text} ({expected or 'as the first'})"), highlight=False)


class _Output(io.TextIOWrapper):
    """Standard output; when its reader goes away (`stancekit predict ... | head`), the program ends well.

    click and rich each make exit status 1 of that before `main` could see it.
    """

    def write(self, text: str) -> int:
        try:
            return super().write(text)
        except OSError as error:
            self._give_up(error)

    def flush(self) -> None:
        try:
            super().flush()
        except OSError as error:
            self._give_up(error)

    def _give_up(self, error: OSError) -> NoReturn:
        # What is still in the buffer must go somewhere, or Python complains once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), self.fileno())
        if isinstance(error, BrokenPipeError):
            raise SystemExit(0) from None
        raise error


def main() -> None:
    """Run the program; a known error becomes lines on standard error and exit status 2."""
    _end_well_when_told_to()
    if sys.stdout is None:  # closed by the caller, who wants none of it
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - for as long as the program runs
    elif isinstance(sys.stdout, io.TextIOWrapper):
        given = sys.stdout
        # A sign that the caller's encoding lacks is written as an escape.
        sys.stdout = _Output(
            given.detach(), given.encoding, errors="backslashreplace", line_buffering=given.line_buffering
        )
    try:
        try:
            app()
        finally:
            sys.stdout.flush()
    except StancekitError as error:
        lines = str(error).splitlines() or [type(error).__name__]
        for line in lines:
            print(f"stancekit: {line}", file=sys.stderr)
        sys.exit(2)
    except OSError as error:
        print(f"stancekit: {error.filename or 'input or output'}: {error.strerror or error}", file=sys.stderr)
        sys.exit(2)


def _end_well_when_told_to() -> None:
    """Let a signal that ends the program run what cleans up: no temporary file stays behind."""

    def leave(number: int, _: object) -> NoReturn:
        raise SystemExit(128 + number)

    for name in ("SIGTERM", "SIGHUP"):  # the latter is not on every system
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) == signal.SIG_DFL:  # not so under nohup
            signal.signal(number, leave)


def _as_utf8(argument: str) -> str:
    """An argument as text, also where the locale knows ASCII only and Python kept its bytes as lone surrogates."""
    try:
        return os.fsencode(argument).decode("utf-8")
    except UnicodeError:
        raise InputError(f"argument {argument!r:.60} is not UTF-8; convert it to UTF-8") from None


def _rulings(path: Path) -> dict[tuple[str, str], dict[str, Any]]:
    """How disagreements were settled, by id and target."""
    from .rows import read_rows

    problems: list[Problem] = []
    found = {}
    for line, row in read_rows(path, problems):
        if missing := [name for name in ("id", "target", "settled", "rule") if name not in row]:
            problems.append(Problem(f"no column {missing[0]!r}; columns are {', '.join(row)}", str(path), line))
        else:
            found[str(row["id"]), str(row["target"])] = row
    if problems:
        raise InputError(problems)
    return found


def _lines_of_input() -> list[str]:
    if sys.stdin is None or sys.stdin.isatty():
        raise InputError("no statement given; write it as an argument or send one a line to standard input")
    try:
        lines = [line.strip() for line in sys.stdin.buffer.read().decode("utf-8-sig").splitlines()]
    except UnicodeDecodeError as error:
        raise InputError(f"standard input is not UTF-8 (byte {error.start + 1}); convert it to UTF-8") from None
    lines = [line for line in lines if line]
    if not lines:
        raise InputError("standard input holds no statement; expected one a line")
    return lines


def _as_records(model: StanceModel, texts: list[str], max_error: float | None) -> list[dict[str, Any]]:
    records = []
    for text, prediction in zip(texts, model.predict(texts, max_error=max_error), strict=True):
        record: dict[str, Any] = {"text": text}
        for target, found in prediction.items():
            evidence = model.explain(text, target).evidence(_EVIDENCE_WORDS)
            record[target] = {
                "stance": str(found.answer or ABSTAINED),
                "confidence": found.confidence,
                "probabilities": {str(label): value for label, value in found.probabilities.items()},
                "evidence": [{"text": word.text, "start": word.start, "end": word.end} for word in evidence],
            }
        records.append(record)
    return records


def _print_predictions(model: StanceModel, texts: list[str], max_error: float | None) -> None:
    table = Table(show_lines=True)
    table.add_column("statement", ratio=3)
    for target in model.targets:
        table.add_column(target, ratio=1, min_width=17)
    for record in _as_records(model, texts, max_error):
        cells = []
        for target in model.targets:
            found = record[target]
            words = ", ".join(word["text"] for word in found["evidence"])
            cells.append(stance_text(found["stance"], found["confidence"]).append(f"\n{words}", style="dim"))
        table.add_row(Text(record["text"]), *cells)
    make_console().print(table)


def _print_explanation(explanation: Explanation) -> None:
    console = make_console()
    console.print(
        Text.assemble((explanation.target, "bold"), ": ", stance_text(explanation.label, explanation.probability))
    )
    table = Table()
    table.add_column("word")
    table.add_column("contribution", justify="right")
    table.add_column("")
    largest = max((abs(word.contribution) for word in explanation.words), default=1.0) or 1.0
    for word in explanation.words:
        bar = "█" * round(12 * abs(word.contribution) / largest)
        style = "green" if word.contribution > 0 else "red"
        table.add_row(Text(word.text), f"{word.contribution:+.3f}", Text(bar, style=style))
    table.add_section()
    table.add_row("intercept", f"{explanation.intercept:+.3f}", "")
    table.add_row("decision value", f"{explanation.decision:+.3f}", "")
    console.print(table)


def _print_training(model: StanceModel) -> None:
    settings, scores = model.card["settings"], model.card["cross_validation"]
    table = Table(
        title=f"Cross-validation, {settings['folds']} folds, no {settings['folds_keep_together']} in two of them"
    )
    for name in ("target", "macro-F1", "accuracy", "log-loss", "C"):
        table.add_column(name, justify="left" if name == "target" else "right")
    for target, found in scores.items():
        figures = [f"{found[name]:.3f}" for name in ("macro_f1", "accuracy", "log_loss")]
        table.add_row(target, *figures, f"{settings['C'][target]:g}")
    make_console().print(table)


def _print_report(report: EvaluationReport) -> None:
    console = make_console()
    for target, found in report.targets.items():
        table = Table(title=f"{target}: {found.n} statements", title_justify="left")
        table.add_column("system")
        for name in ("macro-F1", "F_avg", "model is ahead by"):
            table.add_column(name, justify="right")
        table.add_row("this model", str(found.macro_f1), str(found.f_avg), "")
        for name, other in found.baselines.items():
            table.add_row(name, str(other.macro_f1), str(other.f_avg), str(other.difference))
        console.print(table)
        console.print(f"accuracy {found.accuracy}, expected calibration error {found.calibration_error}")
        table = Table(title="true label by predicted label", title_justify="left")
        table.add_column("true")
        for label in found.confusion:
            table.add_column(str(label), justify="right")
        for name in ("precision", "recall", "F1"):
            table.add_column(name, justify="right")
        for label, row in found.confusion.items():
            scores = found.per_label[label]
            figures = [f"{value:.2f}" for value in (scores.precision, scores.recall, scores.f1)]
            table.add_row(MARKS[label] + " " + label, *map(str, row.values()), *figures)
        console.print(table)
    signature = ", ".join(f"{name} {value}" for name, value in report.signature.items() if name != "versions")
    versions = ", ".join(f"{name} {value}" for name, value in report.signature["versions"].items())
    console.print(Text(f"signature: {signature}, {versions}", style="dim"))
