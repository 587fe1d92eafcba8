import {
  listWords,
  partNames,
  readFamily,
  readFunctionKey,
  singleCoordinates,
  suggestion,
  type Problem,
  type Study,
} from '../study';
import { reservedWords } from './functions';
import { complexWords, definitionParts, realNames } from './complex';
import { checkDefinitions, scopeOf } from './resolve';
import { splitSubscript } from './subscripts';
import type { Names } from './tree';

/** The names that a study gives to things. */
export function namesOf(study: Study): Names {
  const families = Object.keys(study.coordinates).flatMap((key): [string, [number, number]][] => {
    const family = readFamily(key);
    return family === undefined ? [] : [[family.name, [family.low, family.high]]];
  });
  const keys = Object.keys(study.unknowns);
  const unknowns = keys.filter((key) => readFunctionKey(key) === undefined);
  const functions = keys.flatMap((key): [string, string[]][] => {
    const read = readFunctionKey(key);
    return read === undefined ? [] : [[read.name, read.arguments]];
  });
  const names: Names = {
    coordinates: singleCoordinates(study.coordinates).map(({ name }) => name),
    fields: [...new Set(study.fields)],
    parameters: [...new Set([...Object.keys(study.parameters), ...unknowns])],
    unknowns,
    functions: Object.fromEntries(functions),
    vectors: study.vectors,
    definitions: study.definitions,
    families: Object.fromEntries(families),
    coordinateSystem: study.coordinateSystem,
    ...(study.time === undefined ? {} : { time: study.time }),
  };
  return realNames(
    names,
    [...new Set(study.complex)].filter((name) => study.fields.includes(name)),
  );
}

/** Names that are taken twice, that the language keeps, or that would read as something else. */
export function checkNames(study: Study, names: Names): Problem[] {
  const problems: Problem[] = [];
  const taken = new Map<string, string>();
  const error = (path: (string | number)[], message: string): void =>
    void problems.push({ path, message, severity: 'error' });
  const define = (name: string, kind: string, path: (string | number)[]): void => {
    const before = taken.get(name);
    if (before !== undefined)
      error(path, `"${name}" is already the name of a ${before}; give this ${kind} another one.`);
    else if (reservedWords.includes(name) || (study.complex.length > 0 && complexWords.includes(name))) {
      error(path, `"${name}" has a meaning in the language; give this ${kind} another name.`);
    } else taken.set(name, kind);
  };
  const { coordinates } = names;
  for (const { name, key } of singleCoordinates(study.coordinates)) {
    define(name, 'coordinate', ['coordinates', key]);
    const parts = splitSubscript(
      name,
      coordinates.filter((other) => other !== name),
    );
    if (parts === undefined) continue;
    error(
      ['coordinates', key],
      `The coordinate "${name}" can't be told from ${listWords(parts)} in a derivative such as ${study.fields[0]}_${name}; rename one.`,
    );
  }
  study.fields.forEach((name, index) => define(name, 'field', ['fields', index]));
  for (const name of Object.keys(names.families ?? {})) {
    if (!coordinates.includes(name)) define(name, 'coordinate with an index', ['coordinates']);
  }
  for (const [kind, list] of [
    ['parameter', study.parameters],
    ['unknown', study.unknowns],
  ] as const) {
    for (const key of Object.keys(list)) {
      const name = readFunctionKey(key)?.name ?? key;
      define(name, kind, [`${kind}s`, key]);
      const bar = name.indexOf('_');
      const [head, tail] = [name.slice(0, bar), name.slice(bar + 1)];
      const differentiable = [
        study.fields,
        Object.keys(study.vectors),
        Object.keys(study.definitions),
        Object.keys(names.functions ?? {}),
      ].flat();
      if (bar < 0 || !differentiable.includes(head) || splitSubscript(tail, coordinates) === undefined)
        continue;
      error(
        [`${kind}s`, key],
        `The ${kind} "${name}" reads as a derivative of ${head}; give it another name.`,
      );
    }
  }
  for (const name of Object.keys(study.vectors)) define(name, 'vector', ['vectors', name]);
  for (const name of Object.keys(study.definitions)) define(name, 'definition', ['definitions', name]);
  problems.push(...checkComplex(study, names, define), ...checkDefinitionTexts(study, names));
  return [...problems, ...checkVectors(study, names), ...checkComponents(taken, names)];
}

