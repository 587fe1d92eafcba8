/** Showing, resuming and deleting runs of the store. */
import { request } from '../bridge/request';
import type { RunSummary } from '../../src/lab/protocol';
import { openDocument, useDocument } from '../state/document';
import type { Json } from '../state/json';
import { ask } from '../state/question';
import { useRun } from '../state/run';
import { closeRun, follow, plainMessage, refreshRuns } from '../state/session';
import { readDocument } from '../state/study';
import { useWindow } from '../state/window';
import { mayReplace } from './files';

function sameStudy(a: Json | null, b: Json): boolean {
  return a !== null && JSON.stringify(readDocument(a).study) === JSON.stringify(readDocument(b).study);
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

/** Loads a run of the store into the engine and goes on from its newest checkpoint. */
export async function resume(run: string): Promise<void> {
  try {
    await request('run.resume', { run });
    await showRun(run);
  } catch (error) {
    fail('The run could not be resumed', error);
  }
}

/** Removes a run from the disk, after a question. */
export async function deleteRun(run: RunSummary): Promise<void> {
  const answer = await ask({
    title: `Delete the run “${run.title}”?`,
    text: 'Its checkpoints and curves are removed from the disk.',
    choices: ['Delete', 'Cancel'],
  });
  if (answer !== 'Delete') return;
  try {
    await request('run.delete', { runs: [run.run] });
    if (useRun.getState().state?.run === run.run) closeRun();
  } catch (error) {
    fail('The run could not be deleted', error);
  }
  await refreshRuns();
}
