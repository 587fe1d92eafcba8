import { termNames, type Problem, type Study } from '../study';
import { Boundaries } from './boundaries';
import { readBox } from './box';
import { checkSpace } from './check-space';
import { checkTime } from './check-time';
import { checkWindows } from './check-windows';
import { checkCondition, checkCorners, checkVelocities } from './conditions';
import { checkHardJoin, checkHardPeriodic } from './hard-periodic';
import { checkCounts } from './counts';
import { checkRepeats } from './check-repeats';
import { checkValues } from './check-values';
import { checkStudyUnits, readData } from './data';
import { checkEquation, checkSystem } from './equations';
import { evaluateParameters } from './evaluate';
import { readGeometry, wholeBox } from './geometry';
import { checkParts, readParts } from './parts';
import { readMeasures } from './measures';
import type { ConditionMeaning, Meaning, PeriodicMeaning } from './meaning';
import { checkNames, namesOf } from './names';
import { placed, placeNormals, refuseNormals } from './normals';
import { parseEquation } from './parse';
import { readPeriodic, type Joined } from './periodic';
import { isSide, type PiecePlace, type Place } from './place';
import { resolveComponents, type Component } from './resolve';
import { timeOf } from './space';
import { checkScales, checkSymmetries } from './symmetries';
import { checkUnknowns, readUnknowns } from './unknowns';
import { unusedParameters, usedNames } from './used';
import type { Names, Outcome } from './tree';

export interface ReadStudy {
  problems: Problem[];
  /** Absent when there is an error. */
  meaning: Meaning | undefined;
}

type Path = (string | number)[];

/** One condition as read: on a side or a piece of the boundary, or joining two sides. */
interface ReadCondition {
  index: number;
  components: Component[];
  place: Place | PiecePlace | Joined;
}

const normalInside =
  'A normal belongs to a boundary, so dn(…) and normal stand only in conditions; write a derivative such as u_x.';

/** Reads every text of a study and reports all that is wrong or doubtful, each with its path and span. */
export function readStudy(study: Study): ReadStudy {
  const problems: Problem[] = [];
  const report = (path: Path, found: readonly Problem[]): void => {
    for (const problem of found) problems.push({ ...problem, path: [...path, ...problem.path] });
  };
  const names = namesOf(study);
  report([], checkNames(study, names));

  const inferred = Object.fromEntries((names.unknowns ?? []).map((name) => [name, NaN]));
  const evaluated = evaluateParameters(study.parameters, inferred);
  if (!evaluated.ok) report(['parameters'], evaluated.problems);
  const fixed = { ...inferred, ...evaluated.values };
  const box = readBox(study, fixed, report);
  report([], checkSpace(study, names, box));
  report([], checkTime(study, names));
  const { unknowns, functions, problems: wrongUnknowns } = readUnknowns(study, names.coordinates, fixed);
  report(['unknowns'], wrongUnknowns);
  const starts = Object.entries(unknowns).map(([name, { start }]) => [name, start] as const);
  const parameters = { ...evaluated.values, ...Object.fromEntries(starts) };

  const read = study.equations.map(({ text }, index) => {
    const path = ['equations', index, 'text'];
    const outcome = readComponents(text, names);
    if (!outcome.ok) report(path, outcome.problems);
    const components = outcome.ok ? outcome.tree : [];
    report(path, eachComponent(components, checkEquation));
    report(
      path,
      eachComponent(components, (part) => refuseNormals(part, normalInside)),
    );
    return components;
  });
  const geometry =
    study.geometry &&
    readGeometry(study.geometry, names, fixed, (path, found) => report(['geometry', ...path], found));
  const region = geometry ?? wholeBox(names, box);
  const parts = readParts(study, names, fixed, { region, box: wholeBox(names, box) }, report);
  const boundaries = new Boundaries(study, { region, isBox: geometry === undefined, parts }, names, report);
  const asked = study.conditions.flatMap((_, index) => {
    const condition = readCondition(study, index, names, box, boundaries, fixed, report);
    return condition === undefined ? [] : [condition];
  });
  const { measured, problems: wrongData } = readData(study, names);
  report(['data'], wrongData);
  const { measures, problems: wrongMeasures } = readMeasures(study, names, box, fixed);
  report(['measures'], wrongMeasures);
  report(['symmetries'], checkSymmetries(study, names));
  report(['scales'], checkScales(study, names));
  report(['units'], checkStudyUnits(study, names));

  const term = termNames(study, {
    equations: read.map(componentNames),
    conditions: study.conditions.map((_, index) =>
      componentNames(asked.find((condition) => condition.index === index)?.components ?? []),
    ),
  });
  const equations = read.flat().map(({ equation }) => equation);
  const origins = read.flatMap((components, index) => components.map(() => index));
  const conditions: ConditionMeaning[] = [];
  const periodic: PeriodicMeaning[] = [];
  const conditionNames = [...term.conditions];
  for (const { index, components, place } of asked) {
    for (const { equation } of components) {
      const name = conditionNames.shift() ?? '';
      if ('left' in place) periodic.push(joined(place, equation, index, name));
      else {
        const require = isSide(place) ? placeNormals(equation, place) : equation;
        conditions.push({ place, require, index, name });
      }
    }
  }
  const meaning: Meaning = {
    names,
    box,
    parameters,
    unknowns,
    functions,
    equations,
    geometry,
    parts,
    boundaries: boundaries.meanings,
    residuals: origins.map((index, k) => ({ name: term.equations[k], index })),
    conditions,
    periodic,
    dataNames: term.data,
    measured,
    measures,
  };
  if (!hasError(problems)) {
    report(['conditions'], checkVelocities(study, meaning));
    report(['conditions'], checkCorners(study, meaning));
    report(['conditions'], checkHardPeriodic(study, meaning));
    report([], checkParts(study, meaning));
    report([], checkSystem(study, meaning));
    report([], checkWindows(study, meaning));
    report([], checkValues(study, meaning));
    report([], checkRepeats(study, meaning));
    report([], checkCounts(study, meaning));
    const used = usedNames(meaning);
    report(['parameters'], unusedParameters(study, used));
    report(['unknowns'], checkUnknowns(study, used));
  }
  return { problems, meaning: hasError(problems) ? undefined : meaning };
}