/** Complex fields are fields, vectors are complex as a whole, and the names of the parts are free. */
function checkComplex(
  study: Study,
  names: Names,
  define: (name: string, kind: string, path: (string | number)[]) => void,
): Problem[] {
  const problems: Problem[] = [];
  study.complex.forEach((name, index) => {
    const path = ['complex', index];
    const error = (message: string) => void problems.push({ path, message, severity: 'error' });
    if (!study.fields.includes(name)) {
      const help = suggestion(name, study.fields) || ` Fields: ${listWords(study.fields)}.`;
      error(`"${name}" is not a field, so it can't be complex.${help}`);
    } else if (study.complex.indexOf(name) < index) error(`"${name}" is named twice; name it once.`);
    else
      for (const part of partNames(name))
        define(part, `part of the complex field ${name}`, ['complex', index]);
  });
  for (const [name, components] of Object.entries(study.vectors)) {
    const real = components.find((component) => !study.complex.includes(component));
    if (real === undefined || !names.complex?.includes(name)) continue;
    const message = `The components of ${name} are partly complex; make ${real} complex, too.`;
    problems.push({ path: ['vectors', name], message, severity: 'error' });
  }
  return problems;
}

/** What is wrong in definitions, told of the text that was typed. */
function checkDefinitionTexts(study: Study, names: Names): Problem[] {
  const refused = Object.entries(study.definitions).flatMap(([name, text]): Problem[] => {
    const { problem } = definitionParts(text, names);
    return problem === undefined ? [] : [{ ...problem, path: ['definitions', name] }];
  });
  const found = checkDefinitions(names).flatMap(({ path: [key], span, ...problem }): Problem[] => {
    const typed = study.definitions[key] === names.definitions?.[key];
    const name = Object.keys(study.definitions).find(
      (own) => own === key || partNames(own).includes(String(key)),
    );
    if (name === undefined || refused.some(({ path }) => path[1] === name)) return [];
    return [{ ...problem, path: ['definitions', name], ...(typed && span && { span }) }];
  });
  return [...refused, ...found];
}

/** The components of a vector are fields, or definitions that are scalars. */
function checkVectors(study: Study, names: Names): Problem[] {
  const scope = scopeOf(names);
  const known = [...study.fields, ...Object.keys(study.definitions), ...scope.componentNames()];
  return Object.entries(study.vectors).flatMap(([name, components]) =>
    components.flatMap((component, index): Problem[] => {
      const path = ['vectors', name, index];
      const again = components.indexOf(component) < index && study.fields.includes(component);
      if (again) {
        const message = `"${component}" is already a component of ${name}; name another field.`;
        return [{ path, message, severity: 'error' }];
      }
      if (study.fields.includes(component)) return [];
      const value = scope.definition(component) ?? scope.component(component);
      if (value === undefined) {
        const help = suggestion(component, known) || ` Fields: ${listWords(study.fields)}.`;
        const message = `"${component}" is neither a field nor a definition, so it can't be a component of ${name}.${help}`;
        return [{ path, message, severity: 'error' }];
      }
      if (value === 'broken' || value.kind !== 'vector') return [];
      const message = `"${component}" is a vector; the components of ${name} are scalars.`;
      return [{ path, message, severity: 'error' }];
    }),
  );
}

/** The components that a vector definition exposes must not hide behind other names. */
function checkComponents(taken: ReadonlyMap<string, string>, names: Names): Problem[] {
  const heads = Object.keys(names.definitions ?? {});
  return scopeOf(names)
    .componentNames()
    .flatMap((component): Problem[] => {
      const kind = taken.get(component);
      const head = heads.find((name) => component.startsWith(name) && component !== name);
      if (kind === undefined || head === undefined) return [];
      const message = `The definition "${head}" is a vector with a component "${component}", which is already the name of a ${kind}; rename one.`;
      return [{ path: ['definitions', head], message, severity: 'error' }];
    });
}
