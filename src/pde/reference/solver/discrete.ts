import { change, simplifyConstants, type Resolved } from '../../../language';
import type { Columns } from '../exact';
import { Tape } from '../tape';
import { Band } from './band';
import { fourier, piecewise, type Basis, type Row } from './basis';
import { countSentence, refuse, type Residual, type State, type System } from './system';

/** How finely space is resolved: edges of pieces along each coordinate, and points in each piece. */
export interface Resolution {
  readonly edges: readonly (readonly number[])[];
  readonly points: readonly number[];
}

interface Term {
  readonly name: string;
  readonly slope: boolean;
  /** Of each point, on all unknowns. */
  readonly rows: readonly Row[];
}

/** An equation at its points. */
interface Group {
  readonly where: Columns;
  readonly count: number;
  readonly terms: readonly Term[];
  readonly value: Tape;
  /** The derivative by each term. */
  readonly slopes: Tape;
  /** Position of the equation at each point among all. */
  rows: Int32Array;
}

/** What a linear constraint asks: a combination of unknowns is zero. */
type Constraint = Row;

/** A system on a resolution: F(t, y, ẏ) = 0 in the coefficients y of all states. */
export class Discrete {
  readonly size: number;
  readonly bases: readonly (readonly Basis[])[];
  /** Which state each unknown belongs to. */
  readonly stateOf: Int32Array;
  private readonly places: Int32Array[];
  private readonly groups: Group[] = [];
  private readonly constraints: { row: Constraint; at: number }[] = [];
  private readonly lower: number;
  private readonly upper: number;

  constructor(
    readonly system: System,
    readonly resolution: Resolution,
  ) {
    const { states, space } = system;
    this.bases = states.map(({ orders }) =>
      space.map(({ low, high, periodic }, k) =>
        space.length === 2 && periodic
          ? fourier(low, high, resolution.points[k])
          : piecewise(resolution.edges[k], resolution.points[k], orders[k], periodic),
      ),
    );
    const sizes = this.bases.map((own) => own.reduce((product, { size }) => product * size, 1));
    this.size = sizes.reduce((sum, size) => sum + size, 0);
    this.places = this.number(sizes);
    this.stateOf = new Int32Array(this.size);
    this.places.forEach((own, state) => own.forEach((place) => (this.stateOf[place] = state)));
    const constraints = this.jointRows();
    this.addEquations();
    this.addSides();
    const ordered = this.order(constraints);
    this.lower = ordered.lower;
    this.upper = ordered.upper;
  }

  newBand(): Band {
    return new Band(this.size, this.lower, this.upper);
  }

  /** F(t, y, ẏ). */
  residual(time: number, y: Float64Array, slopes: Float64Array, out: Float64Array): void {
    for (const group of this.groups) {
      const [values] = group.value.evaluate(this.inputs(group, time, y, slopes), group.count);
      group.rows.forEach((row, i) => (out[row] = values[i]));
    }
    for (const { row, at } of this.constraints) out[at] = dot(row, y);
  }

  /** ∂F/∂ẏ and ∂F/∂y. */
  derivatives(time: number, y: Float64Array, slopes: Float64Array): { mass: Band; stiffness: Band } {
    const mass = this.newBand();
    const stiffness = this.newBand();
    for (const group of this.groups) {
      const values = group.slopes.evaluate(this.inputs(group, time, y, slopes), group.count);
      group.terms.forEach((term, k) => {
        const band = term.slope ? mass : stiffness;
        group.rows.forEach((at, i) => {
          const factor = values[k][i];
          if (factor === 0) return;
          const { columns, values: own } = term.rows[i];
          for (let j = 0; j < columns.length; j++) band.add(at, columns[j], factor * own[j]);
        });
      });
    }
    for (const { row, at } of this.constraints)
      row.columns.forEach((column, j) => stiffness.add(at, column, row.values[j]));
    this.fixLevels(mass, stiffness);
    return { mass, stiffness };
  }

  /**
   * An unknown that no equation holds, such as the mean of a periodic pressure, stays as it is: its column is filled, so
   * that its change is what the equations contradict one another by, which is nothing.
   */
  private fixLevels(mass: Band, stiffness: Band): void {
    if (this.system.space.length < 2) return;
    const held = new Uint8Array(this.size);
    for (const { width, values, start } of [mass, stiffness].map((band) => ({
      width: band.width,
      values: band.values,
      start: (row: number) => band.start(row),
    })))
      for (let row = 0; row < this.size; row++)
        for (let k = 0; k < width; k++) if (values[row * width + k] !== 0) held[start(row) + k] = 1;
    held.forEach((is, column) => {
      if (is === 0) for (let row = 0; row < this.size; row++) stiffness.add(row, column, 1);
    });
  }

