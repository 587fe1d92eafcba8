import type { SequenceSource } from '../../study';
import { streams, uniformNumbers } from '../random';
import { symbolStream, type SymbolSequences } from '../sequences';

/** Brackets in the order in which kinds get them; further kinds are numbered. */
const brackets = ['()', '[]', '{}', '<>'];

/**
 * Balanced brackets of k kinds, at most D open: at depth 0 one is opened, at depth D the last is closed, between them a
 * fair coin decides; a new bracket is of any kind alike. The depth is a random walk between walls, whose stationary
 * weights are 1/2D at the walls and 1/D between them, so that an element carries on average
 * (1/2D) ln k + ((D−1)/D) (ln 2 + ½ ln k) nats for D ≥ 2, and ½ ln k for D = 1.
 */
export function dyck(
  { pairs, depth, length }: Extract<SequenceSource, { kind: 'dyck' }>,
  seed: number,
): SymbolSequences {
  const uniform = uniformNumbers(seed, streams.process);
  const open: number[] = [];
  const elements = Int32Array.from({ length }, () => {
    const opens = open.length === 0 || (open.length < depth && uniform() < 0.5);
    if (!opens) return pairs + open.pop()!;
    const kind = Math.min(pairs - 1, Math.floor(uniform() * pairs));
    open.push(kind);
    return kind;
  });
  const name = (kind: number, side: 0 | 1) =>
    brackets[kind]?.[side] ?? `${side === 0 ? 'open' : 'close'} ${kind + 1}`;
  const kinds = Array.from({ length: pairs }, (_, k) => k);
  const names = [...kinds.map((kind) => name(kind, 0)), ...kinds.map((kind) => name(kind, 1))];
  return symbolStream(elements, names, dyckEntropy(pairs, depth));
}

/** Nats for each element. */
export function dyckEntropy(pairs: number, depth: number): number {
  const wall = 1 / (2 * depth);
  const between = (depth - 1) / depth;
  return wall * Math.log(pairs) + between * (Math.LN2 + Math.log(pairs) / 2);
}
