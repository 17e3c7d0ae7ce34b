"""Model-written evaluations: read a published file, audit it, ask a model in many frames, say what came of it."""