  /** The states of fields at points of space, from the unknowns. @param points one array for each space coordinate */
  rowsAt(state: number, point: readonly number[], orders: readonly number[]): Row {
    const own = this.bases[state];
    const parts = own.map((basis, k) => basis.row(point[k], orders[k]));
    const place = this.places[state];
    if (parts.length === 0) return { columns: [place[0]], values: [1] };
    if (parts.length === 1)
      return { columns: parts[0].columns.map((column) => place[column]), values: parts[0].values };
    const [a, b] = parts;
    const columns: number[] = [];
    const values: number[] = [];
    a.columns.forEach((i, k) =>
      b.columns.forEach((j, m) => {
        columns.push(place[i * own[1].size + j]);
        values.push(a.values[k] * b.values[m]);
      }),
    );
    return { columns, values };
  }

  /** Unknowns of one state in their own order. */
  coefficients(state: number, y: Float64Array): Float64Array {
    return Float64Array.from(this.places[state], (place) => y[place]);
  }

  /**
   * The system whose solution has given values of each state at the equations' points, and holds every constraint and
   * condition: how a start is made consistent. Equations are taken to stand in the order of the states.
   */
  projection(
    values: readonly (Float64Array | undefined)[],
    time: number,
    y: Float64Array,
    out: Float64Array,
  ): Band {
    const band = this.newBand();
    const zero = new Float64Array(this.size);
    this.residual(time, y, zero, out);
    const { stiffness } = this.derivatives(time, y, zero);
    band.values.set(stiffness.values);
    const { states } = this.system;
    states.forEach((_, state) => {
      const group = this.groups[state];
      const orders = this.system.space.map(() => 0);
      group.rows.forEach((at, i) => {
        const start = at * band.width;
        band.values.fill(0, start, start + band.width);
        const row = this.rowsAt(
          state,
          this.system.space.map(({ name }) => group.where[name][i]),
          orders,
        );
        row.columns.forEach((column, j) => band.add(at, column, row.values[j]));
        out[at] = dot(row, y) - (values[state]?.[i] ?? 0);
      });
    });
    return band;
  }

  /** Where the equations of each state are asked for. */
  pointsOf(state: number): Columns {
    return this.groups[state].where;
  }

  private inputs(group: Group, time: number, y: Float64Array, slopes: Float64Array) {
    const inputs: Record<string, Float64Array | number> = { ...this.system.parameters, ...group.where };
    if (this.system.time) inputs[this.system.time.name] = time;
    for (const { name, slope, rows } of group.terms) {
      const from = slope ? slopes : y;
      inputs[name] = Float64Array.from(rows, (row) => dot(row, from));
    }
    return inputs;
  }

  /** Unknowns piece by piece; around a ring the pieces of both sides in turn, so that neighbours stay near. */
  private number(sizes: readonly number[]): Int32Array[] {
    const places = sizes.map((size) => new Int32Array(size));
    const { space } = this.system;
    if (space.length !== 1) {
      let next = 0;
      for (const own of places) for (let k = 0; k < own.length; k++) own[k] = next++;
      return places;
    }
    const { pieces } = this.bases[0][0];
    const sequence = Array.from({ length: pieces }, (_, k) =>
      space[0].periodic ? (k % 2 === 0 ? k / 2 : pieces - (k + 1) / 2) : k,
    );
    let next = 0;
    for (const piece of sequence)
      places.forEach((own, state) => {
        const basis = this.bases[state][0];
        const local = basis.size / pieces;
        for (let j = 0; j < local; j++) own[piece * local + j] = next++;
      });
    return places;
  }

  private jointRows(): Constraint[] {
    if (this.system.space.length !== 1) return [];
    return this.bases.flatMap(([basis], state) =>
      basis.joints.map(({ columns, values }) => ({
        columns: columns.map((column) => this.places[state][column]),
        values,
      })),
    );
  }

  private addEquations(): void {
    const { space, equations, states } = this.system;
    const points = product(this.bases[0].map((basis) => basis.points));
    const where = Object.fromEntries(
      space.map(({ name }, k) => [name, Float64Array.from(points, (point) => point[k])]),
    );
    refuse(equations.length !== states.length, 'The equations can not be told apart by their fields.');
    for (const equation of equations) this.groups.push(this.group(equation, points, where));
  }

