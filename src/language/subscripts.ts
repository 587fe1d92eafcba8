/** The highest order of derivative that the lab computes. */
export const highestOrder = 4;

/**
 * Splits the subscript of a derivative into coordinates, always trying the longest name first but
 * going back when the rest then can't be read. Undefined when it is no sequence of coordinates.
 */
export function splitSubscript(subscript: string, coordinates: readonly string[]): string[] | undefined {
  const longestFirst = [...coordinates].sort((a, b) => b.length - a.length);
  // Rests that are known to be unreadable are not tried again: without this the search is exponential.
  const unreadable = new Set<number>();
  const from = (start: number): string[] | undefined => {
    if (start === subscript.length) return [];
    if (unreadable.has(start)) return undefined;
    for (const name of longestFirst) {
      if (!subscript.startsWith(name, start)) continue;
      const rest = from(start + name.length);
      if (rest !== undefined) return [name, ...rest];
    }
    unreadable.add(start);
    return undefined;
  };
  // No derivative is longer, and a hostile text must not exhaust the stack.
  return subscript.length > 1000 ? undefined : from(0);
}
