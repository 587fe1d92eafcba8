import { listWords, singleCoordinates, suggestion, type Problem, type Study } from '../study';
import { partNames } from './complex';
import type { Names } from './tree';

/** Whether the columns of each data file fit the study. Paths start after `data`. */
export function checkData(study: Study, { fields }: Names): Problem[] {
  const coordinates = singleCoordinates(study.coordinates).map(({ name }) => name);
  const known = [...coordinates, ...fields];
  return study.data.flatMap((entry, index) => {
    const problems: Problem[] = [];
    const error = (path: (string | number)[], message: string): void =>
      void problems.push({ path: [index, 'columns', ...path], message, severity: 'error' });
    const given = Object.keys(entry.columns);
    for (const name of given) {
      if (known.includes(name)) continue;
      if (study.complex.includes(name)) {
        error([name], `"${name}" is complex; give columns for its parts ${listWords(partNames(name))}.`);
        continue;
      }
      const near = suggestion(name, known);
      const help = near === '' ? ` Columns can be given for ${listWords(known)}.` : near;
      error([name], `"${name}" is neither a coordinate nor a field.${help}`);
    }
    const missing = coordinates.filter((name) => !given.includes(name));
    if (missing.length > 0) {
      error([], `Each measured point needs all its coordinates; add a column for ${listWords(missing)}.`);
    }
    if (!fields.some((name) => given.includes(name))) {
      error([], `No field is measured; add a column for ${listWords(fields, 'or')}.`);
    }
    return problems;
  });
}
