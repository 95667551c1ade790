"""Exit codes of the command."""

FINE = 0
SOME_FAILED = 1  # some files could not be read; wins over FOUND, since what was found is then not all
USAGE = 2  # wrong options, or the store or the output folder cannot be used
FOUND = 3  # findings at or above --fail-on
INTERRUPTED = 130  # Ctrl-C
TERMINATED = 143  # SIGTERM
