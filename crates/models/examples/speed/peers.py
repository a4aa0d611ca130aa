"""Other programs on what `speed` wrote: peers.py FOLDER. Needs rusket, implicit and statsforecast, whichever is there."""

import sys
import time
from pathlib import Path

import numpy

FOLDER = Path(sys.argv[1])


def pairs(name):
    rows = numpy.fromfile(FOLDER / f"{name}.u32", dtype="<u4").reshape(-1, 2)
    return rows[:, 0], rows[:, 1]


def timed(what, work):
    wall, processor = time.perf_counter(), time.process_time()
    found = work()
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    print(f"{what}: {processor:.3f} s CPU, {wall:.3f} s", flush=True)
    return found


def sparse(name):
    from scipy.sparse import csr_matrix

    row, column = pairs(name)
    return csr_matrix((numpy.ones(len(row)), (row, column)))


def rusket():
    import pandas
    from rusket import fpgrowth

    for name, support in [("groceries", 0.001), ("resampled", 0.001), ("wide", 0.002)]:
        table = pandas.DataFrame.sparse.from_spmatrix(sparse(name).astype(bool))
        sets = timed(f"rusket, {name}", lambda: fpgrowth(table, min_support=support))
        print(f"  {len(sets)} sets")


def implicit():
    from implicit.nearest_neighbours import CosineRecommender

    bought = sparse("bought")
    for threads in (1, 2):
        model = CosineRecommender(K=50, num_threads=threads)
        timed(f"implicit cosine, {threads} threads", lambda: model.fit(bought, show_progress=False))


def statsforecast():
    from statsforecast.models import AutoETS

    all_series = numpy.fromfile(FOLDER / "series.f64").reshape(100, 120)
    AutoETS(season_length=12).forecast(all_series[0], h=12)
    timed(
        "statsforecast AutoETS, 100 series of 120",
        lambda: [AutoETS(season_length=12).forecast(series, h=12) for series in all_series],
    )


for peer in (rusket, implicit, statsforecast):
    try:
        peer()
    except ImportError as absent:
        print(f"left out {peer.__name__}: {absent}")
