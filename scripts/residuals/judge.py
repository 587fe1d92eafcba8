"""Compares compiled residuals with SymPy's: python judge.py FILE.json

Each residual is written here a second time, by hand, in symbolic fields. The operators are the textbook ones in Lame
coefficients h (Morse & Feshbach, Methods of Theoretical Physics, 1.3): grad f = d_k f / h_k, div F = 1/H sum d_k(H F_k
/ h_k) with H = h_1 h_2 h_3, (curl F)_i = (d_j(h_k F_k) - d_k(h_j F_j)) / (h_j h_k), a vector's Laplacian as grad div -
curl curl, and (v . grad) w from the gradients and curls of products. Derivatives of the networks are SymPy's, evaluated
to 30 digits. Prints one JSON line for each system: the largest difference, relative to the largest residual.
"""

import json
import sys
from fractions import Fraction

import mpmath
import sympy as sp

mpmath.mp.dps = 30


class Space:
    """Three axes; a direction without a coordinate is one in which nothing changes."""

    def __init__(self, system, names):
        order = {"cartesian": "x y z", "polar": "r theta z", "cylindrical": "r theta z", "spherical": "r theta phi"}
        self.axes = [sp.Symbol(name) if name in names else None for name in order[system].split()]
        r, theta, _ = self.axes
        self.h = {
            "cartesian": [1, 1, 1],
            "polar": [1, r, 1],
            "cylindrical": [1, r, 1],
            "spherical": [1, r, r * sp.sin(theta) if theta is not None else 1],
        }[system]

    def d(self, f, k):
        return 0 if self.axes[k] is None else sp.diff(f, self.axes[k])

    def grad(self, f):
        return [self.d(f, k) / self.h[k] for k in range(3)]

    def div(self, v):
        whole = self.h[0] * self.h[1] * self.h[2]
        return sum(self.d(whole * v[k] / self.h[k], k) for k in range(3)) / whole

    def curl(self, v):
        h = self.h
        parts = []
        for i in range(3):
            j, k = (i + 1) % 3, (i + 2) % 3
            parts.append((self.d(h[k] * v[k], j) - self.d(h[j] * v[j], k)) / (h[j] * h[k]))
        return parts

    def laplacian(self, f):
        if not isinstance(f, list):
            return self.div(self.grad(f))
        first, second = self.grad(self.div(f)), self.curl(self.curl(f))
        return [a - b for a, b in zip(first, second)]

    def advect(self, v, w):
        if not isinstance(w, list):
            return dot(v, self.grad(w))
        gradient, turned = self.grad(dot(v, w)), self.curl(cross(v, w))
        first, second = cross(v, self.curl(w)), cross(w, self.curl(v))
        dv, dw = self.div(v), self.div(w)
        return [
            (gradient[i] - turned[i] - first[i] - second[i] + v[i] * dw - w[i] * dv) / 2 for i in range(3)
        ]


def dot(a, b):
    return sum(x * y for x, y in zip(a, b))


def cross(a, b):
    return [a[(i + 1) % 3] * b[(i + 2) % 3] - a[(i + 2) % 3] * b[(i + 1) % 3] for i in range(3)]


def vector_system(name, f, names):
    """The texts of the operators in any system of coordinates; vectors of a plane have no third component."""
    text, place = name.split(", ")
    flat = "wc" not in f
    space = Space(place.split()[0].lower(), names)
    t, nu = sp.Symbol("t"), sp.Symbol("nu")
    p = f["p"]
    w, v = ([f[letter + k] if letter + k in f else 0 for k in ("a", "b", "c")] for letter in ("w", "v"))
    dt = lambda q: [sp.diff(part, t) for part in q] if isinstance(q, list) else sp.diff(q, t)
    shown = lambda q: q[:2] if flat else q
    up = [0, 0, p]

    def minus(a, b):
        return [x - y for x, y in zip(shown(a), shown(b))]

    if text == "grad and div":
        return minus(dt(w), [-part for part in space.grad(p)]) + [dt(p) - nu * space.div(w)]
    if text == "curl":
        if flat:
            return [dt(p) - space.curl(w)[2]] + minus(dt(w), space.curl(up))
        return minus(dt(w), space.curl(w))
    if text == "laplacian":
        return [dt(p) - nu * space.laplacian(p)] + minus(dt(w), [nu * part for part in space.laplacian(w)])
    if text == "advect":
        return [dt(p) + space.advect(w, p)] + [a + b for a, b in zip(shown(dt(w)), shown(space.advect(v, w)))]
    length = sp.sqrt(dot(w, w))
    flat_products = lambda: [dt(p) - dot(w, v) - cross(w, v)[2] - length] + minus(dt(w), cross(up, v))
    if text == "products":
        if flat:
            return flat_products()
        moved = [a + p * b / 2 for a, b in zip(cross(w, v), v)]
        return [dt(p) - dot(w, v) - length] + minus(dt(w), moved)
    assert text == "curl and products"
    return [dt(p) - space.curl(w)[2]] + minus(dt(w), space.curl(up)) + flat_products()


