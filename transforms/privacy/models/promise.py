"""All models of one protection together: which classes are kept, and what a refused node says about finer ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, reduce

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.counting.classes import Classes
from transforms.privacy.models.average_risk import AverageRisk
from transforms.privacy.models.d_presence import DPresence
from transforms.privacy.models.model import Model


@dataclass(frozen=True)
class Promise:
    """A class is kept when every model holds for it; of those, the average risk then suppresses the smallest."""

    models: Sequence[Model]
    average: AverageRisk | None = None

    @cached_property
    def necessary(self) -> Sequence[Model]:
        """Models whose failure in a class means failure in every part of it, hence in all finer nodes."""
        return tuple(dict.fromkeys(weaker for model in self.models for weaker in model.necessary()))

    @property
    def suppresses_finer(self) -> bool:
        """Whether a row that a node suppresses is suppressed by every finer node."""
        return self.average is None and all(model.union == "either" for model in self.models)

    def closes_finer(self, limit: int) -> bool:
        """Whether a node that suppresses more than `limit` rows refuses all finer nodes too.

        The average risk does: from the classes that a finer node keeps, a coarser one keeps as many rows in no more
        classes. Where nothing may be suppressed, so does every model that holds for unions of classes that keep it.
        """
        kinds = {model.union for model in self.models}
        return kinds <= {"either"} or (limit == 0 and kinds <= {"either", "both"})

    def kept(self, classes: Classes) -> NDArray[np.bool_]:
        """Per class id whether it is released."""
        every = np.ones(classes.size, dtype=np.bool_)
        kept = reduce(np.logical_and, [model.holds(classes) for model in self.models], every)
        return kept if self.average is None else self.average.kept(classes, kept)

    def keeps_necessarily(self, classes: Classes) -> NDArray[np.bool_]:
        """Per class id False where a necessary model fails: those rows are suppressed here and in all finer nodes."""
        every = np.ones(classes.size, dtype=np.bool_)
        return reduce(np.logical_and, [model.holds(classes) for model in self.necessary], every)

    def is_void(self, classes: Classes) -> bool:
        """Whether a class that cannot be suppressed breaks a promise: then so does one in every finer node."""
        return any(isinstance(model, DPresence) and model.is_void(classes) for model in self.models)

    @cached_property
    def must_release(self) -> bool:
        """Whether rows that are left out break the promise: nothing released where somebody has to be expected."""
        return any(isinstance(model, DPresence) and model.checks_empty and model.least > 0 for model in self.models)

    def lets_star(self, starred: Classes, classes: int) -> bool:
        """Whether the suppressed rows, all alike as '*', may be released as one class (id 0) beside `classes`."""
        together = all(bool(model.holds(starred)[0]) for model in self.models)
        return together and (self.average is None or self.average.allows(float(starred.rows.sum()), classes + 1))
