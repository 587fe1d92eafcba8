/** The entries under longer names, as they stand in a checkpoint: `prefix name`. */
export function prefixed<Value>(
  prefix: string,
  entries: Readonly<Record<string, Value>>,
): Record<string, Value> {
  return Object.fromEntries(Object.entries(entries).map(([name, value]) => [`${prefix} ${name}`, value]));
}

/** The entries of a checkpoint whose names begin with `prefix`, under their own names. */
export function unprefixed<Value>(
  prefix: string,
  all: Readonly<Record<string, Value>>,
): Record<string, Value> {
  const own = Object.entries(all).filter(([name]) => name.startsWith(`${prefix} `));
  return Object.fromEntries(own.map(([name, value]) => [name.slice(prefix.length + 1), value]));
}
