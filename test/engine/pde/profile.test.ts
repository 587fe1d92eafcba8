import { afterEach, expect, it } from 'vitest';
import { nativeBinding } from '../../../src/tensorflow';
import { gallery, small, trainerOf } from './support';

afterEach(() => expect(nativeBinding().getNumOfTensors()).toBe(0));

it.each([
  ['self-scaled-broyden', ['loss and gradient']],
  [
    'levenberg-marquardt',
    ['Jacobian', 'Jacobian and Gram matrix', 'loss', 'second derivative along a step', 'solve'],
  ],
] as const)(
  'a step of %s is timed by its parts, which changes nothing of the course',
  async (optimiser, names) => {
    const changes = { ...small, training: { ...small.training, phases: [{ optimiser, steps: 4 }] } };
    const [timed, other] = [
      await trainerOf(gallery('burgers', changes), 2),
      await trainerOf(gallery('burgers', changes), 2),
    ];
    for (const trainer of [timed, other]) {
      await trainer.prepare(() => undefined);
      while (trainer.step < 2) await trainer.advance(2, 100);
    }
    const parts = timed.timeParts!();
    expect(parts.map(({ name }) => name).sort()).toEqual(names);
    for (const { milliseconds, least, most } of parts) {
      expect(least).toBeGreaterThan(0);
      expect(milliseconds).toBeGreaterThanOrEqual(least);
      expect(most).toBeGreaterThanOrEqual(milliseconds);
    }
    for (const trainer of [timed, other]) while (trainer.step < 4) await trainer.advance(4, 100);
    expect(timed.networkParameters()).toEqual(other.networkParameters());
    expect(Object.keys(timed.spent!)).toEqual(
      expect.arrayContaining(['compilation and first step', 'steps']),
    );
    [timed, other].forEach((trainer) => trainer.dispose());
  },
);
