"""One language's weights: which way a message goes, whether it is neutral, whether it is abusive; read and written."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from streams.text.grams import BUCKETS
from streams.text.mood import FEATURES, SENTIMENTS
from streams.text.tables import FIELDS, Floats, Weights

WAY, CALM, ABUSE = range(FIELDS)


class WeightsError(ValueError):
    """A file of weights that is not there or not of this version."""


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """`constants` are added to the fields' sums; `last` makes chances of the first two; abuse is zero at its threshold."""

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


def read_arrays(path: Path) -> dict[str, np.ndarray]:  # type: ignore[type-arg]  # each its own type
    try:
        with np.load(path, allow_pickle=False) as arrays:
            return dict(arrays)
    except (OSError, ValueError) as error:
        raise WeightsError(f"{path}: no weights ({error}); pasokh train makes them") from error