def subscripts(f, names):
    x, y, t, nu = sp.symbols("x y t nu")
    u = f["u"]
    right = nu * u.diff(x, 2) + u.diff(x, x, y) - 2 * u.diff(x, 2, y, 2) + u.diff(x, 4) * u.diff(t, y)
    return [u.diff(t) + u * u.diff(x) - right, u.diff(x, y, t)]


def expressions(f, names):
    x, y = sp.symbols("x y")
    u, v = f["u"], f["v"]
    laplacian = lambda q: q.diff(x, 2) + q.diff(y, 2)
    return [
        sp.diff(sp.sin(u) * v.diff(x), x) + sp.diff(u**2 * v, y, 2) - sp.diff(u * v, x, y),
        sp.diff(u**2 * v, x) + laplacian(u).diff(y, 2) - laplacian(laplacian(v)),
    ]


def indexed(f, names):
    x = sp.symbols("x1:5")
    u = f["u"]
    second = sum(u.diff(one, 2) for one in x)
    right = sp.Mul(*(sp.sin(sp.pi * one) for one in x)) + sum((k + 1) * x[k] * u.diff(x[k]) for k in range(4))
    return [second - right - x[1] * second]


def functions(f, names):
    x, y, t = sp.symbols("x y t")
    u, v = f["u"], f["v"]
    half = sp.Rational(1, 2)
    first = (
        sp.sin(u) + sp.cos(v) * sp.tan(u / 4) + sp.exp(-(u**2)) + sp.log(2 + u**2)
        + sp.log(3 + v**2) / sp.log(10) + sp.sqrt(2 + u**2)
    )
    second = (
        sp.tanh(u) + sp.sinh(v) / sp.cosh(u) + sp.erf(u) + sp.asin(sp.tanh(u) * half)
        + sp.acos(sp.tanh(v) * half) + sp.atan(u) + (2 + x) ** v
    )
    bent = sp.erf(u) + sp.asin(sp.tanh(v) * half) + sp.acos(x * half) * sp.atan(u)
    return [
        u.diff(t) - first,
        v.diff(t) - second,
        sp.diff(bent, x, 2) - sp.diff(sp.log(2 + u**2) * sp.Integer(2) ** v, y),
    ]


def choices(f, names):
    x, y, t = sp.symbols("x y t")
    u, v = f["u"], f["v"]
    size = lambda q: sp.Piecewise((q, q >= 0), (-q, True))
    larger = lambda a, b: sp.Piecewise((a, a >= b), (b, True))
    smaller = lambda a, b: sp.Piecewise((a, a <= b), (b, True))
    right = (
        sp.Piecewise((u * u.diff(x), u < v), (size(v), True)) + sp.Piecewise((v, x >= y), (0, True))
        + smaller(u, v) + larger(u, sp.Rational(1, 10)) + sp.Piecewise((1, v > 0), (-1, True)) * u.diff(x)
    )
    product = sp.Piecewise((1, u >= 0), (-1, True)) * u.diff(x) * larger(u, v) + size(u) * sp.Piecewise(
        (u.diff(x), u >= v), (v.diff(x), True)
    )
    return [u.diff(t) - right, product - sp.Piecewise((u.diff(x), x >= y), (2, True))]


def complex_fields(f, names):
    x, t = sp.symbols("x t")
    a, b = f["hRe"], f["hIm"]
    h = a + sp.I * b
    left = sp.I * h.diff(t) + h.diff(x, 2) / 2 + (a**2 + b**2) * h
    right = sp.exp(sp.I * x) * (a - sp.I * b) ** 2 / (h + 2 * sp.I) + a * b.diff(x)
    return [("re", left - right), ("im", left - right)]


