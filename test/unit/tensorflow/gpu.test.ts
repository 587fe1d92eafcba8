import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { gpuAddon, hasNvidiaGpu } from '../../../src/tensorflow/gpu';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'collocate-gpu-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the GPU of a machine', () => {
  it('is seen by what its driver lists', () => {
    const listed = path.join(folder, 'gpus');
    expect(hasNvidiaGpu([listed])).toBe(false);
    mkdirSync(listed);
    expect(hasNvidiaGpu([listed])).toBe(false);
    mkdirSync(path.join(listed, '0000:01:00.0'));
    expect(hasNvidiaGpu([listed])).toBe(true);
  });
});

describe('the engine for GPUs', () => {
  it('is found beside the application’s own engine, once its package is installed', () => {
    const own = path.join(folder, 'resources/engine');
    mkdirSync(own, { recursive: true });
    expect(gpuAddon(own)).toBeNull();
    const file = path.join(
      folder,
      'resources/engine-gpu/@tensorflow/tfjs-node/lib/napi-v8/tfjs_binding.node',
    );
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, '');
    expect(gpuAddon(own)).toBe(file);
  });
});
