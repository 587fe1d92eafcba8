import { readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeCheckpoint, encodeCheckpoint, type Checkpoint } from '../../../src/run/checkpoint';
import { CheckpointFolder } from '../../../src/run/checkpoint-folder';
import { readRecord } from '../../../src/run';
import { openRun, temporaryFolder } from '../../support/runs';

function checkpointAt(step: number): Checkpoint {
  return {
    state: {
      step,
      scalars: { rate: 0.1, none: Number.NaN, minus: -0, kind: 'größe "1"' },
      arrays: {
        weights: Float64Array.of(1 / 3, -0, Number.NaN),
        // A view that starts off the beginning of its buffer.
        half: new Float32Array(Float32Array.of(9, 0.1, 0.2).buffer, 4, 2),
        key: Int32Array.of(-1, 2 ** 31 - 1, step),
        empty: new Float64Array(),
      },
    },
    events: 3,
    seconds: 12.5,
  };
}

async function folderWith(...steps: number[]): Promise<CheckpointFolder> {
  const folder = new CheckpointFolder(path.join(await temporaryFolder(), 'checkpoints'));
  await folder.create();
  for (const step of steps) await folder.write(checkpointAt(step));
  return folder;
}

describe('checkpoint', () => {
  it('comes back bit for bit', () => {
    const back = decodeCheckpoint(encodeCheckpoint(checkpointAt(7)));
    expect(back).toEqual(checkpointAt(7));
    expect(Object.is(back.state.scalars['minus'], -0)).toBe(true);
    expect(Object.is(back.state.arrays['weights']?.[1], -0)).toBe(true);
  });

  it('is refused when a single bit differs, wherever it lies, or when it is cut short', () => {
    const bytes = Uint8Array.from(encodeCheckpoint(checkpointAt(7)));
    for (let at = 0; at < bytes.length; at += 11) {
      const bad = bytes.slice();
      bad[at]! ^= 4;
      expect(() => decodeCheckpoint(bad), `byte ${at}`).toThrow(/checkpoint|checksum/);
    }
    expect(() => decodeCheckpoint(bytes.slice(0, -1))).toThrow(/checksum/);
    expect(() => decodeCheckpoint(new Uint8Array())).toThrow(/whole checkpoint/);
  });
});

describe('checkpoint folder', () => {
  it('keeps the newest two', async () => {
    const folder = await folderWith(0, 400, 800, 1200);
    expect(await readdir(folder.folder)).toEqual(['step-00000800.ckpt', 'step-00001200.ckpt']);
    expect((await folder.newest()).checkpoint?.state.step).toBe(1200);
  });

  it('keeps the best one too, and falls back to it', async () => {
    const folder = await folderWith();
    for (const step of [0, 20, 40, 60, 80, 100])
      await folder.write(checkpointAt(step), step === 20 || step === 40);
    const names = (await readdir(folder.folder)).sort();
    expect(names).toEqual(['best-00000040.ckpt', 'step-00000080.ckpt', 'step-00000100.ckpt']);
    for (const name of names.slice(1)) await writeFile(path.join(folder.folder, name), 'damaged');
    const { checkpoint, problems } = await folder.newest();
    expect(checkpoint?.state.step).toBe(40);
    expect(problems).toHaveLength(2);
  });

  it('of a run is the one with the smallest error', async () => {
    const folder = path.join(await temporaryFolder(), 'run');
    const { run, told } = await openRun(folder);
    await run.train();
    const { best } = await readRecord(folder);
    // Checkpoints come every 20 steps, errors are measured every 10.
    const errors = told.measures.filter(({ step }) => step % 20 === 0).map(({ errors: { u } }) => u!);
    expect(best).toMatchObject({ by: 'error', score: Math.min(...errors) });
    expect(await readdir(path.join(folder, 'checkpoints'))).toContain(
      `best-${String(best!.step).padStart(8, '0')}.ckpt`,
    );
  });

  it('falls back to the one before when the newest is damaged, and says so', async () => {
    const folder = await folderWith(400, 800);
    const newest = path.join(folder.folder, 'step-00000800.ckpt');
    const bytes = await readFile(newest);
    await writeFile(newest, bytes.subarray(0, bytes.length / 2));
    await writeFile(path.join(folder.folder, 'step-00001200.ckpt.partial'), 'half');
    const found = await folder.recover();
    expect(found.checkpoint?.state.step).toBe(400);
    expect(found.problems).toEqual([expect.stringMatching(/step-00000800\.ckpt can't be used/)]);
    expect(await readdir(folder.folder)).toEqual(['step-00000400.ckpt']);
  });

  it('finds nothing in a folder that is empty or absent', async () => {
    expect((await (await folderWith()).newest()).checkpoint).toBeNull();
    expect((await new CheckpointFolder('/nonexistent').newest()).checkpoint).toBeNull();
  });
});
