from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from threading import Timer

import pytest

from browser import until
from papergraph.endpoint.answer import Asked, answer
from papergraph.errors import (
    GraphFolderError,
    QueryEndedError,
    QueryError,
    QueryMemoryError,
    QueryTimeoutError,
    UnknownNameError,
)
from papergraph.query import ask_sparql, named_query, run_query
from papergraph.query.worker import Worker, answer_within
from papergraph.rdf import load_store
from processes import HAS_PROC, children_of, is_running
from runaways import COUNTING, SORTING, WRITING

needs_proc = pytest.mark.skipif(not HAS_PROC, reason="needs /proc to look for processes")
needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds memory")

BUILDING_ON = named_query("building-on")
LORA = {"method": "LoRA"}


@pytest.fixture
def worker(family_exports: Path) -> Iterator[Worker]:
    with Worker(family_exports, megabytes=24) as found:
        yield found


def asked(sparql: str) -> Asked:
    return Asked(sparql, (), (), "text/csv", "")


def test_a_worker_answers_as_the_store_does(worker: Worker, family_exports: Path) -> None:
    store = load_store(family_exports)

    assert worker.call(run_query, BUILDING_ON, LORA) == run_query(store, BUILDING_ON, LORA)
    every = "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o"
    assert worker.call(ask_sparql, every) == ask_sparql(store, every)
    assert worker.is_usable


@pytest.mark.parametrize(
    ("arguments", "kind"),
    [({"method": "LORRA"}, UnknownNameError), ({}, QueryError)],
    ids=["unknown name", "missing parameter"],
)
def test_what_is_wrong_is_raised_here_and_the_worker_stays(
    worker: Worker, family_exports: Path, arguments: dict[str, str], kind: type[Exception]
) -> None:
    with pytest.raises(kind) as here:
        run_query(load_store(family_exports), BUILDING_ON, arguments)
    with pytest.raises(kind) as there:
        worker.call(run_query, BUILDING_ON, arguments)

    assert str(there.value) == str(here.value)
    assert worker.is_usable


@needs_proc
def test_a_query_that_runs_away_is_killed_for_certain(worker: Worker) -> None:
    worker.wait_until_ready()
    assert is_running(worker.process_id)

    with pytest.raises(QueryTimeoutError) as caught:
        worker.call(ask_sparql, COUNTING, seconds=0.2)

    assert str(caught.value) == ("no answer within 0.2 seconds: ask for less, or allow more time")
    assert not is_running(worker.process_id)
    assert not worker.is_usable


def test_time_runs_anew_with_every_question(worker: Worker) -> None:
    for _ in range(3):
        worker.call(ask_sparql, "ASK {}", seconds=30)
    time.sleep(0.1)

    assert worker.is_usable


@needs_linux
@pytest.mark.parametrize("sparql", [SORTING, WRITING], ids=["kept rows", "kept solutions"])
def test_memory_is_bounded(worker: Worker, sparql: str) -> None:
    with pytest.raises(QueryMemoryError) as caught:
        worker.call(ask_sparql, sparql, seconds=300)

    assert str(caught.value) == "no answer within 24 MB: ask for less, or allow more memory"


def test_an_answer_is_written_part_by_part(worker: Worker, family_exports: Path) -> None:
    sparql = "SELECT ?s ?o { ?s ?p ?o . ?a ?b ?c } LIMIT 20000"
    here, there = BytesIO(), BytesIO()
    answer(load_store(family_exports), asked(sparql), output=here)

    is_triples = worker.call(answer, asked(sparql), output=there)

    assert there.getvalue() == here.getvalue()
    assert len(here.getvalue()) > 2**20
    assert is_triples is False


def test_an_answer_that_has_no_end_is_bounded_too(worker: Worker) -> None:
    output = BytesIO()

    with pytest.raises(QueryMemoryError):
        worker.call(answer, asked(WRITING), seconds=300, output=output)

    assert len(output.getvalue()) <= 24 * 2**20
    assert not worker.is_usable


def test_an_answer_that_cannot_be_written_is_no_answer_to_the_next(worker: Worker) -> None:
    full = BytesIO()
    full.close()

    with pytest.raises(ValueError, match="closed file"):
        worker.call(answer, asked("SELECT * { ?s ?p ?o }"), output=full)

    assert not worker.is_usable


@needs_proc
def test_a_worker_can_be_killed_while_it_answers(worker: Worker) -> None:
    worker.wait_until_ready()
    Timer(0.2, worker.kill).start()

    with pytest.raises(QueryEndedError) as caught:
        worker.call(ask_sparql, COUNTING)

    assert not isinstance(caught.value, QueryTimeoutError | QueryMemoryError)
    assert not is_running(worker.process_id)


def test_an_engine_that_breaks_is_one_sentence_and_takes_nobody_along(worker: Worker) -> None:
    deep = f"SELECT * {{ {'{' * 50_000}{'}' * 50_000} }}"

    with pytest.raises(QueryEndedError) as caught:
        worker.call(ask_sparql, deep, seconds=60)

    assert str(caught.value).startswith("the engine broke off while it answered")
    assert not worker.is_usable


def test_a_folder_without_a_graph_is_told_as_always(tmp_path: Path) -> None:
    with Worker(tmp_path) as worker, pytest.raises(GraphFolderError) as caught:
        worker.call(ask_sparql, "ASK {}")

    assert caught.value.missing == "graph.ttl"


@needs_proc
def test_one_answer_leaves_no_process(family_exports: Path) -> None:
    before = children_of(os.getpid())

    table = answer_within(60, family_exports, run_query, BUILDING_ON, LORA)

    assert len(table) == 3
    assert children_of(os.getpid()) == before


@needs_proc
def test_a_worker_ends_when_its_parent_is_killed(family_exports: Path) -> None:
    script = (
        "import sys; from pathlib import Path\n"
        "from papergraph.query import ask_sparql; from papergraph.query.worker import Worker\n"
        "worker = Worker(Path(sys.argv[1])); worker.wait_until_ready()\n"
        "print(worker.process_id, flush=True)\n"
        "worker.call(ask_sparql, sys.argv[2])\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(family_exports), COUNTING], stdout=subprocess.PIPE
    ) as parent:
        assert parent.stdout is not None
        process_id = int(parent.stdout.readline())
        time.sleep(0.3)  # the query has begun
        assert is_running(process_id)
        parent.kill()

    assert until(lambda: not is_running(process_id), seconds=10)
