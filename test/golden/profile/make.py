"""Makes the reference answers of this folder: python3 make.py. Needs NumPy and SciPy; nothing of the product is read."""

import csv
import json
import math
import pathlib
import platform
from collections import Counter

import numpy
import scipy
from scipy.stats import chi2

HERE = pathlib.Path(__file__).parent
BANK = HERE / '../../../../shared/data/bank/bank-full.csv'
PERCENTS = [1, 5, 25, 50, 75, 95, 99]


def write(name, about, value):
    tools = f'Python {platform.python_version()}, NumPy {numpy.__version__}, SciPy {scipy.__version__}'
    (HERE / name).write_text(json.dumps({'about': about, 'tools': tools, **value}, indent=1) + '\n')


def column(cells):
    counts = Counter(cells)
    top = sorted(counts.items(), key=lambda pair: -pair[1])[:3]
    answer = {'distinct': len(counts), 'top': [{'value': value, 'n': n} for value, n in top]}
    try:
        numbers = numpy.array([int(cell) for cell in cells])
    except ValueError:
        return {**answer, 'shortest': min(map(len, cells)), 'longest': max(map(len, cells))}
    return {
        **answer,
        'min': int(numbers.min()),
        'max': int(numbers.max()),
        'mean': float(numbers.mean()),
        'deviation': float(numbers.std(ddof=1)),
        'quantiles': [float(q) for q in numpy.percentile(numbers, PERCENTS)],
        'deciles': [int(q) for q in numpy.percentile(numbers, range(10, 100, 10), method='inverted_cdf')],
    }


def bank():
    with open(BANK, newline='') as file:
        rows = list(csv.DictReader(file, delimiter=';'))
    columns = {name: column([row[name] for row in rows]) for name in rows[0]}
    write('bankColumns.json', 'Columns of bank-full.csv; quantiles of type 7, deciles of type 1.', {'rows': len(rows), 'columns': columns})
    return rows


def psi(expected, actual):
    before = [max(0.0001, n / sum(expected)) for n in expected]
    now = [max(0.0001, n / sum(actual)) for n in actual]
    return math.fsum((a - e) * math.log(a / e) for e, a in zip(before, now))


def stability(rows):
    """The first half of the file against the second, as two loads of one table."""
    half = len(rows) // 2
    loads = rows[:half], rows[half:]
    answers = {}
    for name in ['age', 'balance', 'campaign', 'job', 'month', 'y']:
        before, now = ([row[name] for row in load] for load in loads)
        if name in ['age', 'balance', 'campaign']:
            edges = sorted(set(numpy.percentile([int(cell) for cell in before], range(10, 100, 10), method='inverted_cdf')))
            counts = [numpy.bincount(numpy.searchsorted(edges, [int(c) for c in cells], side='left'), minlength=len(edges) + 1) for cells in (before, now)]
        else:
            values = sorted(set(before) | set(now))
            counts = [[cells.count(value) for value in values] for cells in (before, now)]
        index = psi(*[[int(n) for n in each] for each in counts])
        used = sum(a + b > 0 for a, b in zip(*counts))
        p = float(chi2.sf(index / (1 / len(before) + 1 / len(now)), used - 1))
        answers[name] = {'expected': [int(n) for n in counts[0]], 'actual': [int(n) for n in counts[1]], 'psi': index, 'p': p}
    write('stability.json', 'Population stability of the second half of bank-full.csv against the first; an empty bucket is 0.0001.', {'columns': answers})


stability(bank())
