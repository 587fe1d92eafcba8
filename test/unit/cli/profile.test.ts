import { expect, it } from 'vitest';
import { profileLines, profileOf } from '../../../src/cli/profile';
import type { Trainer } from '../../../src/lab';

const parts = [{ name: 'loss and gradient', milliseconds: 4, least: 3, most: 6 }];

it('tells what the parts leave of the whole as the time of the host', () => {
  const trainer = { spent: { steps: 3, sampling: 1 }, stepMilliseconds: 5, timeParts: () => parts };
  const profile = profileOf(trainer as unknown as Trainer, 5);
  expect(profile).toEqual({ seconds: { steps: 3, sampling: 1, host: 1 }, step: 5, step_parts: parts });
  const lines = profileLines(profile);
  expect(lines.find((line) => line.includes('steps'))).toMatch(/3\.00 s\s+60\.0 %/);
  expect(lines.at(-1)).toMatch(/loss and gradient\s+4\.00 {2}\(3\.00–6\.00\)/);
});

it('leaves everything to the host where a trainer keeps no account', () => {
  expect(profileOf({} as Trainer, 2)).toEqual({ seconds: { host: 2 }, step: null, step_parts: [] });
});
