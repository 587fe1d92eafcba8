import { expect, it } from 'vitest';
import { Spent } from '../../../src/run';

it('adds up the time of each part, of pieces within each other only the inner one', () => {
  let now = 0;
  const spent = new Spent(() => now);
  const pass = (milliseconds: number) => () => (now += milliseconds);
  spent.on('steps', pass(1000));
  spent.on('measures', () => {
    pass(500)();
    spent.on('sampling', pass(2000));
  });
  spent.on('steps', pass(250));
  expect(() =>
    spent.on('steps', () => {
      pass(750)();
      throw new Error('cut short');
    }),
  ).toThrow('cut short');
  expect(spent.seconds).toEqual({ steps: 2, measures: 0.5, sampling: 2 });
});
