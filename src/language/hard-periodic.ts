import { describePath, listWords, type Problem, type Study } from '../study';
import { builtInField, probes, short, tolerance } from './conditions';
import { evaluateNumber } from './evaluate';
import type { Meaning, PeriodicMeaning } from './meaning';
import { isSide } from './place';
import type { Equation, Resolved } from './tree';

/** The form that a built-in condition which joins two sides must have. */
export function checkHardJoin({ left, right, span }: Equation<Resolved>): Problem[] {
  if (left.kind === 'field' && right.kind === 'field' && left.name === right.name) return [];
  const message =
    'A built-in periodic condition joins the values of one field, as in u(x=-1) = u(x=1); its derivatives of every order are then periodic too. For anything else set hard to false.';
  return [{ path: [], message, span, severity: 'error' }];
}

type Parts = Pick<Meaning, 'box' | 'parameters' | 'conditions' | 'periodic' | 'names'>;

/** The coordinates in which the fields are periodic by construction. */
export function periodicCoordinates(study: Study, { periodic }: Pick<Meaning, 'periodic'>): Set<string> {
  const hard = periodic.filter(({ index }) => study.conditions[index].hard);
  return new Set(hard.map(({ coordinate }) => coordinate));
}

/** What stands against the built-in periodic conditions of a study. Paths start after `conditions`. */
export function checkHardPeriodic(study: Study, meaning: Parts): Problem[] {
  const hard = meaning.periodic.filter(({ index }) => study.conditions[index].hard);
  return [...periodicCoordinates(study, meaning)].flatMap((coordinate) => {
    const own = hard.filter((entry) => entry.coordinate === coordinate);
    return [...checkShared(own, meaning), ...checkValues(study, own, meaning)].slice(0, 1);
  });
}

/** The features of a coordinate are those of all fields. */
function checkShared(own: readonly PeriodicMeaning[], { names }: Parts): Problem[] {
  const periodic = own.map(({ left }) => (left.tree.kind === 'field' ? left.tree.name : ''));
  const others = names.fields.filter((field) => !periodic.includes(field));
  if (others.length === 0) return [];
  const [{ coordinate, index }] = own;
  const message = `What is built in along ${coordinate} holds for all fields; join both ends of ${listWords(others, 'and')} too with hard set to true, or set hard to false here.`;
  return [{ path: [index, 'hard'], message, severity: 'error' }];
}

/** Other built-in values of the same field must be the same at both ends. */
function checkValues(study: Study, own: readonly PeriodicMeaning[], meaning: Parts): Problem[] {
  const { box, parameters } = meaning;
  const [{ coordinate, left, right, index: here }] = own;
  const ends = [left.value, right.value];
  return meaning.conditions.flatMap((condition): Problem[] => {
    const { place, require, index } = condition;
    if (!study.conditions[index].hard || !isSide(place)) return [];
    const path = [index, 'require'];
    const field = builtInField(condition);
    const other = describePath(['conditions', here]);
    if (place.coordinate === coordinate) {
      const message = `${field} is built in as periodic in ${coordinate} by ${other}, so no value of it can be built in there; set hard to false.`;
      return [{ path, message, severity: 'error' }];
    }
    for (const share of probes) {
      const point: Record<string, number> = { ...parameters };
      for (const [name, [low, high]] of Object.entries(box))
        point[name] = name === place.coordinate ? place.value : low + share * (high - low);
      const [a, b] = ends.map((end) => evaluateNumber(require.right, { ...point, [coordinate]: end }));
      if (Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a), Math.abs(b))) continue;
      const message = `${field} is built in as periodic in ${coordinate} by ${other}, but this gives ${short(a)} where ${coordinate} = ${ends[0]} and ${short(b)} where ${coordinate} = ${ends[1]}. Change one, or set hard to false.`;
      return [{ path, message, severity: 'error' }];
    }
    return [];
  });
}
