"""What models write: test questions that another answers, and evaluations with labels; filtered, read, reckoned with."""
