import { describePath, type Problem, type Study } from '../study';
import { evaluateNumber } from './evaluate';
import { fieldsOf } from './equations';
import type { ConditionMeaning, Meaning } from './meaning';
import { isSide, type Place } from './place';
import { nodes, problemAt, type Equation, type Resolved } from './tree';

/** What is wrong in what a condition requires. */
export function checkCondition(equation: Equation<Resolved>, hard: boolean): Problem[] {
  if (fieldsOf(equation).size === 0) {
    return [
      problemAt(
        equation.span,
        'This condition speaks of no field, so it can not be met; write for example u = 0.',
      ),
    ];
  }
  if (!hard) return [];
  if (equation.left.kind !== 'field' || equation.left.of !== undefined) {
    return [
      problemAt(
        equation.left.span,
        'A built-in condition gives the value of one field, as in u = 0; for anything else set hard to false.',
      ),
    ];
  }
  const computed = ['field', 'derivative', 'differentiate', 'integral', 'normal'];
  const unknown = [...nodes(equation.right)].find(({ kind }) => computed.includes(kind));
  if (unknown === undefined) return [];
  return [
    problemAt(
      unknown.span,
      'The value of a built-in condition is an expression of coordinates and parameters; for anything else set hard to false.',
    ),
  ];
}

/** How far apart two built-in values may be where their places meet, relative to their size. */
export const tolerance = 1e-9;
/** Where along a shared edge they are compared, as shares of each range. */
export const probes = [0, 0.137, 0.5, 0.731, 1];

/** Built-in conditions must agree where their places meet: no trial solution could hold both. */
export function checkCorners(
  study: Study,
  meaning: Pick<Meaning, 'box' | 'parameters' | 'conditions'>,
): Problem[] {
  const hard = meaning.conditions.flatMap((condition) => {
    const { place, index } = condition;
    return study.conditions[index].hard && isSide(place) ? [{ ...condition, place }] : [];
  });
  const problems: Problem[] = [];
  hard.forEach((second, position) => {
    for (const first of hard.slice(0, position)) {
      const message = conflict(first, second, meaning);
      if (message === undefined) continue;
      problems.push({ path: [second.index, 'require'], message, severity: 'error' });
      return;
    }
  });
  return problems;
}

type SideCondition = ConditionMeaning & { place: Place };

function conflict(
  first: SideCondition,
  second: SideCondition,
  meaning: Pick<Meaning, 'box' | 'parameters'>,
): string | undefined {
  const field = fieldName(first);
  if (field !== fieldName(second)) return undefined;
  const other = describePath(['conditions', first.index]);
  if (first.place.coordinate === second.place.coordinate) {
    if (first.place.side !== second.place.side) return undefined;
    return `The value of ${field} on this side is already built in by ${other}; keep one of the two.`;
  }
  const fixed = {
    [first.place.coordinate]: first.place.value,
    [second.place.coordinate]: second.place.value,
  };
  for (const share of probes) {
    const point: Record<string, number> = { ...meaning.parameters };
    for (const [name, [low, high]] of Object.entries(meaning.box))
      point[name] = fixed[name] ?? low + share * (high - low);
    const a = evaluateNumber(first.require.right, point);
    const b = evaluateNumber(second.require.right, point);
    if (Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a), Math.abs(b))) continue;
    const corner = Object.entries(fixed)
      .map(([name, value]) => `${name} = ${value}`)
      .join(', ');
    return `Where ${corner}, ${other} gives ${field} = ${short(a)} and this condition ${short(b)}; built-in conditions must agree where they meet. Change one, or set hard to false.`;
  }
  return undefined;
}

function fieldName(condition: ConditionMeaning): string | undefined {
  return condition.require.left.kind === 'field' ? condition.require.left.name : undefined;
}

export function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}
