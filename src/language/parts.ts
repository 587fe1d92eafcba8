import {
  fieldsOfReference,
  isCombination,
  listWords,
  namedPrimitives,
  partNames,
  suggestion,
  type Geometry,
  type Problem,
  type Study,
} from '../study';
import { fieldsOf } from './equations';
import { readGeometry } from './geometry';
import type { Meaning, PartMeaning } from './meaning';
import { problemAt, type Names } from './tree';

type Path = (string | number)[];

/** The region as a whole, and the box of its space coordinates. */
interface Whole {
  readonly region: Geometry<number>;
  readonly box: Geometry<number>;
}

/**
 * The parts of a study's region with their constants read.
 * @param report takes what is wrong, with its path
 */
export function readParts(
  study: Study,
  names: Names,
  parameters: Readonly<Record<string, number>>,
  { region, box }: Whole,
  report: (path: Path, found: readonly Problem[]) => void,
): Record<string, PartMeaning> {
  const refuse = (path: Path, message: string): void =>
    report(['parts', ...path], [{ path: [], message, severity: 'error' }]);
  const shapes = new Set(namedPrimitives(region).flatMap(({ name, pieces }) => [name, ...pieces]));
  const homes = new Map<string, string>();
  const read = Object.entries(study.parts).map(([name, part]) => {
    if (shapes.has(name) || name === 'boundary')
      refuse([name], `"${name}" is already the name of a part of the geometry; give this one another name.`);
    const fields = part.fields.flatMap((field, index) => {
      const own = study.complex.includes(field) ? partNames(field) : [field];
      const unknown = own.find((one) => !names.fields.includes(one));
      const home = homes.get(field);
      homes.set(field, name);
      if (unknown !== undefined) {
        const help = suggestion(field, names.fields) || ` Fields: ${listWords(names.fields)}.`;
        refuse([name, 'fields', index], `"${field}" is not a field.${help}`);
        return [];
      }
      if (home === undefined) return own;
      refuse(
        [name, 'fields', index],
        `"${field}" lives in ${home} already; a field lives in one part, or in the whole region where no part names it.`,
      );
      return [];
    });
    const own =
      part.region &&
      readGeometry(part.region, names, parameters, (path, found) =>
        report(['parts', name, 'region', ...path], found),
      );
    if (own !== undefined && hasShape(own, 'mesh'))
      refuse(
        [name, 'region'],
        'A part of the region is put together of shapes; a mesh can only be all of it.',
      );
    if (hasShape(region, 'points') || (own !== undefined && hasShape(own, 'points')))
      refuse(
        [name],
        'Points from a file are all of a region, and no part can be told from them; take the parts out.',
      );
    return { name, fields, own: own && renamed(own, name) };
  });
  const open = read.filter(({ own }) => own === undefined);
  for (const { name } of open.slice(1))
    refuse(
      [name],
      `${open[0].name} is already what the other parts leave; say in "region" where ${name} is.`,
    );
  const given = read.flatMap(({ own }) => own ?? []);
  if (open.length > 0 && given.length === 0)
    refuse(
      [open[0].name],
      'This part is all of the region; say in "region" where it is, or add the other parts.',
    );
  const outer = namedPrimitives(region).length;
  const meanings = read.map(({ name, fields, own }): [string, PartMeaning] => {
    const without = (from: Geometry<number>): Geometry<number> =>
      given.length === 0 ? from : { shape: 'difference', of: [from, ...given] };
    const whole: Geometry<number> =
      own === undefined ? without(region) : { shape: 'intersection', of: [region, own] };
    const pieces = namedPrimitives(whole)
      .slice(outer)
      .flatMap((primitive) => primitive.pieces);
    return [name, { fields, region: whole, cut: own ?? without(box), pieces }];
  });
  return Object.fromEntries(meanings);
}

function hasShape(geometry: Geometry<number>, shape: 'mesh' | 'points'): boolean {
  return namedPrimitives(geometry).some(({ primitive }) => primitive.shape === shape);
}

/** A geometry whose shapes are called after the part that it is: "core", or "core: disc 1" where it has several. */
function renamed(geometry: Geometry<number>, part: string): Geometry<number> {
  const names = namedPrimitives(geometry).map(({ name }) => name);
  const alone = names.length === 1;
  const visit = (tree: Geometry<number>): Geometry<number> =>
    isCombination(tree)
      ? { ...tree, of: tree.of.map(visit) }
      : { ...tree, name: alone ? part : `${part}: ${names.shift()!}` };
  return visit(geometry);
}

/** The parts in which all of these fields live; empty where each of them lives in the whole region. */
export function homesOf(parts: Meaning['parts'], fields: Iterable<string>): string[] {
  const asked = new Set(fields);
  return Object.entries(parts)
    .filter(([, { fields: own }]) => own.some((field) => asked.has(field)))
    .map(([name]) => name);
}

/** Where fields of different parts are brought together that nowhere meet. */
export function checkParts(
  study: Study,
  { parts, equations, residuals, conditions, periodic }: Meaning,
): Problem[] {
  const problems: Problem[] = [];
  const told = (homes: readonly string[]): string =>
    listWords(
      homes.map((name) => `${listWords(parts[name].fields, 'and')} in ${name}`),
      'and',
    );
  equations.forEach((equation, k) => {
    const homes = homesOf(parts, fieldsOf(equation));
    if (homes.length < 2) return;
    const message = `This equation speaks of fields that live apart: ${told(homes)}. Couple them by a condition on ${homes[0]}.`;
    problems.push({ ...problemAt(equation.span, message), path: ['equations', residuals[k].index, 'text'] });
  });
  const apart = (index: number, homes: readonly string[], where: string): void => {
    const message = `This condition speaks of fields that live apart: ${told(homes)}. ${where}`;
    problems.push({ path: ['conditions', index, 'require'], message, severity: 'error' });
  };
  for (const { place, require, index } of conditions) {
    const homes = homesOf(parts, fieldsOf(require));
    if (homes.length > 1 && !('piece' in place))
      apart(index, homes, `They meet on ${homes[0]}, not on a side of the coordinates.`);
  }
  for (const { left, right, index } of periodic) {
    const span = { start: 0, end: 0 };
    const homes = homesOf(parts, fieldsOf({ kind: 'equation', left: left.tree, right: right.tree, span }));
    if (homes.length > 1) apart(index, homes, 'A periodic condition joins fields of one part.');
  }
  study.data.forEach((entry, index) => {
    if (entry.from !== 'reference') return;
    const homes = homesOf(parts, entry.fields ?? fieldsOfReference(study));
    if (homes.length < 2) return;
    const message = `These fields live apart: ${told(homes)}. Take the data of each part by an entry of its own, with its "fields".`;
    problems.push({ path: ['data', index, 'fields'], message, severity: 'error' });
  });
  const wide = Object.keys(parts).length > 0 && study.reference.kind === 'solver';
  if (wide) {
    const message = 'The solver knows no parts of a region; give another reference, or none.';
    problems.push({ path: ['reference'], message, severity: 'error' });
  }
  return problems;
}
