"""Archives of any size, written as files of several kinds with their gold: the command `gouji-corpus` (docs/corpus.md).

Every office is made from the seed and its own number alone, so that an archive can be made in any order, by several
processes, and gone on with after a stop; a larger archive of the same seed begins with the smaller one.
"""
