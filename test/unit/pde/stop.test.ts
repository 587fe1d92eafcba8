import { describe, expect, it } from 'vitest';
import { StopRule } from '../../../src/pde/stop';

const row = (step: number, loss: number) => ({ step, phase: 0, loss, terms: [loss] });
const measured = (errors: Record<string, number>) => ({ step: 1, freshRatio: 1, errors, inferred: {} });

describe('when training ends early', () => {
  it('counts the last loss and the errors of all fields', () => {
    const rule = new StopRule({ loss: 1e-3, error: 1e-2 });
    expect(rule.reached(2e-3, measured({ u: 1e-3, v: 2e-2 }))).toBeNull();
    expect(rule.reached(2e-3, measured({}))).toBeNull();
    expect(rule.reached(undefined, measured({ u: 1 }))).toBeNull();
    expect(rule.reached(1e-3, measured({ u: 1 }))).toMatch(/loss has come down to 0.001/);
    expect(rule.reached(1, measured({ u: 1e-3, v: 1e-2 }))).toMatch(/error has come down to 0.01/);
    expect(new StopRule({}).reached(0, measured({ u: 0 }))).toBeNull();
  });

  it('waits as many steps for a lower loss as its patience says, anew in each phase', () => {
    const rule = new StopRule({ patience: 10 });
    rule.take([row(1, 3), row(2, 2), row(3, 2.5), row(4, NaN)]);
    expect(rule.outOfPatience(11)).toBe(false);
    expect(rule.outOfPatience(12)).toBe(true);
    const again = new StopRule({ patience: 10 });
    again.restore(JSON.parse(JSON.stringify(rule.state())) as Record<string, number>);
    expect([again.outOfPatience(11), again.outOfPatience(12)]).toEqual([false, true]);
    again.begin(12);
    expect(again.outOfPatience(21)).toBe(false);
    again.take([row(13, 7)]);
    expect([again.outOfPatience(22), again.outOfPatience(23)]).toEqual([false, true]);
    expect(new StopRule({}).outOfPatience(1e9)).toBe(false);
  });
});
