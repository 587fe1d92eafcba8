import { RunFolder, outcomes, type RunRecord } from '../run';

/**
 * Ends a run whose process was killed by the user's wish, since it could not hear: it stands at its newest good checkpoint,
 * from which it can be resumed. Gives its record. Errors: `StorageProblem` where it has no checkpoint.
 */
export async function endCutShort(folder: string): Promise<RunRecord> {
  const { folder: opened, checkpoint } = await RunFolder.resume(folder);
  try {
    const { step } = checkpoint.state;
    await opened.saveRecord({
      outcome: 'stopped',
      message: outcomes.stopped.text,
      ended: new Date().toISOString(),
      progress: { ...opened.record.progress, step, seconds: checkpoint.seconds },
    });
    return opened.record;
  } finally {
    await opened.close();
  }
}
