"""Makes the reference answers of this folder: python3 make.py. Needs mpmath and SciPy; nothing of the product is read."""

import json
import math
import pathlib
import platform
import random
import sys
from fractions import Fraction

import mpmath
import scipy
from mpmath import mp, mpf
from scipy.stats import fisher_exact

mp.dps = 50
HERE = pathlib.Path(__file__).parent
BANK = HERE / '../../../../shared/data/goldens/portrait_bank_full.json'


def write(name, about, rows):
    tools = f'Python {platform.python_version()}, mpmath {mpmath.__version__}, SciPy {scipy.__version__}'
    lines = ',\n'.join('    ' + json.dumps(row) for row in rows)
    head = json.dumps({'about': about, 'tools': tools}, indent=2)[:-2]
    (HERE / name).write_text(f'{head},\n  "rows": [\n{lines}\n  ]\n}}\n')


def distributions():
    def two_sided(z):
        return mp.erfc(abs(mpf(z)) / mp.sqrt(2))

    def quantile(p):
        guess = mpf(scipy.stats.norm.ppf(p))
        return mp.findroot(lambda x: mp.log(mp.erfc(-x / mp.sqrt(2)) / 2) - mp.log(mpf(p)), guess)

    def chi_square(x, df):
        return mp.gammainc(mpf(df) / 2, mpf(x) / 2, mp.inf, regularized=True)

    rows = []
    for z in [0.0, 1e-9, 0.5, 1.0, 1.96, 5.0, 8.0, 20.0, 37.0, 37.5, -1.96, -8.0, -20.0, -37.0]:
        rows.append({'function': 'normalTwoSidedP', 'arguments': [z], 'value': float(two_sided(z))})
    for p in [1e-300, 1e-100, 1e-16, 1e-5, 0.025, 0.3, 0.5, 0.975, 0.999999]:
        value = mpf(0) if p == 0.5 else quantile(p)
        rows.append({'function': 'normalQuantile', 'arguments': [p], 'value': float(value)})
    table = [(200, 10), (1000, 100), (60, 1), (1500, 1000), (3.84, 1), (1e-20, 1), (0.5, 3), (11, 11), (1440, 11), (1e5, 100000), (90000, 100000), (5e5, 500000)]
    for x, df in table:
        rows.append({'function': 'chiSquareSf', 'arguments': [x, df], 'value': float(chi_square(x, df))})
    def student(t, df):
        return mp.betainc(mpf(df) / 2, mpf(1) / 2, 0, mpf(df) / (mpf(df) + mpf(t) ** 2), regularized=True)

    def student_large(t, df):
        density = lambda x: (1 + x**2 / mpf(df)) ** (-(mpf(df) + 1) / 2)
        scale = mp.gamma((mpf(df) + 1) / 2) / (mp.sqrt(mpf(df) * mp.pi) * mp.gamma(mpf(df) / 2))
        return 2 * scale * mp.quad(density, [mpf(t) + step for step in (0, 0.05, 0.1, 0.2, 0.4, 0.8, 1.5, 3, 6, 12)] + [mp.inf])

    for t, df in [(0.0, 5), (2.0, 3.5), (1e-5, 10), (5.0, 20), (60.0, 20), (300.0, 4), (1.96, 1454.25), (15.0, 1515.5), (41.5, 1454.25)]:
        rows.append({'function': 'studentTwoSidedP', 'arguments': [t, df], 'value': float(student(t, df))})
    for t, df in [(1.96, 1e6), (5.0, 1e6), (1.96, 2e6), (5.0, 2e6), (12.0, 2e6), (1.96, 1e9), (30.0, 1e8)]:
        rows.append({'function': 'studentTwoSidedP', 'arguments': [t, df], 'value': float(student_large(t, df))})
    for p, df in [(0.975, 1), (0.975, 3.5), (0.975, 30.25), (0.995, 1454.5), (0.6, 12), (0.975, 1e6)]:
        value = mp.findroot(lambda t: student(t, df) - 2 * (1 - mpf(p)), mpf(float(scipy.stats.t.ppf(p, df))))
        rows.append({'function': 'studentQuantile', 'arguments': [p, df], 'value': float(value)})
    for p, df in [(0.975, 2e6), (0.995, 1e8), (0.975, 1e12)]:
        z = quantile(p)
        rows.append({'function': 'studentQuantile', 'arguments': [p, df], 'value': float(mp.findroot(lambda t: student_large(t, df) - 2 * (1 - mpf(p)), z))})
    write('distributions.json', 'Distribution functions at exact doubles, 50 digits.', rows)


def exact_p(a, known1, c, known2):
    """Two-sided hypergeometric p in whole numbers; tables within 1e-7 of the observed probability count as ties (R's fisher.test)."""
    hits = a + c
    low, high = max(0, hits - known2), min(known1, hits)
    weight = math.comb(known1, low) * math.comb(known2, hits - low)
    weights = []
    for x in range(low, high + 1):
        weights.append(weight)
        weight = weight * (known1 - x) * (hits - x) // ((x + 1) * (known2 - hits + x + 1))
    limit = Fraction(weights[a - low]) * (1 + Fraction(1, 10**7))
    return float(Fraction(sum(w for w in weights if w <= limit), sum(weights)))


