import { changedSettings, formatNumber, readRun, type RunRecord } from '../lab';
import { runFolder, type Context } from './context';
import { exitCodes, type ExitCode } from './failure';

type Cell = string | number | boolean | null | undefined;

interface Line {
  readonly name: string;
  readonly values: readonly [Cell, Cell];
}

/** `compare RUN RUN`: the settings in which two runs differ, and their results side by side. */
export async function compare(
  context: Context,
  first: string,
  second: string,
  options: { readonly json?: boolean },
): Promise<ExitCode> {
  const [a, b] = [
    await readRun(await runFolder(context, first)),
    await readRun(await runFolder(context, second)),
  ];
  const settings = changedSettings(a.study, b.study).map(({ path, before, after }): Line => ({
    name: path,
    values: [before, after],
  }));
  const results = sideBySide(resultsOf(a.record), resultsOf(b.record));
  const machine = sideBySide(machineOf(a.record), machineOf(b.record)).filter(differs);
  if (options.json === true) {
    const plain = (lines: readonly Line[]) =>
      Object.fromEntries(lines.map(({ name, values }) => [name, values.map((value) => value ?? null)]));
    const runs = [a.record.run, b.record.run];
    context.output.result(
      JSON.stringify({ runs, settings: plain(settings), results: plain(results), machine: plain(machine) }),
    );
    return exitCodes.done;
  }
  const heads = [a.record.run, b.record.run] as const;
  tell(context, 'Settings that differ', heads, settings, 'The settings are the same.');
  tell(context, 'Results', heads, results, '');
  if (machine.length > 0) tell(context, 'Machine', heads, machine, '');
  return exitCodes.done;
}

function resultsOf({
  outcome,
  progress,
  last,
  parameterCount,
  parametersSha256,
}: RunRecord): Record<string, Cell> {
  const prefixed = (prefix: string, values: Readonly<Record<string, number>> = {}) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [`${prefix}${name}`, value]));
  return {
    outcome: outcome ?? 'not ended',
    steps: progress.step,
    seconds: progress.seconds,
    loss: last?.loss,
    ...prefixed('error ', last?.errors),
    'fresh ratio': last?.freshRatio,
    ...last?.inferred,
    ...last?.values,
    ...prefixed('validation ', last?.validation),
    parameters: parameterCount,
    'SHA-256': parametersSha256?.slice(0, 16),
  };
}

function machineOf({ versions, deviceName, system, threads }: RunRecord): Record<string, Cell> {
  return {
    device: deviceName,
    threads,
    system,
    collocate: versions.collocate,
    tensorflow: versions.tensorflow,
    node: versions.node,
  };
}

function sideBySide(a: Readonly<Record<string, Cell>>, b: Readonly<Record<string, Cell>>): Line[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .map((name): Line => ({ name, values: [a[name], b[name]] }))
    .filter(({ values }) => values.some((value) => value !== undefined && value !== null));
}

function differs({ values: [a, b] }: Line): boolean {
  return a !== b;
}

function tell(
  { output }: Context,
  title: string,
  heads: readonly [string, string],
  lines: readonly Line[],
  otherwise: string,
): void {
  if (lines.length === 0) return output.result(otherwise);
  const rows = [[title, ...heads], ...lines.map(({ name, values }) => [name, ...values.map(cellText)])];
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]!.length)));
  for (const row of rows)
    output.result(`${row[0]!.padEnd(widths[0]!)}  ${row[1]!.padEnd(widths[1]!)}  ${row[2]!}`.trimEnd());
  output.result('');
}

function cellText(value: Cell): string {
  if (value === undefined || value === null) return '–';
  return typeof value === 'number' && !Number.isInteger(value) ? formatNumber(value) : String(value);
}
