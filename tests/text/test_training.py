"""Weights from labelled sets: the same sets give the same bytes, and one's own labels count."""

import gzip
import random
from pathlib import Path

import pytest
from typer.testing import CliRunner

from streams.cli.main import app
from streams.text.model import WeightsError
from streams.text.scorer import SCORED, Scorer
from streams.text.training import learner, moods
from streams.text.training.build import build
from streams.text.training.own import labelled, spellings
from streams.text.training.romanise import Romaniser
from streams.text.training.sets import Labelled, SetError, is_held_out, read_set, read_sets

WORDS = {
    "fa": ("خوب عالی ممنون", "بد افتضاح خراب", "سفارش شماره آدرس"),
    "ar": ("جميل ممتاز شكرا", "سيء خايس زفت", "طلب رقم عنوان"),
    "en": ("good great thanks", "bad awful broken", "order number address"),
}
FEW = 60


@pytest.fixture(scope="module", autouse=True)
def quick_learner() -> None:
    """Few steps: what is tested is not how well it learns."""
    patch = pytest.MonkeyPatch()
    patch.setattr(learner, "ITERATIONS", 5)


def tiny_sets() -> list[Labelled]:
    draw = random.Random(1)
    sets = []
    for language, (good, bad, plain) in WORDS.items():
        rows = [(label, words) for label, words in ((1, good), (-1, bad), (0, plain)) for _ in range(FEW)]
        texts = [" ".join(draw.choice(words.split()) for _ in range(4)) + f" {i}" for i, (_, words) in enumerate(rows)]
        sets.append(Labelled(f"{language}_tiny", language, texts, [label for label, _ in rows], is_sentiment=True))
    insults = ["you idiot", "you moron"] * FEW + ["thank you", "hello there"] * FEW
    return [*sets, Labelled("en_rude", "en", insults, [1] * 2 * FEW + [0] * 2 * FEW, is_sentiment=False)]


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("weights")
    build(tiny_sets(), out, lambda: None)
    return out


def test_the_same_sets_give_the_same_bytes(weights: Path, tmp_path: Path) -> None:
    build(tiny_sets(), tmp_path, lambda: None)
    names = sorted(path.name for path in weights.iterdir())
    assert names == sorted(f"{name}.npz" for name in (*SCORED, "language"))
    assert [(tmp_path / name).read_bytes() for name in names] == [(weights / name).read_bytes() for name in names]


def test_weights_of_another_directory_score(weights: Path) -> None:
    good, bad = Scorer.load(weights).score(["good great thanks", "awful bad broken"], ["en", "en"])
    assert good.sentiment > 0 > bad.sentiment


def test_a_directory_without_weights_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="pasokh train"):
        Scorer.load(tmp_path)


def test_a_file_that_is_no_weights_is_refused(tmp_path: Path) -> None:
    for language in SCORED:
        (tmp_path / f"{language}.npz").write_bytes(b"nothing")
    with pytest.raises(WeightsError, match="no weights"):
        Scorer.load(tmp_path)


def test_a_set_is_read_plain_or_gzipped(tmp_path: Path) -> None:
    rows = "train\t-1\tbad &amp; slow\ntest\t1\tgood\n"
    (tmp_path / "en_a.tsv").write_text(rows)
    (tmp_path / "fa_b.tsv.gz").write_bytes(gzip.compress(rows.encode()))
    one, other = read_sets(tmp_path)
    assert (one.language, other.language) == ("en", "fa")
    assert list(one.texts) == list(other.texts) == ["bad & slow", "good"]
    assert one.is_sentiment


@pytest.mark.parametrize("row", ["only text", "train\tgood\ttext", "train\t2\ttext", "a\t1\tb\tc"])
def test_a_line_of_another_form_is_named(row: str, tmp_path: Path) -> None:
    (tmp_path / "en_a.tsv").write_text(f"train\t1\tfine\n{row}\n")
    with pytest.raises(SetError, match="line 2"):
        read_set(tmp_path / "en_a.tsv")


def test_a_missing_language_is_named(tmp_path: Path) -> None:
    with pytest.raises(SetError, match="in ar, en"):
        build([one for one in tiny_sets() if one.language == "fa"], tmp_path, lambda: None)


def test_a_text_is_on_one_side_in_whatever_set_and_form_it_stands() -> None:
    assert is_held_out("كتاب خوبي") == is_held_out("کتاب خوبی")
    trained, held = tiny_sets()[0].sides()
    assert len(trained.texts) + len(held.texts) == 3 * FEW
    assert not set(trained.texts) & set(held.texts)
    assert held.texts


def test_labels_of_a_set_weigh_alike_however_often_they_stand_in_it() -> None:
    lesson = moods.lesson(["a", "b", "c", "d"], [1, 1, 1, -1])
    assert lesson.weights[3] == pytest.approx(lesson.weights[:3].sum())


def test_romanising_draws_the_same_spelling_for_the_same_seed() -> None:
    text = "سلام اینترنت قطع شده"
    drawn = [Romaniser("fa", spellings("finglish_words.txt"), seed=3).text(text) for _ in range(2)]
    assert drawn[0] == drawn[1]
    assert drawn[0].isascii()


def test_patterns_of_our_own_sentences_are_drawn_whole() -> None:
    for name in ("support_fa.tsv", "support_ar.tsv", "support_en.tsv", "fa_latn.tsv", "ar_latn.tsv"):
        for label, text in labelled(name):
            assert label in {"-1", "0", "1"}
            assert not set("{}|") & set(text)


def test_the_command_says_what_is_wrong(tmp_path: Path) -> None:
    run = CliRunner().invoke(app, ["train", str(tmp_path / "nowhere"), "--out", str(tmp_path)])
    assert run.exit_code == 2
    assert "no such directory" in run.output
    run = CliRunner().invoke(app, ["train", str(tmp_path), "--out", str(tmp_path)])
    assert "no file named *.tsv" in run.output


def test_the_command_judges_what_it_is_given_and_keeps_the_figures(weights: Path, tmp_path: Path) -> None:
    for one in tiny_sets():
        rows = (f"train\t{label}\t{text}\n" for label, text in zip(one.labels, one.texts, strict=True))
        (tmp_path / f"{one.name}.tsv").write_text("".join(rows))
    run = CliRunner().invoke(app, ["train", str(tmp_path), "--out", str(weights), "--only-judge"])
    assert run.exit_code == 0
    assert "sentiment, 3 classes, F1" in run.output
    assert (weights / "report.json").exists()
    (weights / "report.json").unlink()


def test_a_set_whose_name_tells_no_language_is_refused(tmp_path: Path) -> None:
    (tmp_path / "our_chats.tsv").write_text("all\t1\tfine\n", encoding="utf-8")
    with pytest.raises(SetError, match="begins with its language"):
        read_set(tmp_path / "our_chats.tsv")
