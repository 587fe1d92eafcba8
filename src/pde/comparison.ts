import { relativeL2 } from '../field';
import type { FieldTrainer } from '../run';
import { withinDomain, type Domain } from './domain';
import { errorPoints } from './error-points';
import type { Reference } from './reference';

type Columns = Record<string, Float64Array>;

/** The reference where it is compared with the solution, evaluated once for each set of study parameters. */
export class Comparison {
  private truth: { readonly points: Columns; readonly fields: Columns } | null = null;

  constructor(
    private readonly coordinates: FieldTrainer['coordinates'],
    private readonly domain: Domain | null,
  ) {}

  /** The reference has become another one. */
  changed(): void {
    this.truth = null;
  }

  /** Relative L2 error by field of what `evaluate` gives at points; none without a reference. */
  errors(
    reference: Reference | null,
    evaluate: (points: Columns, names: readonly string[]) => Columns,
  ): Record<string, number> {
    if (!reference) return {};
    if (this.truth === null) {
      const points = errorPoints(this.coordinates);
      this.truth = { points, fields: withinDomain(this.domain, points, reference.evaluate(points)) };
    }
    const { points, fields } = this.truth;
    const names = Object.keys(fields);
    const values = evaluate(points, names);
    return Object.fromEntries(names.map((name) => [name, relativeL2(values[name], fields[name])]));
  }
}
