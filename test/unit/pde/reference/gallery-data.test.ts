import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exactSolution } from '../../../../src/pde/reference';
import { galleryEntry } from '../../../../src/study';

describe('the measurements of the gallery', () => {
  it('are what their script makes', () => {
    expect(() => execFileSync(process.execPath, ['scripts/make-gallery-data.mjs', '--check'])).not.toThrow();
  });

  it('lie 1% around the exact solution for the viscosity of the study', () => {
    const entry = galleryEntry('burgers-data');
    const rows = readFileSync(`assets/gallery/${entry?.dataFiles[0]}`, 'utf8').trim().split('\n').slice(1);
    const [x, t, u] = [0, 1, 2].map((column) =>
      Float64Array.from(rows, (row) => Number(row.split(',')[column])),
    );
    const parameters = entry?.study.parameters as Record<string, number>;
    const exact = exactSolution('burgers-cole-hopf')?.evaluate({ x, t }, parameters).u ?? new Float64Array();
    const rms = (values: Float64Array): number =>
      Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
    expect(rows).toHaveLength(400);
    const noise = rms(u.map((value, i) => value - exact[i])) / rms(exact);
    // The standard error of the spread of 400 normal variates is 3.5%.
    expect(noise).toBeGreaterThan(0.0089);
    expect(noise).toBeLessThan(0.0111);
  });
});
