import { describePath, type Problem, type Study } from '../study';
import { Refusal } from './build';
import { slope } from './derivative';
import { evaluateNumber } from './evaluate';
import { fieldsOf } from './equations';
import type { ConditionMeaning, Meaning } from './meaning';
import { isSide, type Place } from './place';
import { timeOf } from './space';
import { nodes, problemAt, type Equation, type Names, type Resolved } from './tree';

/** What is wrong in what a condition requires. */
export function checkCondition(equation: Equation<Resolved>, names: Names, hard: boolean): Problem[] {
  if (fieldsOf(equation).size === 0) {
    return [
      problemAt(
        equation.span,
        'This condition speaks of no field, so it can not be met; write for example u = 0.',
      ),
    ];
  }
  if (!hard) return [];
  const { left } = equation;
  if ((left.kind !== 'field' && !isVelocity(left, names)) || left.of !== undefined) {
    const time = timeOf(names);
    const velocity =
      time === undefined ? '' : `, or beside it how fast it changes at first, as in u_${time} = 0`;
    const message = `A built-in condition gives the value of one field, as in u = 0${velocity}; for anything else set hard to false.`;
    return [problemAt(left.span, message)];
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

/** Whether a tree is the first derivative of one field by time. */
function isVelocity(tree: Resolved, names: Names): tree is Extract<Resolved, { kind: 'derivative' }> {
  if (tree.kind !== 'derivative') return false;
  const time = timeOf(names);
  return time !== undefined && tree.orders[time] === 1 && Object.keys(tree.orders).length === 1;
}

/** The field that a built-in condition is about. */
export function builtInField({ require: { left } }: ConditionMeaning): string | undefined {
  if (left.kind === 'field') return left.name;
  return left.kind === 'derivative' ? left.field : undefined;
}

/** How far apart two built-in values may be where their places meet, relative to their size. */
export const tolerance = 1e-9;
/** Where along a shared edge they are compared, as shares of each range. */
export const probes = [0, 0.137, 0.5, 0.731, 1];

type Parts = Pick<Meaning, 'box' | 'parameters' | 'conditions' | 'names'>;
type SideCondition = ConditionMeaning & { place: Place };

function builtIn(study: Study, conditions: Meaning['conditions']): SideCondition[] {
  return conditions.flatMap((condition) => {
    const { place, index } = condition;
    return study.conditions[index].hard && isSide(place) ? [{ ...condition, place }] : [];
  });
}

/** A velocity can be built in where time begins, beside a built-in value. */
export function checkVelocities(study: Study, { conditions, names }: Parts): Problem[] {
  const time = timeOf(names);
  const hard = builtIn(study, conditions);
  const atStart = ({ place }: SideCondition) => place.coordinate === time && place.side === 'low';
  return hard.flatMap((condition): Problem[] => {
    const { left } = condition.require;
    if (!isVelocity(left, names)) return [];
    const refuse = (message: string): Problem[] => [
      { ...problemAt(left.span, message), path: [condition.index, 'require'] },
    ];
    if (!atStart(condition))
      return refuse(
        `How fast ${left.field} changes can be built in only where ${time} is lowest; set hard to false.`,
      );
    const given = hard.some(
      (other) => atStart(other) && other.require.left.kind === 'field' && builtInField(other) === left.field,
    );
    if (given) return [];
    return refuse(
      `How fast ${left.field} changes can be built in only beside its value: give ${left.field} on this side too, with hard set to true, or set hard to false here.`,
    );
  });
}

/** Built-in conditions must agree where their places meet: no trial solution could hold both. */
export function checkCorners(study: Study, meaning: Parts): Problem[] {
  const hard = builtIn(study, meaning.conditions);
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

function conflict(first: SideCondition, second: SideCondition, meaning: Parts): string | undefined {
  const field = builtInField(first);
  if (field === undefined || field !== builtInField(second)) return undefined;
  const [one, two] = [first, second].map(({ require }) => require.left.kind);
  const other = describePath(['conditions', first.index]);
  if (first.place.coordinate === second.place.coordinate) {
    if (first.place.side !== second.place.side || one !== two) return undefined;
    const what = one === 'field' ? `The value of ${field}` : `How fast ${field} changes`;
    return `${what} on this side is already built in by ${other}; keep one of the two.`;
  }
  const fixed = {
    [first.place.coordinate]: first.place.value,
    [second.place.coordinate]: second.place.value,
  };
  // Where a wall's value meets a velocity, it must change as fast.
  const time = one === two ? undefined : timeOf(meaning.names);
  let trees: Resolved[];
  try {
    trees = [first, second].map(({ require: { left, right } }) =>
      left.kind === 'field' && time !== undefined ? slope(right, time) : right,
    );
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
  const quantity = time === undefined ? field : `${field}_${time}`;
  for (const share of probes) {
    const point: Record<string, number> = { ...meaning.parameters };
    for (const [name, [low, high]] of Object.entries(meaning.box))
      point[name] = fixed[name] ?? low + share * (high - low);
    const [a, b] = trees.map((tree) => evaluateNumber(tree, point));
    if (Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a), Math.abs(b))) continue;
    const corner = Object.entries(fixed)
      .map(([name, value]) => `${name} = ${value}`)
      .join(', ');
    return `Where ${corner}, ${other} gives ${quantity} = ${short(a)} and this condition ${short(b)}; built-in conditions must agree where they meet. Change one, or set hard to false.`;
  }
  return undefined;
}

export function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}
