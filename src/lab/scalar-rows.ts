import type { ScalarRow } from '../export';
import type { StoredRun } from '../run';
import { storedLosses, storedMeasures } from './columns';

/** Everything that a run logged by step: the loss and its terms, then what was measured, by names with a slash. */
export function scalarRows({ record, losses, measures }: StoredRun): ScalarRow[] {
  const loss = storedLosses(losses);
  const measured = storedMeasures(measures, record);
  const rows: ScalarRow[] = [
    ...table(loss.step, {
      loss: loss.loss,
      ...named('term', Object.fromEntries(record.terms.map(({ name }, k) => [name, loss.terms[k] ?? []]))),
    }),
    ...table(measured.step, {
      'fresh over trained loss': measured.freshRatio,
      ...named('error', measured.errors),
      ...named('inferred', measured.inferred),
      ...named('weight', measured.weights),
      ...named('validation', measured.validation),
    }),
  ];
  return rows.sort((a, b) => a.step - b.step);
}

type Columns = Readonly<Record<string, ArrayLike<number>>>;

function named(group: string, columns: Columns): Columns {
  return Object.fromEntries(Object.entries(columns).map(([name, values]) => [`${group}/${name}`, values]));
}

function table(steps: ArrayLike<number>, columns: Columns): ScalarRow[] {
  return Array.from(steps, (step, row) => ({
    step,
    values: Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, values[row]])),
  }));
}
