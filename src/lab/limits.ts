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

/**
 * Keeps limits for later processes, and gives the largest that were ever measured: whatever else the machine does at
 * the time only lowers a measurement. A disk that refuses is no matter.
 */
export function keepLimits(file: string, measured: MachineLimits): MachineLimits {
  const before = readLimits(file) ?? measured;
  const limits = {
    float32Flops: Math.max(before.float32Flops, measured.float32Flops),
    float64Flops: Math.max(before.float64Flops, measured.float64Flops),
    bytesPerSecond: Math.max(before.bytesPerSecond, measured.bytesPerSecond),
    float32TranscendentalsPerSecond: Math.max(
      before.float32TranscendentalsPerSecond,
      measured.float32TranscendentalsPerSecond,
    ),
    float64TranscendentalsPerSecond: Math.max(
      before.float64TranscendentalsPerSecond,
      measured.float64TranscendentalsPerSecond,
    ),
  };
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(`${file}.${process.pid}`, JSON.stringify(limits));
    renameSync(`${file}.${process.pid}`, file);
  } catch {
    return limits;
  }
  return limits;
}
