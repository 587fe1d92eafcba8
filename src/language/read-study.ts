import type { Problem, Study, StudyCondition } from '../study';
import { constantValue, evaluateParameters } from './evaluate';
import { checkNames } from './names';
import { checkCondition, checkCorners } from './conditions';
import { checkEquation, checkSystem } from './equations';
import { checkData } from './data';
import { parseEquation } from './parse';
import type { ConditionMeaning, Meaning } from './meaning';
import { parsePlace } from './place';
import { resolveEquation } from './resolve';
import { nodes, type Equation, type Names, type Resolved } from './tree';

export interface ReadStudy {
  problems: Problem[];
  /** Absent when there is an error. */
  meaning: Meaning | undefined;
}

/** Reads every text of a study and reports all that is wrong or doubtful, each with its path and span. */
export function readStudy(study: Study): ReadStudy {
  const problems: Problem[] = [];
  const report = (path: (string | number)[], found: Problem[]): void => {
    for (const problem of found) problems.push({ ...problem, path: [...path, ...problem.path] });
  };
  const names: Names = {
    coordinates: Object.keys(study.coordinates),
    fields: [...new Set(study.fields)],
    parameters: Object.keys(study.parameters),
  };
  report([], checkNames(study));

  const evaluated = evaluateParameters(study.parameters);
  if (!evaluated.ok) report(['parameters'], evaluated.problems);
  const box = readBox(study, evaluated.values, report);

  const equations: Equation<Resolved>[] = [];
  study.equations.forEach((entry, index) => {
    const path = ['equations', index, 'text'];
    const equation = readEquation(entry.text, names, (found) => report(path, found));
    if (equation === undefined) return;
    equations.push(equation);
    report(path, checkEquation(equation));
  });

  const conditions: ConditionMeaning[] = [];
  study.conditions.forEach((entry: StudyCondition, index) => {
    const path = ['conditions', index];
    const require = readEquation(entry.require, names, (found) => report([...path, 'require'], found));
    if (require !== undefined) report([...path, 'require'], checkCondition(require, entry.hard));
    const place = parsePlace(entry.on, box, evaluated.values);
    if (!place.ok) report([...path, 'on'], place.problems);
    else if (require !== undefined) conditions.push({ place: place.place, require, index });
  });
  report(['data'], checkData(study));

  const understood = !problems.some((problem) => problem.severity === 'error');
  if (understood) {
    report(['conditions'], checkCorners(study, { box, parameters: evaluated.values, conditions }));
    report([], checkSystem(study, equations, conditions));
    report(['parameters'], unusedParameters(study, equations, conditions));
  }
  const wrong = problems.some((problem) => problem.severity === 'error');
  return {
    problems,
    meaning: wrong ? undefined : { names, box, parameters: evaluated.values, equations, conditions },
  };
}

/** Everything that the texts of a study have wrong or doubtful. */
export function checkStudy(study: Study): Problem[] {
  return readStudy(study).problems;
}

function readEquation(
  text: string,
  names: Names,
  report: (problems: Problem[]) => void,
): Equation<Resolved> | undefined {
  const parsed = parseEquation(text);
  const resolved = parsed.ok ? resolveEquation(parsed.tree, names) : parsed;
  if (resolved.ok) return resolved.tree;
  report(resolved.problems);
  return undefined;
}

function readBox(
  study: Study,
  parameters: Readonly<Record<string, number>>,
  report: (path: (string | number)[], found: Problem[]) => void,
): Record<string, [number, number]> {
  const box: Record<string, [number, number]> = {};
  for (const [name, bounds] of Object.entries(study.coordinates)) {
    const [low, high] = bounds.map((bound, side) => {
      const value = constantValue(bound, parameters);
      if (value.ok) return value.value;
      report(['coordinates', name, side], value.problems);
      return NaN;
    });
    if (low >= high) {
      const message = `The range of ${name} runs from ${low} to ${high}; the first value must be the smaller one.`;
      report(['coordinates', name], [{ path: [], message, severity: 'error' }]);
    }
    // An unreadable bound has been reported; any range keeps the places that use it readable.
    box[name] = [Number.isNaN(low) ? -Infinity : low, Number.isNaN(high) ? Infinity : high];
  }
  return box;
}

function unusedParameters(
  study: Study,
  equations: readonly Equation<Resolved>[],
  conditions: readonly ConditionMeaning[],
): Problem[] {
  const used = new Set<string>();
  for (const equation of [...equations, ...conditions.map((condition) => condition.require)]) {
    for (const side of [equation.left, equation.right]) {
      for (const node of nodes(side)) if (node.kind === 'parameter') used.add(node.name);
    }
  }
  // Texts of numbers may use parameters too; a word of the same letters is use enough.
  const texts = [
    ...Object.values(study.parameters),
    ...Object.values(study.coordinates).flat(),
    ...study.conditions.map((condition) => condition.on),
  ];
  for (const text of texts)
    for (const word of String(text).match(/\p{L}[\p{L}\p{Nd}_]*/gu) ?? []) used.add(word);
  return Object.keys(study.parameters)
    .filter((name) => !used.has(name))
    .map((name) => ({
      path: [name],
      message: `The parameter "${name}" is not used; remove it or put it into an equation.`,
      severity: 'warning',
    }));
}
