import type { StudyDocument } from '../../src/study';

/** A typed system; its residuals stand once more, written by hand for SymPy, under the same name in judge.py. */
export interface System {
  readonly name: string;
  readonly study: Omit<StudyDocument, 'collocate'>;
}

const cartesian = { x: [-1, 1], y: [-1, 1], z: [-1, 1], t: [0, 1] } satisfies StudyDocument['coordinates'];
const plane = { x: [-1, 1], y: [-1, 1], t: [0, 1] } satisfies StudyDocument['coordinates'];
const curved = {
  polar: { r: [1, 2], theta: [0, 2], t: [0, 1] },
  cylindrical: { r: [1, 2], theta: [0, 2], z: [-1, 1], t: [0, 1] },
  spherical: { r: [1, 2], theta: [0.5, 2.5], phi: [0, 2], t: [0, 1] },
} satisfies Record<string, StudyDocument['coordinates']>;

const three = {
  fields: ['p', 'wa', 'wb', 'wc', 'va', 'vb', 'vc'],
  vectors: { w: ['wa', 'wb', 'wc'], v: ['va', 'vb', 'vc'] },
  parameters: { nu: 0.3 },
};
const two = {
  fields: ['p', 'wa', 'wb', 'va', 'vb'],
  vectors: { w: ['wa', 'wb'], v: ['va', 'vb'] },
  parameters: { nu: 0.3 },
};

/** The operators of vector calculus, the same texts in every system with three coordinates. */
const operators = {
  'grad and div': ['dt(w) = -grad(p)', 'dt(p) = nu*div(w)'],
  curl: ['dt(w) = curl(w)'],
  laplacian: ['dt(p) = nu*laplacian(p)', 'dt(w) = nu*laplacian(w)'],
  advect: ['dt(p) + advect(w, p) = 0', 'dt(w) + advect(v, w) = 0'],
  products: ['dt(p) = dot(w, v) + norm(w)', 'dt(w) = cross(w, v) + p*v/2'],
};
/** In a plane the curl of a vector is a scalar, and that of a scalar a vector. */
const flat = {
  ...operators,
  curl: ['dt(p) = curl(w)', 'dt(w) = curl(p)'],
  products: ['dt(p) = dot(w, v) + cross(w, v) + norm(w)', 'dt(w) = cross(p, v)'],
};

const spaces: [string, Omit<StudyDocument, 'collocate' | 'equations'>, Record<string, string[]>][] = [
  ['Cartesian', { coordinates: cartesian, ...three }, operators],
  ['polar', { coordinates: curved.polar, coordinateSystem: 'polar', ...two }, flat],
  ['cylindrical', { coordinates: curved.cylindrical, coordinateSystem: 'cylindrical', ...three }, operators],
  ['spherical', { coordinates: curved.spherical, coordinateSystem: 'spherical', ...three }, operators],
];

export const systems: readonly System[] = [
  ...spaces.flatMap(([space, study, texts]) =>
    Object.entries(texts).map(([name, equations]) => ({
      name: `${name}, ${space}`,
      study: { ...study, equations },
    })),
  ),
  {
    name: 'curl and products, Cartesian plane',
    study: { coordinates: plane, ...two, equations: [...flat.curl, ...flat.products] },
  },
  {
    name: 'subscripts',
    study: {
      coordinates: plane,
      fields: ['u'],
      parameters: { nu: '0.1/pi' },
      equations: ['u_t + u*u_x = nu*u_xx + u_xxy - 2*u_xxyy + u_xxxx*u_ty', 'u_xyt = 0'],
    },
  },
  {
    name: 'derivatives of expressions',
    study: {
      coordinates: plane,
      fields: ['u', 'v'],
      definitions: { flux: 'u^2*v', vorticity: 'laplacian(u)' },
      equations: [
        'd(sin(u)*v_x, x) + d(u^2*v, y, 2) = d(d(u*v, x), y)',
        'flux_x + vorticity_yy = laplacian(laplacian(v))',
      ],
    },
  },
  {
    name: 'indexed coordinates',
    study: {
      coordinates: { 'x[1..4]': [-1, 1] },
      fields: ['u'],
      equations: [
        'sum(i, d(u, x[i], 2)) = prod(i, sin(pi*x[i])) + sum(i, i*x[i]*d(u, x[i])) + x[2]*laplacian(u)',
      ],
    },
  },
  {
    name: 'functions',
    study: {
      coordinates: plane,
      fields: ['u', 'v'],
      equations: [
        'u_t = sin(u) + cos(v)*tan(u/4) + exp(-u^2) + log(2 + u^2) + log10(3 + v^2) + sqrt(2 + u^2)',
        'v_t = tanh(u) + sinh(v)/cosh(u) + erf(u) + asin(tanh(u)/2) + acos(tanh(v)/2) + atan(u) + (2 + x)^v',
        'd(erf(u) + asin(tanh(v)/2) + acos(x/2)*atan(u), x, 2) = d(log(2 + u^2)*2^v, y)',
      ],
    },
  },
  {
    name: 'choices',
    study: {
      coordinates: plane,
      fields: ['u', 'v'],
      equations: [
        'u_t = if(u < v, u*u_x, abs(v)) + heaviside(x - y)*v + min(u, v) + max(u, 0.1) + sign(v)*u_x',
        'd(abs(u)*max(u, v), x) = if(x >= y, u_x, 2)',
      ],
    },
  },
  {
    name: 'complex fields',
    study: {
      coordinates: { x: [-1, 1], t: [0, 1] },
      fields: ['h'],
      complex: ['h'],
      equations: ['i*h_t + 0.5*h_xx + abs(h)^2*h = exp(i*x)*conj(h)^2/(h + 2*i) + re(h)*im(h_x)'],
    },
  },
  {
    name: 'an unknown function',
    study: {
      coordinates: plane,
      fields: ['u'],
      unknowns: { 'k(x, y)': { start: 0.7, positive: true, network: { width: 3, depth: 2 } } },
      equations: ['dt(u) = div(k*grad(u)) + k_x*k_t'],
    },
  },
  {
    name: 'integrals',
    study: {
      coordinates: { x: [-1, 1], t: [0, 1] },
      fields: ['u', 'v'],
      parameters: { nu: 0.3 },
      points: { quadrature: 48 },
      equations: [
        'u_t + integral(u*v_x, x, -1, 1) = nu*u_xx',
        'v + integral(exp(-t)*u_x, t, 0, t) = x*integral(u^2, x, -1, x/2)',
        'd(integral(sin(u)*v, t, 0, nu), x) = u*integral(x*v, x, 0, t)',
      ],
    },
  },
];
