import type { Problem, Study } from '../study';
import { timeOf } from './space';
import type { Names } from './tree';

/** What follows time can only be asked for where there is a time. */
export function checkTime(study: Study, names: Names): Problem[] {
  if (timeOf(names) !== undefined) return [];
  const problems: Problem[] = [];
  const refuse = (path: string[], what: string): void =>
    void problems.push({
      path,
      message: `${what} follow time, and no coordinate is time; call one t, or name it under time.`,
      severity: 'error',
    });
  if (study.causal.strength > 0) refuse(['causal', 'strength'], 'Causal weights');
  if (study.windows.count > 1) refuse(['windows', 'count'], 'Time windows');
  return problems;
}
