import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exactSolution } from '../../../../src/pde/reference';
import { galleryEntry } from '../../../../src/study';

describe('the measurements of the gallery', () => {
  it('are what their script makes', () => {
    expect(() => execFileSync(process.execPath, ['scripts/make-gallery-data.mjs', '--check'])).not.toThrow();
  }, 120_000);

  it('have the velocities of the cavity that Ghia, Ghia & Shin found (J. Comput. Phys. 48, 1982, tables I and II)', () => {
    const rows = readFileSync('assets/gallery/cavity.csv', 'utf8').trim().split('\n').slice(1);
    const at = (x: number, y: number) =>
      rows.map((row) => row.split(',').map(Number)).find(([a, b]) => a === x && b === y)!;
    const upright = { 0.0625: -0.04192, 0.28125: -0.15662, 0.5: -0.20581, 0.96875: 0.78871 };
    const level = { 0.0625: 0.09233, 0.09375: 0.12317, 0.15625: 0.16077, 0.5: 0.05454, 0.96875: -0.05906 };
    for (const [y, u] of Object.entries(upright)) expect(at(0.5, Number(y))[2]).toBeCloseTo(u, 2);
    for (const [x, v] of Object.entries(level)) expect(at(Number(x), 0.5)[3]).toBeCloseTo(v, 2);
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
