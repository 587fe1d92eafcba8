import { describe, expect, it } from 'vitest';
import * as op from '../../../src/program';
import { check, evaluate, philox, tensor, trace } from '../../../src/program';

const words = (hexadecimal: string) => hexadecimal.split(' ').map((word) => parseInt(word, 16));
const text = (numbers: Iterable<number>) =>
  [...numbers].map((number) => (number >>> 0).toString(16).padStart(8, '0')).join(' ');

describe('Philox4x32-10', () => {
  // The first three are the known answers that come with Random123; all were made again by a Python implementation.
  const known: [name: string, key: string, counter: string, answer: string][] = [
    ['zeros', '0 0', '0 0 0 0', '6627e8d5 e169c58d bc57ac4c 9b00dbd8'],
    [
      'ones',
      'ffffffff ffffffff',
      'ffffffff ffffffff ffffffff ffffffff',
      '408f276d 41c83b0e a20bc7c6 6d5451fd',
    ],
    [
      'digits of π',
      'a4093822 299f31d0',
      '243f6a88 85a308d3 13198a2e 03707344',
      'd16cfe09 94fdcceb 5001e420 24126ea1',
    ],
    ['a carry ahead', '1 2', 'ffffffff ffffffff 5 6', 'de96c9e9 352f7f39 f206ec3a c22ede61'],
  ];
  for (const [name, key, counter, answer] of known) {
    it(`gives the known answer for ${name}`, () => {
      expect(text(philox(words(key), words(counter), 4))).toBe(answer);
    });
  }

  it('counts on from block to block, with carry', () => {
    const bits = text(philox([1, 2], words('ffffffff ffffffff 5 6'), 8));
    expect(bits).toBe('de96c9e9 352f7f39 f206ec3a c22ede61 5ab1ff38 6136778d 15b6fd38 b4a29242');
  });

  it('a shorter request is the beginning of a longer one', () => {
    const long = [...philox([3, 4], [5, 6, 7, 8], 11)];
    expect([...philox([3, 4], [5, 6, 7, 8], 6)]).toEqual(long.slice(0, 6));
  });

  it('is what the primitive means, with words as int32', () => {
    const program = trace('bits', [tensor('int32', [2]), tensor('int32', [4])], (key, counter) => [
      op.randomBits(key, counter, 4),
    ]);
    check(program);
    const [bits] = evaluate(program, [Float64Array.of(-1, -1), Float64Array.of(-1, -1, -1, -1)]);
    expect(text(bits)).toBe('408f276d 41c83b0e a20bc7c6 6d5451fd');
  });
});
