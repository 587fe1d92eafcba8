import { expect, it } from 'vitest';
import { coordinatesOf } from '../../../renderer/views/pointAt';
import { formatNumber } from '../../../src/field';

it('the place of a doubt is read from its words', () => {
  expect(coordinatesOf('x ≈ −0.400, t ≈ 0.9')).toEqual({ x: -0.4, t: 0.9 });
  expect(coordinatesOf(`y ≈ ${formatNumber(2.5e-7)}`)).toEqual({ y: 2.5e-7 });
  expect(coordinatesOf('')).toEqual({});
  expect(coordinatesOf('everywhere')).toEqual({});
});
