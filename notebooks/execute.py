"""Runs the notebooks and keeps their outputs in them: python notebooks/execute.py [NAME…], or make notebooks.

They run in a copy of this folder beside the demo reports, so that nothing of this machine comes into their outputs.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copytree, ignore_patterns

import matplotlib.font_manager  # lists the fonts of the machine the first time, which it would tell in a cell
import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode
from traitlets.config import Config

FOLDER = Path(__file__).resolve().parent
TIMEOUT = 300  # seconds for a cell, and for the kernel to come up
KEPT = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


@contextmanager
def stage() -> Iterator[Path]:
    """A folder like this one, for the time of a run."""
    with tempfile.TemporaryDirectory(prefix="gouji-notebooks-") as place:
        (Path(place) / "corpora").symlink_to(FOLDER.parent / "corpora")
        yield Path(copytree(FOLDER, Path(place) / "notebooks", ignore=ignore_patterns("__pycache__", ".*")))


def execute(notebook: NotebookNode, folder: Path) -> NotebookNode:
    """The notebook run in `folder` by a kernel of its own on loopback, with outputs that are the same each time.

    Raises CellExecutionError where a cell fails.
    """
    kernel = {"ip": "127.0.0.1", "transport_encryption": "auto", "connection_file": str(folder / ".kernel.json")}
    client = NotebookClient(
        notebook,
        timeout=TIMEOUT,
        startup_timeout=TIMEOUT,
        kernel_name="python3",
        config=Config({"AsyncKernelManager": kernel}),
        resources={"metadata": {"path": str(folder)}},
    )
    own = {"IPYTHONDIR": str(folder / ".ipython"), "MPLCONFIGDIR": matplotlib.get_configdir(), "PYTHONHASHSEED": "0"}
    client.execute(env={**os.environ, **own})
    return settled(notebook)


def settled(notebook: NotebookNode) -> NotebookNode:
    """The notebook without what differs from run to run and from machine to machine: counters, times, versions."""
    notebook.metadata = nbformat.from_dict(KEPT)
    for cell in notebook.cells:
        cell.metadata = NotebookNode()
        if cell.cell_type == "code":
            cell.execution_count = None
            cell.outputs = _joined(cell.outputs)
            for output in cell.outputs:
                if "metadata" in output:
                    output.metadata = NotebookNode()
                if "execution_count" in output:
                    output.execution_count = None
    return notebook


def _joined(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """The outputs with what was printed in one piece: where a kernel cuts it is a matter of time."""
    joined: list[NotebookNode] = []
    for output in outputs:
        if joined and output.output_type == "stream" == joined[-1].output_type and output.name == joined[-1].name:
            joined[-1].text += output.text
        else:
            joined.append(output)
    return joined


def main(names: list[str]) -> None:
    with stage() as folder:
        for path in sorted(FOLDER.glob("*.ipynb")):
            if not names or path.stem in names:
                nbformat.write(execute(nbformat.read(path, as_version=4), folder), path)
                print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main(sys.argv[1:])
