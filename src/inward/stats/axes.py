"""The one kind of array in this room: float64, its axes (world seed item cluster part) named where it is passed."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]
