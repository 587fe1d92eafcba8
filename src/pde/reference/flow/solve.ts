import { Unreached } from '../../../language';
import { gridPoints, uniformAxis } from '../../../field';
import { evaluateExpressions } from '../expression';
import type { Work } from '../../../run';
import { largest, short, type Solved } from '../solver/compare';
import { flowGrid, spacing, type FlowGrid } from './grid';
import { cutOffShare, FlowSolution, keptCounts, keptOf, type FlowHistory } from './history';
import { FlowMachine, type StateMeasures } from './machine';
import type { FlowProblem } from './problem';

/** So many bytes of snapshots are kept of a solution at most, and so many of them. */
const mostBytes = 160 * 2 ** 20;
const mostSnapshots = 64;
const leastSnapshots = 16;
/** A step takes a wave or the flow at most this share of the distance of two points. */
const courant = 0.5;
/** Milliseconds of steps between two looks at what others want of this process. */
const slice = 150;
/** Beside the largest coefficients at the start, a divergence larger than this is told. */
const smallDivergence = 1e-8;
/** The share of the spectrum at the highest wavenumber in its largest value from which a grid is too coarse. */
const mostAtCutOff = 1e-4;

interface Marched {
  readonly solution: FlowSolution;
  readonly steps: number;
  /** The longest step. */
  readonly width: number;
  /** For the velocity and the magnetic field, which part at the start had a divergence. */
  readonly taken: readonly number[];
}

/**
 * Solves a flow on its grid, and once more with three quarters of the points and steps half as long again: what lies
 * between the two is the error that is stated.
 * Errors: `Unreached`, with the reason as a sentence.
 */
export function* solveFlow(
  problem: FlowProblem,
  progress: (sentence: string) => void,
): Work<Solved<FlowSolution>> {
  const { grid } = problem;
  const fine = yield* marchFlow(problem, grid, 1, progress);
  const coarser = flowGrid(
    own(grid, grid.counts).map((count) => (count === 1 ? 1 : Math.max(4, Math.round(0.75 * count)))),
    own(grid, grid.lengths),
  );
  const coarse = yield* marchFlow(problem, coarser, 1.5, progress);
  const points = own(grid, grid.counts).join(' × ');
  return {
    solution: fine.solution,
    statedError: differences(problem, coarse.solution, fine.solution),
    resolution: `${points} points, ${fine.steps} steps of at most ${short(fine.width)}`,
    warnings: warningsOf(problem, fine),
  };
}

/** Of three axes those that the study has. */
function own<Item>({ dimensions }: FlowGrid, all: readonly Item[]): Item[] {
  return all.slice(3 - dimensions);
}

/** A solution on one grid. @param lengthened how much longer steps are than they need be */
export function* marchFlow(
  problem: FlowProblem,
  grid: FlowGrid,
  lengthened: number,
  progress: (sentence: string) => void,
): Work<Marched> {
  const { time, velocity, magnetic, pressure } = problem;
  const machine = new FlowMachine(grid, magnetic !== null, problem.constants);
  try {
    const taken = machine.start(startValues(problem, grid));
    const fields = [...velocity, ...(magnetic ?? []), ...(pressure === undefined ? [] : [pressure])];
    const kept = keptCounts(grid);
    const bytes = 16 * fields.length * kept[0] * kept[1] * kept[2];
    const most = Math.min(mostSnapshots, Math.max(leastSnapshots, Math.floor(mostBytes / bytes)));
    const span = time.high - time.low;
    const longest = (problem.step ?? Infinity) * lengthened;
    // Another number of times on the coarser grid: the error that is stated then holds that between times, too.
    const { intervals, each } = intervalsOf(span, longest, Math.round(most / lengthened));
    const interval = span / intervals;
    const snapshots: Float64Array[] = [];
    const measures: StateMeasures[] = [];
    let steps = 0;
    let widest = 0;
    for (let k = 0; ; k++) {
      const { pressure: spectrum, measures: measured } = machine.measure();
      if (!Object.values(measured).every(Number.isFinite))
        throw new Unreached(
          `The flow grows without bound before ${time.name} = ${short(time.low + k * interval)}.`,
        );
      const parts = machine.read();
      const asked = [
        ...parts.slice(0, 2 * velocity.length),
        ...(magnetic === null ? [] : parts.slice(6, 6 + 2 * magnetic.length)),
        ...(pressure === undefined ? [] : spectrum),
      ];
      snapshots.push(keptOf(grid, asked));
      measures.push(measured);
      if (k === intervals) break;
      const allowed = (lengthened * courant * spacing(grid)) / Math.max(measured['largest speed'], 1e-300);
      const count = Math.max(each, Math.ceil((interval / allowed) * (1 - 1e-12)));
      widest = Math.max(widest, interval / count);
      yield* inSlices(machine, interval / count, count, (done) =>
        progress(
          `Solving for the reference: ${time.name} = ${short(time.low + (k + done / count) * interval)} of ${short(time.high)}, ${own(grid, grid.counts).join(' × ')} points.`,
        ),
      );
      steps += count;
    }
    const history: FlowHistory = { start: time.low, interval, fields, kept, snapshots, measures };
    return {
      solution: new FlowSolution(problem.space, time.name, grid, history),
      steps,
      width: widest,
      taken,
    };
  } finally {
    machine.dispose();
  }
}

