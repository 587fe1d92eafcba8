import type { Names } from '../../src/language';
import { isList, isObject, valueAt, type Json } from '../state/json';

/** The names that a document gives to things, also while other parts of it are wrong. */
export function namesOf(document: Json | null): Names {
  const keys = (path: string): string[] => {
    const value = valueAt(document ?? undefined, [path]);
    return isObject(value) ? Object.keys(value) : [];
  };
  const fields = valueAt(document ?? undefined, ['fields']);
  return {
    coordinates: keys('coordinates'),
    fields: isList(fields) ? fields.filter((field): field is string => typeof field === 'string') : [],
    parameters: keys('parameters'),
  };
}