  private addSides(): void {
    const { space, sides, states } = this.system;
    space.forEach(({ name, periodic }, along) => {
      const own = sides.filter((side) => side.along === along);
      const left = states.map((_, state) => this.bases[state][along].ends);
      const needed = left.reduce((sum, count) => sum + count, 0);
      const concerned = [
        ...new Set(states.filter(({ orders }) => orders[along] > 0).map(({ field }) => field)),
      ];
      refuse(
        own.length !== needed,
        periodic && own.length > 0
          ? `The study has both periodic conditions and others along ${name}; the solver takes one kind.`
          : countSentence(name, needed, own.length, concerned),
      );
      for (const side of own) {
        const state = sideState(side, states, left);
        left[state]--;
        const points = this.sidePoints(state, along, side.value);
        const where = Object.fromEntries(
          space.map((coordinate, k) => [coordinate.name, Float64Array.from(points, (point) => point[k])]),
        );
        this.groups.push(this.group(side, points, where));
      }
    });
  }

  /** Of a side along the first coordinate all places of the second, corners too; of one along the second those inside. */
  private sidePoints(state: number, along: number, value: number): number[][] {
    if (this.bases[state].length === 1) return [[value]];
    const other = this.bases[state][1 - along];
    const places = along === 0 ? other.sidePoints : other.points;
    return Array.from(places, (place) => (along === 0 ? [value, place] : [place, value]));
  }

  private group({ tree, symbols }: Residual, points: readonly number[][], where: Columns): Group {
    const partial = (name: string): Resolved =>
      simplifyConstants(
        change(tree, (leaf) => ({
          kind: 'number',
          value: leaf.kind === 'field' && leaf.name === name ? 1 : 0,
          span: leaf.span,
        })),
      );
    return {
      where,
      count: points.length,
      value: new Tape([tree]),
      slopes: new Tape(symbols.map(({ name }) => partial(name))),
      terms: symbols.map(({ name, state, slope, orders }) => ({
        name,
        slope,
        rows: points.map((point) => this.rowsAt(state, point, orders)),
      })),
      rows: new Int32Array(points.length),
    };
  }

  /** Sorts all equations by the unknowns they reach, so that the matrix is narrow. */
  private order(constraints: readonly Constraint[]): { lower: number; upper: number } {
    const all: { first: number; last: number; set: (at: number) => void }[] = [];
    const reach = (columns: readonly number[][]) => {
      let [first, last] = [Infinity, -Infinity];
      for (const list of columns)
        for (const column of list) {
          first = Math.min(first, column);
          last = Math.max(last, column);
        }
      return { first, last };
    };
    for (const group of this.groups)
      for (let i = 0; i < group.count; i++)
        all.push({
          ...reach(group.terms.map((term) => term.rows[i].columns)),
          set: (at) => (group.rows[i] = at),
        });
    for (const row of constraints)
      all.push({ ...reach([row.columns]), set: (at) => this.constraints.push({ row, at }) });
    refuse(
      all.length !== this.size,
      `The conditions on the sides leave ${Math.abs(this.size - all.length)} unknowns too ${all.length < this.size ? 'many' : 'few'}; the solver does not reach fields of such different orders on a rectangle.`,
    );
    all.sort((a, b) => a.first - b.first || a.last - b.last);
    let [lower, upper] = [0, 0];
    all.forEach(({ first, last, set }, at) => {
      set(at);
      lower = Math.max(lower, at - first);
      upper = Math.max(upper, last - at);
    });
    return { lower, upper };
  }
}

export function dot({ columns, values }: Row, y: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < columns.length; k++) sum += values[k] * y[columns[k]];
  return sum;
}

/** The state that a condition on a side is counted for: one that it speaks of and that has conditions left. */
function sideState(side: Residual, states: readonly State[], left: readonly number[]): number {
  const spoken = side.symbols.map(({ state }) => state).filter((state) => left[state] > 0);
  if (spoken.length > 0) return spoken[0];
  const any = states.findIndex((_, state) => left[state] > 0);
  return Math.max(0, any);
}

function product(lists: readonly (readonly number[])[]): number[][] {
  return lists.reduce<number[][]>(
    (all, list) => all.flatMap((head) => list.map((value) => [...head, value])),
    [[]],
  );
}
