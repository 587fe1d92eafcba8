import type { HostArray } from '../program';
import { finishNow, type Work } from '../run';
import { upload, type DeviceTensor } from '../tensorflow';
import { join } from './ansatz';
import { plainPoints, type DrawPoints } from './drawing';
import type { Columns, Evaluator } from './evaluator';
import { unknownTypes } from './loss';
import type { PointColumns } from './point-source';
import { hostArray } from './point-tensors';
import type { PointSet, Problem } from './problem';
import { readValues, type Reading } from './quantities';
import type { SolvedPart } from './solution';
import { windowAt } from './windows';

/** What stays of a window once it is trained: parameters of the network and of the study. */
type Solved = readonly [network: HostArray, study: HostArray];

/**
 * Windows of time, trained one after the other by the same programs. Each begins with the parameters of the one before,
 * and from the state in which that one ends (marching, or sequence to sequence: Krishnapriyan, Gholami, Zhe, Kirby &
 * Mahoney, NeurIPS 2021; Wight & Zhao, Commun. Comput. Phys. 29, 2021). A problem without windows is one window.
 */
export class Marching {
  /** The windows before the present one. */
  private readonly solved: Solved[] = [];

  constructor(
    private readonly problem: Problem,
    private readonly evaluator: Evaluator,
  ) {}

  /** The number of the present window. */
  get index(): number {
    return this.solved.length;
  }

  /** First and last time of a window, behind the study's parameters in programs; empty without windows. */
  ends(index = this.index): number[] {
    const { windows } = this.problem;
    return windows === null ? [] : [windows.edges[index], windows.edges[index + 1]];
  }

  /** Whether a set of points is asked for in a window. */
  asks({ when }: PointSet, index = this.index): boolean {
    return when === undefined || (when === 'first window') === (index === 0);
  }

  /** Ends the present window: what it has found stays. */
  keep(network: HostArray, study: HostArray): void {
    this.solved.push([network, study]);
  }

  /** Points are drawn in the whole box, and time is then mapped to the window. */
  draw(index = this.index): DrawPoints {
    const { windows, coordinates } = this.problem;
    if (windows === null) return plainPoints;
    const { low, high } = coordinates.find(({ name }) => name === windows.time)!;
    const [start, end] = this.ends(index);
    return (set, draw) => {
      const columns = set.source.columns(draw);
      const times = Float64Array.from(columns[windows.time], (time) =>
        time === high ? end : start + ((time - low) / (high - low)) * (end - start),
      );
      const placed = { ...columns, [windows.time]: times };
      return set.when === 'later windows' ? { ...placed, ...this.handedOver(set, placed, index) } : placed;
    };
  }

  /** Quantities at points of any window; no numbers at times that no window has reached yet. */
  at(points: Readonly<Columns>, quantities: readonly string[], unknowns: readonly DeviceTensor[]): Columns {
    return finishNow(this.work(points, readValues(this.problem, quantities), unknowns));
  }

  /** As `at`, call by call: training may go on in between, to another window even. */
  *work(
    points: Readonly<Columns>,
    readings: readonly Reading[],
    unknowns: readonly DeviceTensor[],
  ): Work<Columns> {
    const { windows } = this.problem;
    if (windows === null) return yield* this.evaluator.work(points, readings, unknowns);
    const present = this.index;
    const [, reached] = this.ends(present);
    const times = points[windows.time];
    const found = Object.fromEntries(
      readings.map(({ name }) => [name, new Float64Array(times.length).fill(NaN)]),
    );
    const rows = Array.from({ length: present + 1 }, (): number[] => []);
    times.forEach((time, i) => {
      if (time <= reached) rows[windowAt(windows, time)].push(i);
    });
    for (const [k, own] of rows.entries()) {
      if (own.length === 0) continue;
      if (k > 0) yield;
      const kept = k === present ? [] : this.kept(k);
      try {
        const at = k === present ? unknowns : kept;
        const values = yield* this.evaluator.work(chosen(points, own), readings, at);
        for (const { name } of readings) own.forEach((row, i) => (found[name][row] = values[name][i]));
      } finally {
        kept.forEach((tensor) => tensor.dispose());
      }
    }
    return found;
  }

  /** Parameters of the network and of the study in an earlier window, to be disposed of. */
  private kept(index: number): DeviceTensor[] {
    return unknownTypes(this.problem).map((type, k) => upload(type, this.solved[index][k]));
  }

  /** Works with the parameters of a window: those that were kept, or the present ones. */
  within<T>(
    index: number,
    present: readonly DeviceTensor[],
    work: (unknowns: readonly DeviceTensor[]) => T,
  ): T {
    if (index === this.index) return work(present);
    const unknowns = this.kept(index);
    try {
      return work(unknowns);
    } finally {
      unknowns.forEach((tensor) => tensor.dispose());
    }
  }

  /** What is solved: the windows before the present one, and that one as it is now. */
  parts(network: HostArray, study: HostArray): SolvedPart[] {
    const { windows } = this.problem;
    const all: readonly Solved[] = [...this.solved, [network, study]];
    return all.map(([weights, parameters], k) => ({
      until: windows === null ? null : windows.edges[k + 1],
      network: weights,
      study: parameters,
    }));
  }

  /** Parameters of all windows up to the present one, one after the other, with those that are frozen. */
  parameters(present: HostArray, study: HostArray): Float64Array | Float32Array {
    const all = this.parts(present, study).flatMap((part) =>
      join(this.problem.network, part.network, part.study),
    );
    return hostArray(this.problem.element, all) as Float64Array | Float32Array;
  }

  checkpoint(): Record<string, HostArray> {
    const entries = this.solved.flatMap(([network, study], k) => [
      [`network of window ${k}`, network] as const,
      [`study of window ${k}`, study] as const,
    ]);
    return Object.fromEntries(entries);
  }

  restore(arrays: Readonly<Record<string, HostArray>>): void {
    this.solved.length = 0;
    while (`network of window ${this.index}` in arrays) {
      const k = this.index;
      this.solved.push([arrays[`network of window ${k}`], arrays[`study of window ${k}`]]);
    }
  }

  /** The rows of what the window before ends with; nothing is asked of them in the first, where they hold the scales. */
  private handedOver({ terms }: PointSet, points: PointColumns, index: number): PointColumns {
    const { coordinates, fields, scales } = this.problem;
    const names = terms.flatMap(({ residual }) => ('measured' in residual ? [residual.measured] : []));
    const count = points[coordinates[0].name].length;
    if (index === 0) {
      const scale = (name: string) => scales[fields.indexOf(name.split('_')[0])];
      return Object.fromEntries(names.map((name) => [name, new Float64Array(count).fill(scale(name))]));
    }
    const where = Object.fromEntries(coordinates.map(({ name }) => [name, Float64Array.from(points[name])]));
    return this.within(index - 1, [], (before) => this.evaluator.at(where, names, before));
  }
}

const chosen = (points: Readonly<Columns>, rows: readonly number[]): Columns =>
  Object.fromEntries(
    Object.entries(points).map(([name, values]) => [name, Float64Array.from(rows, (row) => values[row])]),
  );
