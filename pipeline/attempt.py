"""Reading one file so that whatever goes wrong becomes a reason of one line."""

import ctypes
import gc
import os
import sys
import traceback
from collections.abc import Callable

from gouji.pipeline.read import read_report, tagger_of
from gouji.pipeline.tasks import Failure, Task
from gouji.schemas import Document, GoujiError, SourceError
from gouji.store import Packed, pack

Reader = Callable[[str, str, bool], Document]  # path, name, with NER or not

OUT_OF_MEMORY = 86  # exit code of a process that ran against its limit; any that nothing else uses
_MIB = 1 << 20
_LARGE = 1_000_000  # characters; what such a document took should not stand beside the writer's share of it


def read_file(path: str, name: str, ner: bool) -> Document:
    """The reader of a worker process."""
    return read_report(path, tagger=tagger_of(ner), name=name)


def attempt(task: Task, ner: bool, reader: Reader) -> Packed | Failure:
    """The rows of one file; whatever goes wrong becomes a reason of one line."""
    try:
        return pack(reader(task.copy or task.path, task.name, ner))
    except SourceError as error:
        return Failure(task.name, error.reason)
    except GoujiError as error:
        return Failure(task.name, str(error))
    except MemoryError:
        return _out_of_memory(task)
    except Exception as error:  # a defect of ours must not cost the other documents
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{os.path.basename(os.path.dirname(place.filename))}/{os.path.basename(place.filename)}:{place.lineno}"
        said = " ".join(f"{type(error).__name__}: {error}".split())
        return Failure(task.name, f"defect in gouji, please report it ({said[:200]} at {where})")


def attempt_within(memory: int | None, task: Task, ner: bool, reader: Reader) -> Packed | Failure:
    """The same in a process that is there to read: it may take `memory` MiB in all (None: whatever there is).

    Where that is not enough the process ends with OUT_OF_MEMORY: what it has grown to must not be laid to the next
    document.
    """
    if memory is not None:
        limit_memory(memory)
    result = attempt(task, ner, reader)
    if memory is not None and result == _out_of_memory(task):
        os._exit(OUT_OF_MEMORY)
    if isinstance(result, Packed) and result.characters > _LARGE:
        _give_back()
    return result


def limit_memory(mebibytes: int) -> None:
    """Let this process, and those it starts, take no more memory than this; where the system knows no such limit, nothing
    is done.

    On Linux it is its data that counts (getrlimit(2), RLIMIT_DATA: since 4.7 all private memory that can be written), and
    not its addresses, of which libraries reserve many times what they use.
    """
    if sys.platform == "win32":
        return
    import resource

    kind = resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS
    _, hard = resource.getrlimit(kind)
    wanted = mebibytes * _MIB
    resource.setrlimit(kind, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


def _give_back() -> None:
    """Return what is free to the system: objects that Python keeps for reuse lie scattered and hold their neighbourhood, and
    the allocator of Linux keeps the rest (malloc_trim(3))."""
    gc.collect()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # musl has none
        if trim is not None:
            trim(0)


def _out_of_memory(task: Task) -> Failure:
    return Failure(task.name, "not enough memory to read it")
