import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { keepLimits, readLimits } from '../../../src/lab/limits';
import { temporaryFolder } from '../../support/runs';

const limits = {
  float32Flops: 4,
  float64Flops: 2,
  bytesPerSecond: 1,
  float32TranscendentalsPerSecond: 3,
  float64TranscendentalsPerSecond: 2,
};

describe('machine limits', () => {
  it('are kept, the largest that were ever measured', async () => {
    const file = path.join(await temporaryFolder(), 'limits', 'a.json');
    expect(readLimits(file)).toBeNull();
    expect(keepLimits(file, limits)).toEqual(limits);
    expect(readLimits(file)).toEqual(limits);
    const second = keepLimits(file, { ...limits, float32Flops: 1, bytesPerSecond: 9 });
    expect(second).toEqual({ ...limits, bytesPerSecond: 9 });
    expect(readLimits(file)).toEqual(second);
  });

  it('are measured again when the file is damaged, and need no disk', async () => {
    const file = path.join(await temporaryFolder(), 'a.json');
    await writeFile(file, '{"float32Flops": -1}');
    expect(readLimits(file)).toBeNull();
    // A file stands where the folder belongs.
    expect(keepLimits(path.join(file, 'limits.json'), limits)).toEqual(limits);
  });
});
