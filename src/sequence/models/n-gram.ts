import type { SequenceModel } from '../../study';
import type { Places } from './unigram';

type Settings = Extract<SequenceModel, { kind: 'n-gram' }>;

/** What followed one context. */
interface Followers {
  total: number;
  readonly counts: Map<number, number>;
}

/** Followers by context; a context is a text with one UTF-16 unit for each symbol. */
type Table = Map<string, Followers>;

const keyOf = (context: ArrayLike<number>) => String.fromCharCode(...Array.from(context));

function add(table: Table, key: string, symbol: number): void {
  let followers = table.get(key);
  if (!followers) table.set(key, (followers = { total: 0, counts: new Map() }));
  followers.total++;
  followers.counts.set(symbol, (followers.counts.get(symbol) ?? 0) + 1);
}

/**
 * Runs of N elements: p(x | h) with h the N − 1 elements before x.
 * Additive smoothing: (c(hx) + α)/(c(h) + αV).
 * Interpolated Kneser–Ney (Chen & Goodman, Computer Speech and Language 13, 1999, section 2.7, with one discount D):
 *
 *     p(x | h) = max(c(hx) − D, 0)/c(h) + D N₁₊(h·)/c(h) · p(x | h′),
 *
 * h′ being h without its first element; below the highest order c(hx) is the number N₁₊(·hx) of different elements that
 * stood before hx, and below the lowest order p = 1/V.
 */
export function nGram({ order, smoothing, additive, discount }: Settings, symbols: number, places: Places) {
  // tables[k] belongs to contexts of k elements
  const tables: Table[] = Array.from({ length: order }, () => new Map());
  places((context, target) => {
    // contexts at the beginning of a sequence are shorter
    if (smoothing === 'additive' || context.length === order - 1)
      add(tables[context.length], keyOf(context), target);
  });
  if (smoothing === 'kneser-ney')
    for (let k = order - 1; k > 0; k--)
      for (const [key, { counts }] of tables[k])
        for (const symbol of counts.keys()) add(tables[k - 1], key.slice(1), symbol);

  const kneserNey = (key: string, symbol: number): number => {
    const followers = tables[key.length].get(key);
    const shorter = key === '' ? 1 / symbols : kneserNey(key.slice(1), symbol);
    if (!followers) return shorter;
    const { total, counts } = followers;
    const seen = Math.max((counts.get(symbol) ?? 0) - discount, 0) / total;
    return seen + ((discount * counts.size) / total) * shorter;
  };
  const added = (key: string, symbol: number): number => {
    const followers = tables[key.length].get(key);
    return ((followers?.counts.get(symbol) ?? 0) + additive) / ((followers?.total ?? 0) + additive * symbols);
  };
  return {
    counts: Float64Array.from(
      tables.flatMap((table) => [...table.values()].flatMap(({ counts }) => [...counts.values()])),
    ),
    reach: order - 1,
    probability(context: ArrayLike<number>, symbol: number) {
      const key = keyOf(Array.from(context).slice(Math.max(0, context.length - order + 1)));
      return smoothing === 'additive' ? added(key, symbol) : kneserNey(key, symbol);
    },
  };
}
