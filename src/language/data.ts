import { listWords, singleCoordinates, suggestion, type Problem, type Study } from '../study';

/** Whether the columns of each data file fit the study. Paths start after `data`. */
export function checkData(study: Study): Problem[] {
  const coordinates = singleCoordinates(study.coordinates).map(({ name }) => name);
  const known = [...coordinates, ...study.fields];
  return study.data.flatMap((entry, index) => {
    const problems: Problem[] = [];
    const error = (path: (string | number)[], message: string): void =>
      void problems.push({ path: [index, 'columns', ...path], message, severity: 'error' });
    const given = Object.keys(entry.columns);
    for (const name of given) {
      if (known.includes(name)) continue;
      const near = suggestion(name, known);
      const help = near === '' ? ` Columns can be given for ${listWords(known)}.` : near;
      error([name], `"${name}" is neither a coordinate nor a field.${help}`);
    }
    const missing = coordinates.filter((name) => !given.includes(name));
    if (missing.length > 0) {
      error([], `Each measured point needs all its coordinates; add a column for ${listWords(missing)}.`);
    }
    if (!study.fields.some((name) => given.includes(name))) {
      error([], `No field is measured; add a column for ${listWords(study.fields, 'or')}.`);
    }
    return problems;
  });
}
