import { checkText, wholeGallery } from '../lab';
import type { Context } from './context';
import { badInput, exitCodes, type ExitCode } from './failure';
import { describeProblem, readSource } from './study-source';

/** `gallery [NAME]`: lists the studies that ship with the lab, or prints one. */
export function showGallery(context: Context, name: string | undefined): ExitCode {
  if (name === undefined) {
    for (const entry of wholeGallery) context.output.result(`${entry.name.padEnd(24)} ${entry.summary}`);
    return exitCodes.done;
  }
  const entry = wholeGallery.find((one) => one.name === name);
  if (entry === undefined) {
    throw badInput(
      `The gallery has no study "${name}". It has: ${wholeGallery.map((one) => one.name).join(', ')}.`,
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

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
