"""Documents of each kind that the readers read, made from our own texts, with the text and the gold rows to expect."""
