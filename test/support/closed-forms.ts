/** Studies whose solutions are known in closed form, to judge the solver of the lab by. */
import { readStudy, type Meaning } from '../../src/language';
import { exactSolution } from '../../src/pde/reference';
import { evaluateExpressions, readExpressions } from '../../src/pde/reference/expression';
import { galleryEntry, parseStudy, type StudyDocument } from '../../src/study';

type Columns = Record<string, Float64Array>;

export interface ClosedForm {
  readonly name: string;
  /** The exact solution, as it is written or by what it is computed. */
  readonly formula: string;
  readonly study: Partial<StudyDocument>;
  readonly exact: (points: Readonly<Columns>) => Columns;
  /** What the solver may take; a minute when left out. */
  readonly seconds?: number;
}

export function meaningOf(document: Partial<StudyDocument>): Meaning {
  const parsed = parseStudy({ collocate: 1, ...document });
  if (!parsed.ok) throw new Error(parsed.problems[0].message);
  const { meaning, problems } = readStudy(parsed.study);
  if (meaning === undefined) throw new Error(problems[0].message);
  return meaning;
}

/** The values of expressions of the coordinates. */
export function expressionsAt(
  study: Partial<StudyDocument>,
  fields: Readonly<Record<string, string>>,
): ClosedForm['exact'] {
  const read = readExpressions(fields, meaningOf(study));
  if (!read.ok) throw new Error(read.problems[0].message);
  return (points) => evaluateExpressions(read.trees, points, {});
}

/** The largest difference of two solutions at 500 points of the box, as a share of the largest value of each field. */
export function largestError(
  box: Meaning['box'],
  found: (points: Columns) => Columns,
  exact: ClosedForm['exact'],
): Record<string, number> {
  // No place is on a regular grid.
  const points = Object.fromEntries(
    Object.entries(box).map(([name, [low, high]], k) => [
      name,
      Float64Array.from(
        { length: 500 },
        (_, i) => low + (high - low) * ((0.3 + i * Math.sqrt([2, 3, 5][k])) % 1),
      ),
    ]),
  );
  const [truth, own] = [exact(points), found(points)];
  return Object.fromEntries(
    Object.entries(truth).map(([field, values]) => {
      const size = Math.max(...values.map(Math.abs));
      return [field, Math.max(...values.map((value, i) => Math.abs(value - own[field][i]))) / size];
    }),
  );
}

const walls = [
  { on: 'x = 0', require: 'u = 0' },
  { on: 'x = 1', require: 'u = 0' },
];
/** Periodic over [0, 2π]. */
export const around = (fields: readonly string[], coordinates: readonly string[]) =>
  fields.flatMap((field) =>
    coordinates.map((name) => ({ require: `${field}(${name}=0) = ${field}(${name}=2*pi)` })),
  );

function written(
  name: string,
  study: Partial<StudyDocument>,
  fields: Readonly<Record<string, string>>,
): ClosedForm {
  const formula = Object.entries(fields)
    .map(([field, text]) => `${field} = ${text}`)
    .join(', ');
  return { name, formula, study, exact: expressionsAt(study, fields) };
}

const heat: Partial<StudyDocument> = {
  coordinates: { x: [0, 1], t: [0, 1] },
  fields: ['u'],
  equations: ['u_t = 0.1*u_xx'],
  conditions: [{ on: 't = 0', require: 'u = sin(pi*x) + sin(3*pi*x)/2' }, ...walls],
};

const ring: Partial<StudyDocument> = {
  coordinates: { x: [-1, 1], t: [0, 1] },
  fields: ['u'],
  equations: ['u_t = 0.1*u_xx'],
  conditions: [
    { on: 't = 0', require: 'u = x^2' },
    { require: 'u(x=-1) = u(x=1)' },
    { require: 'u_x(x=-1) = u_x(x=1)' },
  ],
};

/** x² = 1/3 + Σ 4 (−1)ⁿ/(nπ)² cos nπx, each term of which decays at its own rate. */
function spreadKink({ x, t }: Readonly<Columns>): Columns {
  const u = x.map((place, i) => {
    let sum = 1 / 3;
    for (let n = 1; n <= 2000; n++) {
      const k = n * Math.PI;
      sum += ((n % 2 === 0 ? 4 : -4) / k ** 2) * Math.cos(k * place) * Math.exp(-0.1 * k * k * t[i]);
    }
    return sum;
  });
  return { u };
}

/** Taylor's decaying vortices, with a pressure that only its gradient fixes. */
export const vortices: Partial<StudyDocument> = {
  coordinates: { x: [0, '2*pi'], y: [0, '2*pi'], t: [0, 0.5] },
  fields: ['u', 'v', 'p'],
  equations: [
    'u_t + u*u_x + v*u_y + p_x = 0.1*(u_xx + u_yy)',
    'v_t + u*v_x + v*v_y + p_y = 0.1*(v_xx + v_yy)',
    'u_x + v_y = 0',
  ],
  conditions: [
    { on: 't = 0', require: 'u = -cos(x)*sin(y)' },
    { on: 't = 0', require: 'v = sin(x)*cos(y)' },
    ...around(['u', 'v', 'p'], ['x', 'y']),
  ],
};

const front = exactSolution('burgers-cole-hopf')!;
const frontStudy = galleryEntry('burgers')!.study;

export const closedForms: readonly ClosedForm[] = [
  written('heat in a rod', heat, {
    u: 'exp(-0.1*pi^2*t)*sin(pi*x) + exp(-0.9*pi^2*t)*sin(3*pi*x)/2',
  }),
  written(
    'waves on a string',
    {
      coordinates: { x: [0, 1], t: [0, 1] },
      fields: ['u'],
      equations: ['u_tt = 4*u_xx'],
      conditions: [
        { on: 't = 0', require: 'u = sin(pi*x)' },
        { on: 't = 0', require: 'u_t = 2*pi*sin(2*pi*x)' },
        ...walls,
      ],
    },
    { u: 'cos(2*pi*t)*sin(pi*x) + sin(4*pi*t)*sin(2*pi*x)/2' },
  ),
  {
    name: 'Burgers equation, ν = 0.01/π',
    formula: `Cole–Hopf transform (${front.source})`,
    study: frontStudy,
    exact: (points) => front.evaluate(points, { nu: 0.01 / Math.PI }),
    seconds: 120,
  },
  {
    ...written('Taylor–Green vortices, ν = 0.1', vortices, {
      u: '-cos(x)*sin(y)*exp(-0.2*t)',
      v: 'sin(x)*cos(y)*exp(-0.2*t)',
      p: '-(cos(2*x) + cos(2*y))/4*exp(-0.4*t)',
    }),
    seconds: 120,
  },
  {
    name: 'heat around a ring, from x² with its kink at the joint',
    formula: 'u = 1/3 + Σ 4(−1)ⁿ/(nπ)² cos(nπx) exp(−0.1 n²π²t)',
    study: ring,
    exact: spreadKink,
  },
];
