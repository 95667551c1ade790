"""Hand-labelled clauses for the scope component: clauses.txt is what a hand edits, clauses.jsonl what training reads."""
