/** The first of the wished names that is not taken, else the last one with a number. */
export function freeName(wished: readonly string[], taken: readonly string[]): string {
  const free = wished.find((name) => !taken.includes(name));
  if (free !== undefined) return free;
  const stem = wished[wished.length - 1] ?? 'a';
  for (let count = 2; ; count++) if (!taken.includes(`${stem}${count}`)) return `${stem}${count}`;
}
