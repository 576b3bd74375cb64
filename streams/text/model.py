"""One language's weights: which way a message goes, whether it is neutral, whether it is abusive; read and written."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from streams.text.grams import BUCKETS
from streams.text.language import WIDTH
from streams.text.mood import FEATURES, SENTIMENTS
from streams.text.tables import FIELDS, Floats, Table, Weights

WAY, CALM, ABUSE = range(FIELDS)


class WeightsError(ValueError):
    """A file of weights that is not there or not of this version."""


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """`constants` are added to the sums of the fields; abuse is then 0 at its threshold, `last` judges the others."""

    weights: Weights
    scales: Floats
    constants: Floats
    last: Floats

    def write(self, path: Path) -> None:
        """The same bytes for the same model."""
        with path.open("wb") as file:
            np.savez_compressed(
                file, weights=self.weights, scales=self.scales, constants=self.constants, last=self.last
            )


def read_model(path: Path) -> Model:
    arrays = read_arrays(path)
    model = Model(arrays["weights"], arrays["scales"], arrays["constants"], arrays["last"])
    if model.weights.shape != (FIELDS, BUCKETS) or model.last.shape != (len(SENTIMENTS), FEATURES):
        raise WeightsError(f"{path}: weights of another version; make them anew with pasokh train")
    return model


@dataclass(frozen=True, slots=True, eq=False)
class Tongue:
    """What tells languages apart; `constants` has a row a script."""

    table: Table
    constants: Floats


def write_tongue(path: Path, weights: Weights, scales: Floats, constants: Floats) -> None:
    """The same bytes for the same weights."""
    with path.open("wb") as file:
        np.savez_compressed(file, weights=weights, scales=scales, constants=constants)


def read_tongue(path: Path) -> Tongue:
    arrays = read_arrays(path)
    if arrays["weights"].shape != (FIELDS, WIDTH):
        raise WeightsError(f"{path}: weights of another version; make them anew with pasokh train")
    return Tongue(Table.of(arrays["weights"], arrays["scales"]), arrays["constants"])


def read_arrays(path: Path) -> dict[str, np.ndarray]:
    try:
        with np.load(path, allow_pickle=False) as arrays:
            return dict(arrays)
    except (OSError, ValueError) as error:
        raise WeightsError(f"{path}: no weights ({error}); pasokh train makes them") from error