/** How many snapshots follow the first, and steps between two of them where only the longest step counts. */
function intervalsOf(span: number, longest: number, most: number): { intervals: number; each: number } {
  if (longest === Infinity) return { intervals: most, each: 1 };
  const steps = Math.max(1, Math.ceil((span / longest) * (1 - 1e-12)));
  const each = Math.ceil(steps / most);
  return { intervals: Math.ceil(steps / each), each };
}

function* inSlices(
  machine: FlowMachine,
  width: number,
  count: number,
  progress: (done: number) => void,
): Work<void> {
  let pace = 0;
  for (let done = 0; done < count;) {
    const now = Math.min(count - done, pace > 0 ? Math.max(1, Math.floor(slice / pace)) : 1);
    const begun = performance.now();
    machine.advance(width, now);
    pace = (performance.now() - begun) / now;
    done += now;
    progress(done);
    yield;
  }
}

/** The fields at the start on the grid: three components of the velocity and of the magnetic field. */
function startValues(
  { space, velocity, magnetic, initial, parameters }: FlowProblem,
  grid: FlowGrid,
): Float64Array[] {
  const counts = own(grid, grid.counts);
  const axes = space.map(({ name, low, high }, k) => ({
    name,
    values: Float64Array.from({ length: counts[k] }, (_, i) => low + (i / counts[k]) * (high - low)),
  }));
  const points = gridPoints(axes);
  const size = counts.reduce((product, count) => product * count, 1);
  return [velocity, ...(magnetic === null ? [] : [magnetic])].flatMap((names) =>
    [0, 1, 2].map((component) => {
      const name = names[component];
      if (name === undefined) return new Float64Array(size);
      const { value } = evaluateExpressions({ value: initial[name] }, points, parameters);
      if (!value.every(Number.isFinite))
        throw new Unreached(`${name} is not finite everywhere at the start.`);
      return value;
    }),
  );
}

/** For each field the largest difference of two solutions, as a share of the largest value of its vector. */
function differences(
  { space, time, velocity, magnetic, grid }: FlowProblem,
  before: FlowSolution,
  after: FlowSolution,
): Record<string, number> {
  // Neither points nor times of either solution.
  const counts = grid.dimensions === 3 ? 9 : 37;
  const axes = [...space, time].map(({ name, low, high }) =>
    uniformAxis(name, low + 0.013 * (high - low), high, name === time.name ? 8 : counts),
  );
  const points = gridPoints(axes);
  const [a, b] = [before.evaluate(points), after.evaluate(points)];
  const vectorOf = (field: string) =>
    [velocity, magnetic ?? []].find((names) => names.includes(field)) ?? [field];
  return Object.fromEntries(
    Object.keys(b).map((field) => {
      const size = Math.max(...vectorOf(field).map((name) => largest(b[name])), 1e-300);
      return [field, largest(b[field].map((value, i) => value - a[field][i])) / size];
    }),
  );
}

function warningsOf({ time }: FlowProblem, { solution, taken }: Marched): string[] {
  const { history } = solution;
  const warnings: string[] = [];
  ['velocity', 'magnetic field'].forEach((name, k) => {
    if (taken[k] > smallDivergence)
      warnings.push(
        `The ${name} at the start has a divergence; ${short(100 * taken[k])} % of its largest coefficient were taken out.`,
      );
  });
  const shares = history.snapshots.map((snapshot) => cutOffShare(history, snapshot));
  const first = shares.findIndex((share) => share > mostAtCutOff);
  if (first >= 0)
    warnings.push(
      `From ${time.name} = ${short(history.start + first * history.interval)} on the grid is too coarse: the spectrum at its highest wavenumber is ${short(Math.max(...shares))} of its maximum. Give more points.`,
    );
  return warnings;
}
