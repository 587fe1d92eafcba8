import { relativeL2 } from '../field';
import type { FieldTrainer } from '../run';
import { withinDomain, type Domain } from './domain';
import { errorPoints } from './error-points';
import { withinParts, type Part } from './parts';
import type { Bounds } from './point-source';
import type { Reference } from './reference';

type Columns = Record<string, Float64Array>;

/** Fields that are known up to a constant, at each time where there is one. */
export interface MeanFree {
  readonly fields: readonly string[];
  readonly time: string | undefined;
}

/** Values of a field that is known up to a constant without their mean, at each time; those of another as they are. */
export function centred(
  { fields, time }: MeanFree,
  name: string,
  values: Float64Array,
  points: Columns,
): Float64Array {
  if (!fields.includes(name)) return values;
  const moments = time === undefined ? values.map(() => 0) : points[time];
  const sums = new Map<number, { total: number; count: number }>();
  values.forEach((value, i) => {
    if (Number.isNaN(value)) return;
    const before = sums.get(moments[i]) ?? { total: 0, count: 0 };
    sums.set(moments[i], { total: before.total + value, count: before.count + 1 });
  });
  return values.map((value, i) => {
    const found = sums.get(moments[i]);
    return found === undefined ? value : value - found.total / found.count;
  });
}

/** The reference where it is compared with the solution, evaluated once for each set of study parameters. */
export class Comparison {
  private truth: { readonly points: Columns; readonly fields: Columns } | null = null;

  constructor(
    private readonly coordinates: FieldTrainer['coordinates'],
    private readonly extent: { readonly domain: Domain | null; readonly parts: readonly Part[] },
    private readonly meanFree: MeanFree = { fields: [], time: undefined },
  ) {}

  /** The reference has become another one. */
  changed(): void {
    this.truth = null;
  }

  /**
   * Relative L2 error by field of what `evaluate` gives at points; none without a reference.
   * @param where the range of a coordinate that is looked at; the whole box without it
   */
  errors(
    reference: Reference | null,
    evaluate: (points: Columns, names: readonly string[]) => Columns,
    where: Bounds | null = null,
  ): Record<string, number> {
    if (!reference) return {};
    if (this.truth === null) {
      const points = reference.measured?.points ?? errorPoints(this.coordinates);
      const fields = reference.measured?.fields ?? reference.evaluate(points);
      const { domain, parts } = this.extent;
      this.truth = { points, fields: withinParts(parts, points, withinDomain(domain, points, fields)) };
    }
    const { points, fields } = where === null ? this.truth : this.within(where);
    const names = Object.keys(fields);
    const values = evaluate(points, names);
    const own = (all: Float64Array, name: string) => centred(this.meanFree, name, all, points);
    return Object.fromEntries(
      names.map((name) => [name, relativeL2(own(values[name], name), own(fields[name], name))]),
    );
  }

  /** The truth at those of its points that lie in a range. */
  private within({ name, low, high }: Bounds) {
    const { points, fields } = this.truth!;
    const rows = [...points[name].keys()].filter((i) => points[name][i] >= low && points[name][i] <= high);
    const taken = (columns: Columns): Columns =>
      Object.fromEntries(
        Object.entries(columns).map(([key, all]) => [key, Float64Array.from(rows, (row) => all[row])]),
      );
    return { points: taken(points), fields: taken(fields) };
  }
}
