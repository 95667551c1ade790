"""Making text with exact annotation: the markup that reports are written in, and the seeded generator of clauses."""
