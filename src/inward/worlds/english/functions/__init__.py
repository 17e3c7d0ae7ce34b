"""functions: rules over whole numbers with meaningless names, for models that were trained on their values alone."""
