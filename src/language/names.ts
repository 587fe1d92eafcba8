import { listWords, type Problem, type Study } from '../study';
import { reservedWords } from './functions';
import { splitSubscript } from './resolve';

/** Names that are taken twice, that the language keeps, or that would read as something else. */
export function checkNames(study: Study): Problem[] {
  const problems: Problem[] = [];
  const taken = new Map<string, string>();
  const define = (name: string, kind: string, path: (string | number)[]): void => {
    const before = taken.get(name);
    const error = (message: string): void => void problems.push({ path, message, severity: 'error' });
    if (before !== undefined)
      error(`"${name}" is already the name of a ${before}; give this ${kind} another one.`);
    else if (reservedWords.includes(name)) {
      error(`"${name}" has a meaning in the language; give this ${kind} another name.`);
    } else taken.set(name, kind);
  };
  const coordinates = Object.keys(study.coordinates);
  for (const name of coordinates) {
    define(name, 'coordinate', ['coordinates', name]);
    const parts = splitSubscript(
      name,
      coordinates.filter((other) => other !== name),
    );
    if (parts !== undefined) {
      problems.push({
        path: ['coordinates', name],
        message: `The coordinate "${name}" can't be told from ${listWords(parts)} in a derivative such as ${study.fields[0]}_${name}; rename one.`,
        severity: 'error',
      });
    }
  }
  study.fields.forEach((name, index) => define(name, 'field', ['fields', index]));
  for (const name of Object.keys(study.parameters)) {
    define(name, 'parameter', ['parameters', name]);
    const [head, tail] = [name.slice(0, name.indexOf('_')), name.slice(name.indexOf('_') + 1)];
    if (
      name.includes('_') &&
      study.fields.includes(head) &&
      splitSubscript(tail, coordinates) !== undefined
    ) {
      problems.push({
        path: ['parameters', name],
        message: `The parameter "${name}" reads as a derivative of ${head}; give it another name.`,
        severity: 'error',
      });
    }
  }
  return problems;
}
