/** `k(x,y)`: an unknown function by its name and what it depends on. */
export const functionPattern =
  /^(\p{L}[\p{L}\p{Nd}]*)\s*\(\s*(\p{L}[\p{L}\p{Nd}]*(?:\s*,\s*\p{L}[\p{L}\p{Nd}]*)*)\s*\)$/u;

/** The name and the coordinates of an unknown function such as "k(x,y)"; undefined for the name of a number. */
export function readFunctionKey(key: string): { name: string; arguments: string[] } | undefined {
  const match = functionPattern.exec(key);
  if (match === null) return undefined;
  return { name: match[1], arguments: match[2].split(',').map((argument) => argument.trim()) };
}
