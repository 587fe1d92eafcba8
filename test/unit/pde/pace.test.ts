import { describe, expect, it } from 'vitest';
import { Pace } from '../../../src/pde/pace';

describe('the pace of a phase', () => {
  it('lets one step at a time go until a step was timed that did not compile', () => {
    const pace = new Pace();
    expect(pace.steps(150)).toBe(1);
    pace.add(9000, 1);
    // However long the compilation took, steps may be longer still.
    expect(pace.steps(150)).toBe(1);
    pace.add(5, 1);
    expect(pace.steps(150)).toBe(30);
    pace.add(4000, 2);
    expect(pace.steps(150)).toBe(1);
    pace.clear();
    pace.add(9000, 1);
    expect(pace.steps(150)).toBe(1);
  });

  it('learns nothing from a search that made no step', () => {
    const pace = new Pace();
    pace.add(100, 0);
    pace.add(100, 1);
    pace.add(10, 1);
    expect(pace.steps(150)).toBe(15);
  });
});
