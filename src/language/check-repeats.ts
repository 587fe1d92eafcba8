import { describePath, listWords, type Problem, type Study } from '../study';
import { negate } from './build';
import type { Meaning } from './meaning';
import { isSide } from './place';
import { print } from './print';
import { simplifyConstants } from './simplify';
import { additiveTerms } from './terms';
import { fieldsOf } from './equations';
import type { Equation, Resolved } from './tree';

type Parts = Pick<Meaning, 'names' | 'equations' | 'residuals' | 'conditions' | 'unknowns'>;

/** What is said twice, and what can't all hold: more equations than fields, two values of one field on one side. */
export function checkRepeats(study: Study, meaning: Parts): Problem[] {
  return [...repeatedEquations(meaning), ...tooManyEquations(study, meaning), ...repeatedConditions(meaning)];
}

function repeatedEquations({ equations, residuals }: Parts): Problem[] {
  const first = new Map<string, number>();
  return equations.flatMap((equation, k): Problem[] => {
    const { index } = residuals[k];
    const key = keyOf(equation);
    const earlier = first.get(key);
    if (earlier === undefined) first.set(key, index);
    if (earlier === undefined || earlier === index) return [];
    const message = `This equation says the same as ${describePath(['equations', earlier])}; remove one of them.`;
    return [{ path: ['equations', index, 'text'], message, severity: 'warning', span: equation.span }];
  });
}

/** Constraints that follow from the other equations, such as a divergence that stays zero, are told by their group. */
function tooManyEquations(study: Study, { names, equations, residuals }: Parts): Problem[] {
  const counted = residuals.filter(({ index }) => study.equations[index].group !== 'divergence').length;
  const functions = Object.keys(names.functions ?? {});
  const sought = names.fields.length + functions.length;
  if (counted <= sought || new Set(equations.map(keyOf)).size < equations.length) return [];
  const fields = `${names.fields.length} ${names.fields.length === 1 ? 'field' : 'fields'}`;
  const more = functions.length === 0 ? '' : ` and ${listWords(functions)}`;
  const message = `There are ${counted} equations for ${fields}${more}; they can hold together only where some follow from the others. Remove one, or put a constraint that follows into the group "divergence".`;
  return [{ path: ['equations'], message, severity: 'warning' }];
}

function repeatedConditions({ conditions }: Parts): Problem[] {
  return conditions.flatMap((condition, k): Problem[] => {
    const { place, require, index } = condition;
    const where = isSide(place) ? `${place.coordinate} ${place.side}` : place.piece;
    const alike = conditions
      .slice(0, k)
      .filter((other) => other.index !== index)
      .filter(({ place: its }) => (isSide(its) ? `${its.coordinate} ${its.side}` : its.piece) === where);
    const warn = (earlier: number, what: (other: string) => string): Problem[] => {
      const message = what(describePath(['conditions', earlier]));
      return [{ path: ['conditions', index, 'require'], message, severity: 'warning', span: require.span }];
    };
    const same = alike.find((other) => keyOf(other.require) === keyOf(require));
    if (same !== undefined)
      return warn(same.index, (other) => `This condition says the same as ${other}; remove one of them.`);
    const value = givenValue(require);
    if (value === undefined) return [];
    const rival = alike.find((other) => givenValue(other.require) === value);
    if (rival === undefined) return [];
    return warn(
      rival.index,
      (other) => `${other} gives ${value} another value here; both can't hold, so correct or remove one.`,
    );
  });
}

/** What stands alone on the left of a condition whose right side holds no field. */
function givenValue({ left, right, span }: Equation<Resolved>): string | undefined {
  if (left.kind !== 'field' && left.kind !== 'derivative') return undefined;
  return fieldsOf({ kind: 'equation', left: right, right, span }).size === 0 ? print(left) : undefined;
}

/** The same text for equations that say the same term by term, in whatever order and on whatever side. */
function keyOf(equation: Equation<Resolved>): string {
  const [left, right] = [simplifyConstants(equation.left), simplifyConstants(equation.right)];
  const side = (flip: boolean): string => {
    const [a, b] = flip ? [right, left] : [left, right];
    const terms = additiveTerms({ ...equation, left: a, right: b });
    return terms
      .map(({ sign, tree }) => print(sign === 1 ? tree : negate(tree, tree.span)))
      .sort()
      .join(' + ');
  };
  return [side(false), side(true)].sort()[0];
}
