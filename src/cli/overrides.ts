import { badInput } from './failure';

/**
 * Puts `--set path=value` into a study document: `parameters.nu=0.02`, `training.phases[0].steps=500`. A value that is
 * valid JSON is taken as such, everything else as text. What the study makes of it is checked later.
 */
export function setInDocument(document: unknown, assignment: string): void {
  const equals = assignment.indexOf('=');
  const keys = equals < 0 ? [] : keysOf(assignment.slice(0, equals));
  const last = keys.pop();
  if (last === undefined) {
    throw badInput(`--set needs path=value, such as --set parameters.nu=0.02, but got "${assignment}".`);
  }
  let place: unknown = document;
  for (const [depth, key] of keys.entries()) {
    if (!isContainer(place)) throw notThere(assignment, keys.slice(0, depth));
    place[key] ??= {};
    place = place[key];
  }
  if (!isContainer(place)) throw notThere(assignment, keys);
  place[last] = valueOf(assignment.slice(equals + 1));
}

function keysOf(path: string): string[] {
  const keys = path.replaceAll(/\[(\d+)\]/g, '.$1').split('.');
  const allowed = keys.every((key) => key !== '' && key !== '__proto__');
  return allowed ? keys : [];
}

function valueOf(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    // A number too large for the machine stays as it was typed, so that the checker can name it.
    return typeof value === 'number' && !Number.isFinite(value) ? text : value;
  } catch {
    return text;
  }
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function notThere(assignment: string, keys: readonly string[]): Error {
  const place = keys.join('.') || 'the study';
  return badInput(`--set ${assignment}: ${place} holds a plain value, so nothing can be set inside it.`);
}
