import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { agreement, tolerance } from '../../../scripts/gpu/agreement.mjs';
import { nvidiaGpus } from '../../../scripts/gpu/list.mjs';

describe('the agreement of two devices', () => {
  const computed = (gradient: number[]) => ({ study: { residual: [1, -2], gradient } });

  it('is the largest difference over the largest value', () => {
    const found = agreement(computed([4, -8]), computed([4 + 8e-12, -8]));
    expect(found.map(({ result }) => result)).toEqual(['residual', 'gradient']);
    expect(found[0].difference).toBe(0);
    expect(found[1].difference).toBeCloseTo(1e-12, 14);
  });

  it.each([
    ['numbers that one of them lacks', [4]],
    ['what is no number', [4, Number.NaN]],
    ['what is infinite', [4, Infinity]],
  ])('is none with %s', (_, gradient) => {
    const [, { difference }] = agreement(computed([4, -8]), computed(gradient));
    expect(difference <= tolerance).toBe(false);
  });

  it('is none with a study that one of them lacks', () => {
    expect(agreement(computed([1]), {}).every(({ difference }) => difference <= tolerance)).toBe(false);
  });
});

describe('the GPUs of a machine', () => {
  it('are what the tool of the driver lists; none without it', () => {
    expect(nvidiaGpus('no-such-tool')).toEqual([]);
    const folder = mkdtempSync(path.join(os.tmpdir(), 'collocate-gpu-test-'));
    const tool = path.join(folder, 'nvidia-smi');
    writeFileSync(tool, '#!/bin/sh\necho "GPU 0: NVIDIA H100 (UUID: GPU-1)"\necho "  MIG 1g.10gb"\n');
    chmodSync(tool, 0o755);
    expect(nvidiaGpus(tool)).toEqual(['GPU 0: NVIDIA H100 (UUID: GPU-1)']);
    rmSync(folder, { recursive: true });
  });
});
