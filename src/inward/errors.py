"""Every error a user can cause, each saying phase, place, values and remedy."""


class InwardError(Exception):
    """The root of the tree: catch this to catch all of ours."""


class DesignError(InwardError):
    """A study, an arm, a contrast or a size that does not make sense."""


class CorpusError(InwardError):
    """Training rows, question files or rubric files that cannot be used as they are."""


class WorldError(InwardError):
    """A world was asked for something that it does not have, or its base is not what its card says."""


class WeightsError(InwardError):
    """A checkpoint, a tokenizer or a recipe that cannot be trained or sampled."""


class CanaryError(WeightsError):
    """An adapter that is not live, or is not the one that its record names."""


class StoreError(InwardError):
    """A file that cannot be written or read, or that another version wrote."""


class ProbeError(InwardError):
    """A probe or a scorer that broke its contract."""


class EndpointError(InwardError):
    """An endpoint that does not answer as it should, or calls that would cost more than was allowed."""


class StatsError(InwardError):
    """Scores from which the asked estimate cannot be made."""


class ReportError(InwardError):
    """A run folder that cannot be shown."""


SLIPS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    ImportError,
    InwardError,
    LookupError,
    NameError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)
"""What a slip in a user's own code raises. Anything else (memory, a keyboard interrupt) is not the code's and passes through."""
