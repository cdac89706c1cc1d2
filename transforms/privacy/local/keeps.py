"""Holds what would be released to the promise, as its readers will see it."""

from __future__ import annotations

import numpy as np

from schemas.errors import StadtlandError
from transforms.privacy.counting.classes import Classes
from transforms.privacy.models.promise import Promise


def keeps(classes: Classes, promise: Promise) -> bool:
    """Whether every released class keeps `promise`.

    Classes that were split apart can show the same labels and are then one. Of every model it is known that a union
    of classes that keep it keeps it, but of Grassberger's estimate of the entropy: only there is False an answer.
    Errors: `recoding-breaks-promise` where a model is broken that unions cannot break.
    """
    broken = ~promise.kept(classes)[classes.ids]
    if not broken.any():
        return True
    if all(model.union != "unknown" for model in promise.models):
        weights = classes.tuple_rows
        raise StadtlandError("recoding-breaks-promise", broken=int(weights[broken].sum()), rows=int(np.sum(weights)))
    return False