def hypergeometric():
    tables = set()
    for level in levels('rare_students_with_default'):
        tables.add((level['n'], level['known'], level['baseN'] - level['n'], level['baseKnown'] - level['known']))
    tables |= {(1, 1, 0, 1), (0, 1, 1, 1), (3, 10, 7, 10), (0, 5, 0, 7), (12, 5000, 40, 9995000), (0, 30, 900, 9999970), (29, 1000000, 1, 9000000), (700, 700, 5, 9999300)}
    draw = random.Random(20240601)
    while len(tables) < 120:
        known1, known2 = draw.randint(1, 300), draw.randint(1, 3000)
        hits = draw.randint(0, min(40, known1 + known2))
        a = sum(draw.random() < known1 / (known1 + known2) for _ in range(hits))
        if a <= known1 and hits - a <= known2:
            tables.add((a, known1, hits - a, known2))
    rows = []
    for table in sorted(tables):
        a, known1, c, known2 = table
        p = exact_p(*table)
        second = fisher_exact([[a, known1 - a], [c, known2 - c]]).pvalue
        if abs(second - p) > 1e-6 * p:
            sys.exit(f'SciPy disagrees on {table}: {second} against {p}')
        rows.append({'first': {'n': a, 'known': known1}, 'second': {'n': c, 'known': known2}, 'p': p})
    write('hypergeometric.json', 'Two-sided exact p of 2 x 2 tables, in whole numbers; fisher_exact of SciPy agrees to 1e-6 on each.', rows)


def levels(portrait):
    source = json.loads(BANK.read_text())['portraits'][portrait]
    for attribute in source['attributes'].values():
        for level in attribute['levels'].values():
            yield {'n': level['segment_count'], 'known': source['segment_n'], 'baseN': level['base_count'], 'baseKnown': source['base_n']}


def interval(a, n, c, m, part):
    """Ends of the log risk-ratio interval (Katz), mapped to the TGI; half a customer in each cell when one side has none."""
    a, n, c, m = map(mpf, (a, n, c, m))
    if a == 0 or c == 0:
        a, n, c, m = a + 0.5, n + 1, c + 0.5, m + 1
    reach = mp.sqrt(2) * mp.erfinv(mpf('0.95')) * mp.sqrt(1 / a - 1 / n + 1 / c - 1 / m)
    ends = [mp.exp(mp.log((a / n) / (c / m)) + sign * reach) for sign in (-1, 1)]
    return [float(100 * ratio / (part * ratio + 1 - part)) for ratio in ends]


def overlap_interval(i, n_i, j, n_j, k, n_k):
    """log TGI by the delta method with a numerical gradient over the three independent shares."""
    sizes = [mpf(n_i), mpf(n_j), mpf(n_k)]
    shares = [mpf(hits) / size for hits, size in zip((i, j, k), sizes)]

    def log_tgi(p, q, r):
        segment = (p * sizes[0] + q * sizes[1]) / (sizes[0] + sizes[1])
        base = (p * sizes[0] + r * sizes[2]) / (sizes[0] + sizes[2])
        return mp.log(segment / base)

    gradient = [mp.diff(log_tgi, shares, tuple(int(g == axis) for g in range(3))) for axis in range(3)]
    variance = sum(d**2 * p * (1 - p) / size for d, p, size in zip(gradient, shares, sizes))
    reach = mp.sqrt(2) * mp.erfinv(mpf('0.95')) * mp.sqrt(variance)
    return [float(100 * mp.exp(log_tgi(*shares) + sign * reach)) for sign in (-1, 1)]


def intervals():
    rows = []
    for portrait in ['young_tertiary', 'subscribers', 'rich_no_loans']:
        for level in levels(portrait):
            part = mpf(level['known']) / level['baseKnown']
            ends = interval(level['n'], level['known'], level['baseN'] - level['n'], level['baseKnown'] - level['known'], part)
            rows.append({'segment': {'n': level['n'], 'known': level['known']}, 'base': {'n': level['baseN'], 'known': level['baseKnown']}, 'both': {'n': level['n'], 'known': level['known']}, 'interval': ends})
    for a, n, c, m in [(120, 1000, 300, 4000), (0, 1000, 300, 4000), (40, 40, 60, 900)]:
        rows.append({'segment': {'n': a, 'known': n}, 'base': {'n': c, 'known': m}, 'both': {'n': 0, 'known': 0}, 'interval': interval(a, n, c, m, mpf(0))})
    rows.append({'segment': {'n': 50, 'known': 50}, 'base': {'n': 50, 'known': 900}, 'both': {'n': 50, 'known': 50}, 'interval': interval(50, 50, 0, 850, mpf(50) / 900)})
    for i, n_i, j, n_j, k, n_k in [(30, 200, 90, 300, 200, 2500), (100, 400, 1, 50, 300, 600), (5, 100, 40, 900, 700, 1000)]:
        ends = overlap_interval(i, n_i, j, n_j, k, n_k)
        rows.append({'segment': {'n': i + j, 'known': n_i + n_j}, 'base': {'n': i + k, 'known': n_i + n_k}, 'both': {'n': i, 'known': n_i}, 'interval': ends})
    write('tgiIntervals.json', 'Intervals of the TGI at 95%, 50 digits.', rows)


distributions()
hypergeometric()
intervals()
