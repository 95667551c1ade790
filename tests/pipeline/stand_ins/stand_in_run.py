"""A run to be killed: `python stand_in_run.py FOLDER STORE READER`; it prints how many files are done, a line each."""

import sys

import stand_in_readers

from gouji.pipeline import ingest
from gouji.pipeline.pool import read_apart
from gouji.schemas import GoujiError
from gouji.store import Store


def main() -> None:
    folder, place, reader = sys.argv[1:]
    try:
        with Store.open(place) as store:
            ingest(
                [folder],
                store,
                workers=2,
                limit=5,
                memory=1024,
                engine=read_apart,
                reader=getattr(stand_in_readers, reader),
                tell=lambda progress: print(progress.done, flush=True),
            )
    except GoujiError as error:
        sys.exit(f"gouji: {error}")


if __name__ == "__main__":
    main()
