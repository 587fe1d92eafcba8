/** The terms of the loss as they are solved, typeset: what the panel of equations shows. */
import { expandedEquations, print, typeset, typesetName, type Meaning } from '../../src/language';
import type { Study } from '../../src/study';

export type Derivatives = 'subscript' | 'leibniz';

export interface Formula {
  readonly tex: string;
  readonly text: string;
}

export interface SolvedTerm extends Formula {
  /** Its name in plots and tables of losses. */
  readonly name: string;
  readonly group: string;
  /** Where it holds; null for the whole domain. */
  readonly place: Formula | null;
  /** The group's weight times its own; null for a condition that is built in. */
  readonly weight: number | null;
}

export interface SolvedGroup {
  readonly title: string;
  readonly terms: readonly SolvedTerm[];
}

function side(coordinate: string, value: number): Formula {
  return { tex: `${typesetName(coordinate)} = ${value}`, text: `${coordinate} = ${value}` };
}

/** Every term of the loss that is an equation or a condition, and the conditions that are built in. */
export function solvedTerms(
  study: Study,
  meaning: Meaning,
  derivatives: Derivatives,
): readonly SolvedGroup[] {
  const options = { derivatives };
  const equations = (expandedEquations(study, options) ?? []).map(({ name, index, equation, tex }) => {
    const { group, weight } = study.equations[index];
    return { name, tex, text: print(equation), group, place: null, weight: study.weights[group] * weight };
  });
  const weightOf = (index: number): number =>
    study.weights.conditions * (study.conditions[index]?.weight ?? 1);
  const conditions = meaning.conditions.map(({ name, index, require, place }) => ({
    name,
    tex: typeset(require, options),
    text: print(require),
    group: 'conditions',
    place:
      'piece' in place
        ? { tex: `\\text{${place.piece}}`, text: place.piece }
        : side(place.coordinate, place.value),
    weight: study.conditions[index]?.hard === true ? null : weightOf(index),
  }));
  const periodic = meaning.periodic.map(({ name, index, coordinate, left, right }) => {
    const [from, to] = [left, right].map(({ tree, value }) => {
      const at = side(coordinate, value);
      return {
        tex: `\\left.${typeset(tree, options)}\\right|_{${at.tex}}`,
        text: `${print(tree)} at ${at.text}`,
      };
    });
    return {
      name,
      tex: `${from?.tex ?? ''} = ${to?.tex ?? ''}`,
      text: `${from?.text ?? ''} = ${to?.text ?? ''}`,
      group: 'conditions',
      place: null,
      weight: study.conditions[index]?.hard === true ? null : weightOf(index),
    };
  });
  const groups = [
    { title: 'Equations', terms: equations },
    { title: 'Conditions', terms: [...conditions, ...periodic] },
  ];
  return groups.filter(({ terms }) => terms.length > 0);
}