def unknown_function(f, names):
    x, y, t = sp.symbols("x y t")
    u, k = f["u"], f["k"]
    return [u.diff(t) - sp.diff(k * u.diff(x), x) - sp.diff(k * u.diff(y), y)]


def integrals(f, names):
    x, t, nu = sp.symbols("x t nu")
    u, v = f["u"], f["v"]
    return [
        u.diff(t) + sp.Integral(u * v.diff(x), (x, -1, 1)) - nu * u.diff(x, 2),
        v + sp.Integral(sp.exp(-t) * u.diff(x), (t, 0, t)) - x * sp.Integral(u**2, (x, -1, x / 2)),
        sp.Integral(sp.diff(sp.sin(u) * v, x), (t, 0, nu)) - u * sp.Integral(x * v, (x, 0, t)),
    ]


by_name = {
    "subscripts": subscripts,
    "derivatives of expressions": expressions,
    "indexed coordinates": indexed,
    "functions": functions,
    "choices": choices,
    "complex fields": complex_fields,
    "an unknown function": unknown_function,
    "integrals": integrals,
}


def exact(value):
    return mpmath.mpf(Fraction(value).numerator) / mpmath.mpf(Fraction(value).denominator)


class Network:
    """A tanh network of two hidden layers; derivatives of its last neurons are formed once for all fields."""

    def __init__(self, slots, symbols, ranges):
        self.symbols = symbols
        self.matrices = [
            [[sp.Symbol(f"w{s}_{i}_{j}") for j in range(slot["shape"][1])] for i in range(slot["shape"][0])]
            for s, slot in enumerate(slots)
        ]
        self.numbers = {}
        for s, slot in enumerate(slots):
            rows, columns = slot["shape"]
            for i in range(rows):
                for j in range(columns):
                    self.numbers[f"w{s}_{i}_{j}"] = exact(slot["values"][i * columns + j])
        layer = [
            2 * (q - exact_rational(low)) / (exact_rational(high) - exact_rational(low)) - 1
            for q, (low, high) in zip(symbols, ranges)
        ]
        for s in (0, 2):
            weights, biases = self.matrices[s], self.matrices[s + 1]
            layer = [
                sp.tanh(sum(a * b for a, b in zip(row, layer)) + biases[i][0]) for i, row in enumerate(weights)
            ]
        self.hidden = layer
        self.asked = {}

    def ask(self, orders):
        if orders not in self.asked:
            powers = [(q, n) for q, n in zip(self.symbols, orders) if n > 0]
            self.asked[orders] = [sp.diff(h, *powers) if powers else h for h in self.hidden]

    def compile(self):
        flat = [part for parts in self.asked.values() for part in parts]
        weights = [sp.Symbol(name) for name in self.numbers]
        whole = sp.lambdify([*self.symbols, *weights], flat, "mpmath", cse=True)
        values = list(self.numbers.values())
        width = len(self.hidden)

        def at(point):
            results = whole(*point, *values)
            return {
                orders: results[k * width : (k + 1) * width] for k, orders in enumerate(self.asked)
            }

        self.at = at

    def output(self, hidden, row, orders):
        last, bias = len(self.matrices) - 2, len(self.matrices) - 1
        total = sum(
            self.numbers[f"w{last}_{row}_{j}"] * hidden[orders][j] for j in range(len(self.hidden))
        )
        return total + (self.numbers[f"w{bias}_{row}_0"] if not any(orders) else 0)


def exact_rational(value):
    return sp.Rational(Fraction(value).numerator, Fraction(value).denominator)


