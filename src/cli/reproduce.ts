import { readDataFiles, readRun, readStart, startRun, version, type RunRecord } from '../lab';
import { runFolder, type Context } from './context';
import { Failure, badInput, exitCodes, type ExitCode } from './failure';
import { trainToEnd } from './train';

/**
 * `reproduce RUN`: trains a run again from its folder, with its study, data, threads and changes of the course, and tells
 * whether the parameters have the same bits.
 */
export async function reproduce(
  context: Context,
  name: string,
  options: { readonly json?: boolean },
): Promise<ExitCode> {
  const folder = await runFolder(context, name);
  const { record, study, events } = await readRun(folder);
  if (record.parametersSha256 === null || !ended(record))
    throw badInput(
      `The run "${record.run}" has not come to its end, so there is nothing to compare with. Resume it first.`,
    );
  const choice = { threads: record.threads, device: record.device };
  // Seconds give another number of steps each time.
  const steps = record.seconds === null ? (record.steps ?? undefined) : record.progress.step;
  const dataFiles = await readDataFiles(folder, record);
  const start = await readStart(folder, record);
  const { result, code, next } = await trainToEnd(context, choice, (progress) =>
    startRun(
      context.engine,
      context.store,
      { study, dataFiles, choice, steps, course: events, start },
      progress.observer(),
    ),
  );
  if (code !== exitCodes.done) throw new Failure(next, code);
  const same = result.parameters_sha256 === record.parametersSha256;
  const { errors, loss } = record.last ?? { errors: {}, loss: null };
  const doubts = same ? [] : await reasons(context, record);
  if (options.json === true)
    context.output.result(
      JSON.stringify({
        run: record.run,
        again: result.run,
        same,
        parameters_sha256: [record.parametersSha256, result.parameters_sha256],
        loss: [loss, result.loss],
        errors: [errors, result.errors],
        reasons: doubts,
      }),
    );
  else {
    context.output.result(
      same
        ? `The same bits: ${result.parameters_sha256}`
        : `Other bits: ${result.parameters_sha256} instead of ${record.parametersSha256}. ${doubts.join(' ')}`,
    );
    context.output.result(`The run that was made for this: ${result.run}`);
  }
  return same ? exitCodes.done : exitCodes.failed;
}

function ended({ outcome }: RunRecord): boolean {
  return outcome === 'finished' || outcome === 'stalled';
}

/** Why the bits may differ: what is not as it was when the run was made. */
async function reasons({ engine }: Context, record: RunRecord): Promise<string[]> {
  const status = await engine.status();
  const found = [
    version === record.versions.collocate
      ? ''
      : `It was made by version ${record.versions.collocate} of the lab.`,
    status.tensorflow === record.versions.tensorflow
      ? ''
      : `It was made with TensorFlow ${record.versions.tensorflow}.`,
    status.deviceName === record.deviceName ? '' : `It was made on ${record.deviceName}.`,
    record.seconds === null
      ? ''
      : 'It was given seconds instead of steps, so that its course depended on the clock.',
  ].filter((text) => text !== '');
  if (found.length > 0) return found;
  return ['Versions, device and threads are as they were: its folder was changed, or the lab was.'];
}
