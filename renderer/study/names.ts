import { coordinateSystems, readFamily, readFunctionKey, singleCoordinates } from '../../src/study';
import { realNames, type Names } from '../../src/language';
import { isList, isObject, valueAt, type Json } from '../state/json';

/** The names that a document gives to things, also while other parts of it are wrong. */
export function namesOf(document: Json | null): Names {
  const part = (key: string): Record<string, Json> => {
    const value = valueAt(document ?? undefined, [key]);
    return isObject(value) ? value : {};
  };
  const text = (key: string): string | undefined => {
    const value = valueAt(document ?? undefined, [key]);
    return typeof value === 'string' ? value : undefined;
  };
  const texts = (value: Json | undefined): string[] =>
    isList(value) ? value.filter((entry): entry is string => typeof entry === 'string') : [];
  const families = Object.keys(part('coordinates')).flatMap((key): [string, [number, number]][] => {
    const family = readFamily(key);
    return family === undefined ? [] : [[family.name, [family.low, family.high]]];
  });
  const definitions = Object.entries(part('definitions')).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  const keys = Object.keys(part('unknowns'));
  const unknowns = keys.filter((key) => readFunctionKey(key) === undefined);
  const functions = keys.flatMap((key): [string, string[]][] => {
    const read = readFunctionKey(key);
    return read === undefined ? [] : [[read.name, read.arguments]];
  });
  const time = text('time');
  const names: Names = {
    coordinates: singleCoordinates(part('coordinates')).map(({ name }) => name),
    fields: texts(valueAt(document ?? undefined, ['fields'])),
    parameters: [...Object.keys(part('parameters')), ...unknowns],
    unknowns,
    functions: Object.fromEntries(functions),
    vectors: Object.fromEntries(Object.entries(part('vectors')).map(([name, value]) => [name, texts(value)])),
    definitions: Object.fromEntries(definitions),
    families: Object.fromEntries(families),
    coordinateSystem: coordinateSystems.find((system) => system === text('coordinateSystem')) ?? 'cartesian',
    ...(time === undefined ? {} : { time }),
  };
  const complex = texts(valueAt(document ?? undefined, ['complex']));
  return realNames(
    names,
    complex.filter((name) => names.fields.includes(name)),
  );
}
