import { describe, expect, it } from 'vitest';
import {
  parseCount,
  parseDuration,
  parseGrid,
  parseNames,
  parsePort,
  parseSeed,
} from '../../../src/cli/options';
import { setInDocument } from '../../../src/cli/overrides';

describe('options', () => {
  it('reads durations in their units', () => {
    expect(['60s', '90', '1.5m', '2min', '1h', '250ms', '.5s'].map(parseDuration)).toEqual([
      60, 90, 90, 120, 3600, 0.25, 0.5,
    ]);
    for (const bad of ['', '0', '-5s', '5d', 's', '1e3', '5 s s'])
      expect(() => parseDuration(bad), bad).toThrow(/60s/);
  });

  it('reads counts, seeds and ports', () => {
    expect([parseCount('400'), parseSeed('0'), parsePort('0'), parsePort('8080')]).toEqual([400, 0, 0, 8080]);
    for (const bad of ['0', '-1', '1.5', '1e3', '', 'x']) expect(() => parseCount(bad), bad).toThrow();
    for (const bad of ['-1', '1.5', '99999999999999999999']) expect(() => parseSeed(bad), bad).toThrow();
    expect(() => parsePort('65536')).toThrow();
  });

  it('reads grids and names', () => {
    expect(parseGrid('x=256, t=101')).toEqual({ x: 256, t: 101 });
    for (const bad of ['x', 'x=', 'x=0', 'x=1.5', '256,101'])
      expect(() => parseGrid(bad), bad).toThrow(/x=256/);
    expect(parseNames('u_x, u_xx')).toEqual(['u_x', 'u_xx']);
    expect(parseNames('d(u*u_x, x), u_t')).toEqual(['d(u*u_x, x)', 'u_t']);
    expect(() => parseNames('u_x,,u_t')).toThrow();
  });
});

describe('--set', () => {
  const set = (document: object, ...assignments: string[]) => {
    const copy = structuredClone(document);
    for (const assignment of assignments) setInDocument(copy, assignment);
    return copy;
  };

  it('puts numbers, texts and JSON at their place', () => {
    const document = { parameters: { nu: 0.1 }, training: { phases: [{ steps: 10 }, { steps: 20 }] } };
    expect(
      set(document, 'parameters.nu=0.02', 'training.phases[1].steps=5', 'training.phases.0.steps=1'),
    ).toEqual({
      parameters: { nu: 0.02 },
      training: { phases: [{ steps: 1 }, { steps: 5 }] },
    });
    expect(set({}, 'parameters.nu=0.01/pi', 'fields=["u","v"]', 'title=A = B')).toEqual({
      parameters: { nu: '0.01/pi' },
      fields: ['u', 'v'],
      title: 'A = B',
    });
  });

  it('refuses what has no place', () => {
    for (const bad of ['nu', '=5', 'a..b=1', '__proto__.polluted=1']) {
      expect(() => set({}, bad), bad).toThrow(/path=value/);
    }
    expect(() => set({ seed: 1 }, 'seed.x=2')).toThrow(/seed holds a plain value/);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});
