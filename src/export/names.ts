/**
 * Names of letters, digits and underscores, each a different one, as MATLAB and NetCDF ask for: what stands for a sign
 * that is not allowed is an underscore, and a number ends a name that would come twice.
 * @param longest so many characters are kept
 */
export function plainNames(names: readonly string[], longest = 63): Map<string, string> {
  const plain = new Map<string, string>();
  const taken = new Set<string>();
  // Names that are plain already keep themselves, wherever they stand.
  const ordered = [...names].sort((a, b) => Number(isPlain(b, longest)) - Number(isPlain(a, longest)));
  for (const name of ordered) {
    const base = (isPlain(name, longest) ? name : simplified(name)).slice(0, longest);
    let candidate = base;
    for (let number = 2; taken.has(candidate); number++) {
      const ending = `_${number}`;
      candidate = base.slice(0, longest - ending.length) + ending;
    }
    taken.add(candidate);
    plain.set(name, candidate);
  }
  return plain;
}

const isPlain = (name: string, longest: number) =>
  /^[A-Za-z][A-Za-z0-9_]*$/.test(name) && name.length <= longest;

function simplified(name: string): string {
  const letters = name.replace(/[^A-Za-z0-9]+/g, '_').replace(/^_+|_+$/g, '');
  return /^[A-Za-z]/.test(letters) ? letters : `q_${letters}`;
}
