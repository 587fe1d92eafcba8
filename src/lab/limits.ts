import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { MachineLimits } from './protocol';

const positive = z.number().positive();
const schema = z.object({
  float32Flops: positive,
  float64Flops: positive,
  bytesPerSecond: positive,
  float32TranscendentalsPerSecond: positive,
  float64TranscendentalsPerSecond: positive,
});

/** Measured limits that were kept from an earlier process; null where there are none. */
export function readLimits(file: string): MachineLimits | null {
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

/** Keeps limits for later processes. They can be measured again, so a disk that refuses is no matter. */
export function keepLimits(file: string, limits: MachineLimits): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(`${file}.${process.pid}`, JSON.stringify(limits));
    renameSync(`${file}.${process.pid}`, file);
  } catch {
    return;
  }
}
