import { describe, expect, it } from 'vitest';
import { gradientProgram } from '../../../src/pde/loss';
import type { Problem } from '../../../src/pde/problem';
import { gradientRegion } from '../../../src/pde/tiles';
import { gallery, type StudyDocument } from '../../../src/study';
import { build } from './support';

const problemOf = (wanted: string): Problem =>
  build(gallery.find(({ name }) => name === wanted)!.study as Partial<StudyDocument>).problem;

const lanesOf = (problem: Problem, lanes: number) =>
  Array.from({ length: lanes }, (_, lane) => gradientProgram(problem, lane, lanes));
const regionOf = (problem: Problem, lanes: number) => gradientRegion(problem, lanesOf(problem, lanes));

describe('where the gradient of the loss runs', () => {
  it('compiled where the program is small, on one thread and on two', () => {
    const problem = problemOf('burgers');
    expect(regionOf(problem, 1)).toBe('xla');
    expect(regionOf(problem, 2)).toBe('xla');
  });

  it('op by op where it would take a minute to compile, unless its layers are wide', () => {
    const problem = problemOf('magnetic-cube');
    expect(regionOf(problem, 1)).toBe('native');
    const wide = { ...problem, network: { ...problem.network, widest: 64 } };
    expect(regionOf(wide, 1)).toBe('xla');
    expect(regionOf(wide, 2)).toBe('native');
  });
});
