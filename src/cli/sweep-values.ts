import { createHash } from 'node:crypto';
import { sobolDimensions, sobolPoints } from '../lab';
import { badInput } from './failure';

/** A setting of a sweep: values that are listed, or a range. */
type Setting =
  | { readonly path: string; readonly kind: 'list'; readonly values: readonly string[] }
  | {
      readonly path: string;
      readonly kind: 'range';
      readonly low: number;
      readonly high: number;
      readonly count: number | null;
      readonly scale: 'linear' | 'log';
      readonly whole: boolean;
    };

export interface SweepPlan {
  readonly set: readonly string[];
  readonly pairs?: boolean;
  readonly random?: number;
  readonly sobol?: number;
  readonly seed?: number;
}

/** Combinations that a sweep may have. */
const most = 100_000;

/** The assignments `path=value` of each run of a sweep, in their order. */
export function combinations(plan: SweepPlan): string[][] {
  const settings = plan.set.map(readSetting);
  const sampled = plan.sobol ?? plan.random;
  if (sampled !== undefined && plan.pairs === true)
    throw badInput('--pairs takes lists as they stand; leave out --random and --sobol.');
  if (sampled !== undefined) return sample(settings, plan, sampled);
  const lists = settings.map(({ path, ...setting }) => ({ path, values: listOf(path, setting) }));
  if (plan.pairs === true) return paired(lists);
  const count = lists.reduce((product, { values }) => product * values.length, 1);
  if (count > most) throw badInput(`The sweep has ${count} combinations; ${most} are allowed.`);
  return lists.reduce<string[][]>(
    (before, { path, values }) =>
      before.flatMap((one) => values.map((value) => [...one, `${path}=${value}`])),
    [[]],
  );
}

/** The paths that a sweep changes. */
export function sweptPaths(plan: SweepPlan): string[] {
  return plan.set
    .map(readSetting)
    .filter((setting) => setting.kind === 'range' || setting.values.length > 1)
    .map(({ path }) => path);
}

function readSetting(text: string): Setting {
  const equals = text.indexOf('=');
  const path = text.slice(0, Math.max(0, equals)).trim();
  const values = text.slice(equals + 1).trim();
  if (path === '' || values === '')
    throw badInput(`--set needs path=values, such as network.width=10,20,40, but got "${text}".`);
  const range = /^(-?[\d.]+(?:e[-+]?\d+)?)\.\.(-?[\d.]+(?:e[-+]?\d+)?)((?::(?:\d+|log|int))*)$/i.exec(values);
  if (range === null) return { path, kind: 'list', values: splitList(values) };
  const [low, high] = [Number(range[1]), Number(range[2])];
  const marks = (range[3] ?? '').split(':').slice(1);
  const count = marks.find((mark) => /^\d+$/.test(mark));
  const scale = marks.includes('log') ? 'log' : 'linear';
  if (!(low < high)) throw badInput(`--set ${text}: a range goes from the smaller to the larger number.`);
  if (scale === 'log' && low <= 0)
    throw badInput(`--set ${text}: a logarithmic range needs positive numbers.`);
  if (count !== undefined && Number(count) < 2)
    throw badInput(`--set ${text}: a range needs two points or more.`);
  return {
    path,
    kind: 'range',
    low,
    high,
    count: count === undefined ? null : Number(count),
    scale,
    whole: marks.includes('int'),
  };
}

/** The parts between commas; a comma inside brackets or quotation marks belongs to its part. */
function splitList(text: string): string[] {
  const parts = [''];
  let depth = 0;
  let quoted = false;
  for (const character of text) {
    if (character === '"') quoted = !quoted;
    if (!quoted && '([{'.includes(character)) depth++;
    if (!quoted && ')]}'.includes(character)) depth--;
    if (character === ',' && depth === 0 && !quoted) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts.map((part) => part.trim());
}

function listOf(path: string, setting: Omit<Setting, 'path'> & { kind: Setting['kind'] }): readonly string[] {
  const one = setting as Setting;
  if (one.kind === 'list') return one.values;
  const { count } = one;
  if (count === null)
    throw badInput(
      `--set ${path}: say how many points the range has, such as ${one.low}..${one.high}:5, or sample it with --sobol N.`,
    );
  return [...new Set(Array.from({ length: count }, (_, index) => at(one, index / (count - 1))))];
}

function paired(lists: readonly { readonly path: string; readonly values: readonly string[] }[]): string[][] {
  const lengths = new Set(lists.map(({ values }) => values.length).filter((length) => length > 1));
  if (lengths.size > 1)
    throw badInput(`--pairs needs lists of one length, but they have ${[...lengths].join(', ')} values.`);
  const [count = 1] = lengths;
  return Array.from({ length: count }, (_, index) =>
    lists.map(({ path, values }) => `${path}=${values.length === 1 ? values[0]! : values[index]!}`),
  );
}

function sample(settings: readonly Setting[], plan: SweepPlan, count: number): string[][] {
  if (count > most) throw badInput(`The sweep has ${count} combinations; ${most} are allowed.`);
  const free = settings.filter((setting) => setting.kind === 'range' || setting.values.length > 1);
  if (plan.sobol !== undefined && free.length > sobolDimensions)
    throw badInput(`--sobol takes at most ${sobolDimensions} settings that vary, not ${free.length}.`);
  const seed = plan.seed ?? 0;
  const points =
    plan.sobol === undefined
      ? free.map((_, k) => Float64Array.from({ length: count }, (__, index) => uniform(seed, k, index)))
      : sobolPoints(
          free.length,
          count,
          seed === 0 ? undefined : free.map((_, k) => 2 ** 32 * uniform(seed, k, 0)),
        );
  return Array.from({ length: count }, (_, index) =>
    settings.map((setting) => {
      const share = points[free.indexOf(setting)]?.[index] ?? 0;
      if (setting.kind === 'range') return `${setting.path}=${at(setting, share)}`;
      return `${setting.path}=${setting.values[Math.floor(share * setting.values.length)]!}`;
    }),
  );
}

function at(range: Extract<Setting, { kind: 'range' }>, share: number): string {
  const { low, high, scale, whole } = range;
  const value = scale === 'log' ? low * (high / low) ** share : low + (high - low) * share;
  // Twelve digits: what is a round number stays one.
  return String(whole ? Math.round(value) : Number(value.toPrecision(12)));
}

/** A number in [0, 1) for a seed, a setting and an index. */
function uniform(seed: number, setting: number, index: number): number {
  const digest = createHash('sha256').update(`${seed}/${setting}/${index}`).digest();
  return digest.readUInt32LE(0) / 2 ** 32;
}
