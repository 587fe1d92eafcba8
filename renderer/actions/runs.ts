/** What is done to runs of the store: shown, resumed, labelled, deleted and brought back. */
import { request } from '../bridge/request';
import type { Parameters } from '../../src/lab/protocol';
import { openDocument, useDocument } from '../state/document';
import type { Json } from '../state/json';
import { ask } from '../state/question';
import { useRun } from '../state/run';
import { closeRun, follow, plainMessage, refreshRuns } from '../state/session';
import { wholeStudy } from '../state/study';
import { useTable } from '../state/table';
import { useWindow } from '../state/window';
import { mayReplace, openCopy } from './files';

type LabelChange = Parameters<'run.label'>['change'];

function sameStudy(a: Json | null, b: Json): boolean {
  return a !== null && JSON.stringify(wholeStudy(a)) === JSON.stringify(wholeStudy(b));
}

function fail(title: string, error: unknown): void {
  useWindow.setState({ failure: { title, text: plainMessage(error) } });
}

/** Shows a run, and the study that it trains; asks first when changes of another study would be lost. */
export async function showRun(run: string): Promise<void> {
  try {
    const study = (await request('run.open', { run })).study as Json;
    if (!sameStudy(useDocument.getState().document, study)) {
      if (!(await mayReplace())) return;
      closeRun();
      openDocument(study, null);
    }
    useWindow.setState({ page: 'workbench' });
    await follow(run);
  } catch (error) {
    fail('The run could not be shown', error);
  }
}

/** Opens the study of a run as a new one that starts from the run's parameters. */
export async function startFrom(run: string): Promise<void> {
  try {
    const study = (await request('run.open', { run })).study as { readonly [key: string]: Json };
    await openCopy({ ...study, start: { run } });
  } catch (error) {
    fail('The run could not be started from', error);
  }
}

/** Loads a run of the store into the engine and goes on from its newest checkpoint, for `more` steps where given. */
export async function resume(run: string, more?: number): Promise<void> {
  try {
    await request('run.resume', more === undefined ? { run } : { run, more });
    await showRun(run);
  } catch (error) {
    fail('The run could not be resumed', error);
  }
}

/** Does something to runs of the store, tells when it fails, and reads the table anew. */
async function change(title: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    fail(title, error);
  }
  await refreshRuns();
}

/** Changes what is said about runs: title, tags, notes, archived. */
export async function labelRuns(runs: readonly string[], labels: LabelChange): Promise<void> {
  if (runs.length === 0) return;
  await change('The runs could not be labelled', () =>
    request('run.label', { runs: [...runs], change: labels }),
  );
}

/** Moves runs to the trash; they can be brought back. */
export async function deleteRuns(runs: readonly string[]): Promise<void> {
  if (runs.length === 0) return;
  await change('The runs could not be deleted', async () => {
    const deleted = await request('run.delete', { runs: [...runs] });
    if (runs.includes(useRun.getState().state?.run ?? '')) closeRun();
    useTable.setState({ undo: deleted.runs, chosen: new Set() });
  });
}

/** Brings runs back from the trash. */
export async function restoreRuns(runs: readonly string[]): Promise<void> {
  await change('The runs could not be brought back', async () => {
    const restored = await request('run.restore', { runs: [...runs] });
    useTable.setState(({ undo }) => ({
      undo: undo.filter((run) => !runs.includes(run)),
      chosen: new Set(restored.runs),
    }));
  });
  await readTrash();
}

export async function readTrash(): Promise<void> {
  try {
    useTable.setState({ deleted: await request('run.deleted', {}) });
  } catch (error) {
    fail('The trash could not be read', error);
  }
}

/** Removes everything in the trash from the disk, after a question. */
export async function emptyTrash(): Promise<void> {
  const answer = await ask({
    title: 'Remove the deleted runs for good?',
    text: 'Their checkpoints and curves are removed from the disk.',
    choices: ['Remove', 'Cancel'],
  });
  if (answer !== 'Remove') return;
  await change('The trash could not be emptied', () => request('run.emptyTrash', {}));
  useTable.setState({ undo: [] });
  await readTrash();
}

/** Reads the settings of the studies that the table shows. */
export async function readSettings(paths: readonly string[]): Promise<void> {
  try {
    useTable.setState({ settings: await request('run.settings', { paths: [...paths] }) });
  } catch (error) {
    fail('The settings of the runs could not be read', error);
  }
}
