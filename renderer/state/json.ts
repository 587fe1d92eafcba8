/** Reading and changing JSON documents by path; a change shares everything it does not touch. */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = Readonly<Record<string, Json>>;
export type Path = readonly (string | number)[];

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** The value at a path, or undefined where there is none. */
export function valueAt(document: Json | undefined, path: Path): Json | undefined {
  let value = document;
  for (const key of path) {
    if (isList(value) && typeof key === 'number') value = value[key];
    else if (isObject(value))
      value = Object.prototype.hasOwnProperty.call(value, key) ? value[key] : undefined;
    else return undefined;
  }
  return value;
}

/** The document with `next` at a path; objects on the way are made where they are missing. */
export function withValue(document: Json | undefined, path: Path, next: Json): Json {
  const [key, ...rest] = path;
  if (key === undefined) return next;
  if (typeof key === 'number') {
    const list = isList(document) ? [...document] : [];
    list[key] = withValue(list[key], rest, next);
    return list;
  }
  const object = isObject(document) ? document : {};
  return { ...object, [key]: withValue(object[key], rest, next) };
}

/** The document without what stands at a path. */
export function withoutValue(document: Json, path: Path): Json {
  const key = path[path.length - 1];
  const holder = valueAt(document, path.slice(0, -1));
  if (typeof key === 'number' && isList(holder))
    return withValue(
      document,
      path.slice(0, -1),
      holder.filter((_, index) => index !== key),
    );
  if (typeof key === 'string' && isObject(holder)) {
    const rest = Object.fromEntries(Object.entries(holder).filter(([name]) => name !== key));
    return withValue(document, path.slice(0, -1), rest);
  }
  return document;
}

/** The document with a key of the object at a path renamed in its place. */
export function withRenamedKey(document: Json, path: Path, from: string, to: string): Json {
  const holder = valueAt(document, path);
  if (!isObject(holder) || from === to || to in holder) return document;
  const entries = Object.entries(holder).map(([name, value]) => [name === from ? to : name, value] as const);
  return withValue(document, path, Object.fromEntries(entries));
}