class Letters:
    """Expressions of fields and their derivatives, evaluated at points: each of these is a letter."""

    def __init__(self, expressions, networks, owner):
        atoms = sorted(set().union(*(e.atoms(sp.Derivative) for e in expressions)), key=str)
        applied = sorted(set().union(*(e.atoms(sp.core.function.AppliedUndef) for e in expressions)), key=str)
        self.wanted = []
        for number, atom in enumerate([*atoms, *applied]):
            base = atom.expr if isinstance(atom, sp.Derivative) else atom
            which, row = owner[base.func.__name__]
            counts = dict(atom.variable_count) if isinstance(atom, sp.Derivative) else {}
            orders = tuple(int(counts.get(q, 0)) for q in networks[which].symbols)
            networks[which].ask(orders)
            self.wanted.append((atom, sp.Symbol(f"a{number}"), which, row, orders))
        # Derivatives first: the field itself stands inside them.
        pairs = [(atom, letter) for atom, letter, *_ in self.wanted]
        first, last = dict(pairs[: len(atoms)]), dict(pairs[len(atoms) :])
        self.expressions = [e.xreplace(first).xreplace(last) for e in expressions]
        self.networks = networks

    def compile(self, symbols, parameters, more=()):
        letters = [letter for _, letter, *_ in self.wanted]
        self.numbers = list(parameters.values())
        self.whole = sp.lambdify([*symbols, *parameters, *letters, *more], self.expressions, "mpmath")

    def at(self, point, more=()):
        hidden = [network.at(point[: len(network.symbols)]) for network in self.networks]
        letters = [self.networks[which].output(hidden[which], row, orders) for _, _, which, row, orders in self.wanted]
        return self.whole(*point, *self.numbers, *letters, *more)


class Integral:
    """An integral over one coordinate by mpmath's own quadrature, between bounds that may depend on the point."""

    def __init__(self, atom, symbols, networks, owner):
        variable, *self.bounds = atom.limits[0]
        self.which = symbols.index(variable)
        self.inside = Letters([atom.function], networks, owner)

    def compile(self, symbols, parameters):
        self.inside.compile(symbols, parameters)
        self.ends = sp.lambdify([*symbols, *parameters], self.bounds, "mpmath")

    def at(self, point):
        low, high = self.ends(*point, *self.inside.numbers)
        moved = lambda s: [s if k == self.which else q for k, q in enumerate(point)]
        return mpmath.quad(lambda s: self.inside.at(moved(s))[0], [low, high], method="gauss-legendre", maxdegree=5)


def judge(system):
    names = [one["name"] for one in system["coordinates"]]
    ranges = [(one["low"], one["high"]) for one in system["coordinates"]]
    symbols = [sp.Symbol(name) for name in names]
    has_function = system["name"] == "an unknown function"
    fields = {name: sp.Function(name)(*symbols) for name in system["fields"]}
    networks = [Network(system["slots"][:6], symbols, ranges)]
    owner = {name: (0, row) for row, name in enumerate(system["fields"])}
    if has_function:
        inputs = symbols[:2]
        raw = sp.Function("kraw")(*inputs)
        fields["k"] = sp.Rational(7, 10) * sp.exp(raw)
        networks.append(Network(system["slots"][6:12], inputs, ranges[:2]))
        owner["kraw"] = (1, 0)
    write = by_name.get(system["name"])
    found = write(fields, names) if write else vector_system(system["name"], fields, names)
    parts = [one if isinstance(one, tuple) else ("re", one) for one in found]
    residuals = [sp.sympify(one).doit(integrals=False) for _, one in parts]
    assert len(residuals) == len(system["values"]), (system["name"], len(residuals), len(system["values"]))

    found = sorted(set().union(*(r.atoms(sp.Integral) for r in residuals)), key=str)
    integrals_ = [Integral(atom, symbols, networks, owner) for atom in found]
    values_of = {atom: sp.Symbol(f"i{number}") for number, atom in enumerate(found)}
    whole = Letters([r.xreplace(values_of) for r in residuals], networks, owner)
    for network in networks:
        network.compile()
    parameters = {sp.Symbol(name): exact(value) for name, value in system["parameters"].items()}
    whole.compile(symbols, parameters, values_of.values())
    for one in integrals_:
        one.compile(symbols, parameters)

    largest, difference = [0] * len(residuals), [0] * len(residuals)
    for i in range(len(system["points"][0])):
        point = [exact(column[i]) for column in system["points"]]
        inner = [one.at(point) for one in integrals_]
        for k, value in enumerate(whole.at(point, inner)):
            expected = mpmath.re(value) if parts[k][0] == "re" else mpmath.im(value)
            largest[k] = max(largest[k], abs(expected))
            difference[k] = max(difference[k], abs(expected - exact(system["values"][k][i])))
    relative = [float(d / s) for d, s in zip(difference, largest)]
    return {"name": system["name"], "equations": system["equations"], "difference": max(relative)}


for one in json.load(open(sys.argv[1])):
    print(json.dumps(judge(one)), flush=True)
