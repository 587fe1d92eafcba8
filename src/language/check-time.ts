import type { Problem, Study } from '../study';
import { timeOf } from './space';
import type { Names } from './tree';

/** What follows time can only be asked for where there is a time. */
export function checkTime(study: Study, names: Names): Problem[] {
  if (study.causal.strength === 0 || timeOf(names) !== undefined) return [];
  const message = 'Causal weights follow time, and no coordinate is time; call one t, or name it under time.';
  return [{ path: ['causal', 'strength'], message, severity: 'error' }];
}
