import { checkText, formatCount, formatDuration, formatNumber, gallery, galleryEntry } from '../lab';
import type { Context } from './context';
import { badInput, exitCodes, type ExitCode } from './failure';
import { describeProblem, readSource } from './study-source';

/** `gallery [NAME]`: lists the studies that ship with the lab, or prints one. */
export function showGallery(context: Context, name: string | undefined): ExitCode {
  if (name === undefined) {
    for (const entry of gallery) context.output.result(`${entry.name.padEnd(24)} ${entry.summary}`);
    return exitCodes.done;
  }
  const entry = galleryEntry(name);
  if (entry === undefined) {
    throw badInput(
      `The gallery has no study "${name}". It has: ${gallery.map((one) => one.name).join(', ')}.`,
    );
  }
  context.output.result(JSON.stringify(entry.study, null, 2));
  return exitCodes.done;
}

/** `check STUDY`: every problem of a study with its place. */
export async function check(context: Context, argument: string): Promise<ExitCode> {
  const source = await readSource(argument);
  const { problems, study } = await checkText(source.text, source.folder);
  const document = parsed(source.text);
  for (const problem of problems) context.output.result(describeProblem(source, problem, document));
  if (study === null || problems.some((problem) => problem.severity === 'error')) return exitCodes.badInput;
  context.output.result(`${source.name}: ${problems.length === 0 ? 'no problems' : 'can be solved'}.`);
  return exitCodes.done;
}

/** `runs`: the runs of the store, the newest first. */
export async function listRuns(context: Context): Promise<ExitCode> {
  const runs = await context.store.list();
  if (runs.length === 0) context.output.note(`There are no runs in ${context.store.folder} yet.`);
  for (const { record, locked } of runs) {
    const errors = Object.entries(record.last?.errors ?? {});
    const parts = [
      record.outcome ?? (locked ? 'training' : 'interrupted'),
      `step ${formatCount(record.progress.step)}`,
      formatDuration(record.progress.seconds),
      record.last === null ? '' : `loss ${formatNumber(record.last.loss)}`,
      ...errors.map(([field, error]) => `error ${field} ${formatNumber(error)}`),
      record.title,
    ];
    context.output.result(`${record.run}  ${parts.filter((part) => part !== '').join(' · ')}`);
  }
  return exitCodes.done;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