/** Everything that the texts of a study have wrong or doubtful. */
export function checkStudy(study: Study): Problem[] {
  return readStudy(study).problems;
}

function readCondition(
  study: Study,
  index: number,
  names: Names,
  box: Record<string, [number, number]>,
  boundaries: Boundaries,
  parameters: Readonly<Record<string, number>>,
  report: (path: Path, found: readonly Problem[]) => void,
): ReadCondition | undefined {
  const { on, require, hard } = study.conditions[index];
  const path: Path = ['conditions', index];
  if (on.trim() === '') {
    const parsed = parseEquation(require);
    const outcome = parsed.ok ? readPeriodic(parsed.tree, names, box, parameters) : parsed;
    if (!outcome.ok) {
      report([...path, 'require'], outcome.problems);
      return undefined;
    }
    report(
      [...path, 'require'],
      eachComponent(outcome.tree.components, (part) => [
        ...checkCondition(part, names, false),
        ...(hard ? checkHardJoin(part) : []),
      ]),
    );
    return { index, components: outcome.tree.components, place: outcome.tree };
  }
  const outcome = readComponents(require, names);
  if (!outcome.ok) report([...path, 'require'], outcome.problems);
  else
    report(
      [...path, 'require'],
      eachComponent(outcome.tree, (part) => checkCondition(part, names, hard)),
    );
  const place = boundaries.place(on, box, parameters);
  if (!place.ok) report([...path, 'on'], place.problems);
  else if (
    hard &&
    !isSide(place.value) &&
    outcome.ok &&
    outcome.tree[0]?.equation.left.kind === 'derivative'
  ) {
    const message =
      'On a piece of a boundary only values can be built in, as in u = 0; for how fast they change set hard to false.';
    report([...path, 'hard'], [{ path: [], message, severity: 'error' }]);
  }
  if (outcome.ok && place.ok && isSide(place.value) && place.value.coordinate === timeOf(names)) {
    const why = `A normal belongs to a boundary of space, and "${on.trim()}" is none; write a derivative such as ${names.fields[0]}_${place.value.coordinate}.`;
    report(
      [...path, 'require'],
      eachComponent(outcome.tree, (part) => refuseNormals(part, why)),
    );
  }
  if (outcome.ok && place.ok && !isSide(place.value)) {
    const list = boundaries.withoutNormals(place.value.piece);
    const why = `The list "${list ?? ''}" of the geometry gives no normals; map their columns in its "normals".`;
    if (list !== undefined)
      report(
        [...path, 'require'],
        eachComponent(outcome.tree, (part) => refuseNormals(part, why)),
      );
  }
  return outcome.ok && place.ok ? { index, components: outcome.tree, place: place.value } : undefined;
}

function readComponents(text: string, names: Names): Outcome<Component[]> {
  const parsed = parseEquation(text);
  return parsed.ok ? resolveComponents(parsed.tree, names) : parsed;
}

/** What a check finds in each component; what it says of several is told once. */
function eachComponent(
  components: readonly Component[],
  check: (equation: Component['equation']) => Problem[],
): Problem[] {
  const all = components.flatMap(({ equation }) => check(equation));
  return all.filter(
    (problem, index) => all.findIndex(({ message }) => message === problem.message) === index,
  );
}

function componentNames(components: readonly Component[]): (string | undefined)[] {
  return components.map(({ name }) => name);
}

function joined(
  { left, right }: Joined,
  equation: Component['equation'],
  index: number,
  name: string,
): PeriodicMeaning {
  return {
    coordinate: left.coordinate,
    left: { value: left.value, tree: placed(equation.left, left) },
    right: { value: right.value, tree: placed(equation.right, right) },
    index,
    name,
  };
}

function hasError(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === 'error');
}
