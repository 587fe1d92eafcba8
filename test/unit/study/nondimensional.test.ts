import { describe, expect, it } from 'vitest';
import {
  canonicalSet,
  numbersFrom,
  numbersOf,
  parametersFor,
  readNumberTexts,
  setOfParameters,
  readQuantity,
} from '../../../src/study';

describe('the canonical set', () => {
  it.each([
    [{ Re: 100 }, { nu: 0.01 }],
    [
      { Re: 100, Rm: 50, S: 20 },
      { nu: 0.01, eta: 0.02, S: 20 },
    ],
    [
      { Re: 100, Pm: 0.5 },
      { nu: 0.01, eta: 0.02 },
    ],
    [
      { Rm: 50, Pm: 0.5, Ha: 100 },
      { nu: 0.01, eta: 0.02, S: 2 },
    ],
    [
      { Re: 10, Ha: 20, Pm: 1 },
      { nu: 0.1, eta: 0.1, S: 4 },
    ],
    [
      { Re: 100, Rm: 50, Lu: 100 },
      { nu: 0.01, eta: 0.02, S: 4 },
    ],
    [{ Ha: 20, Lu: 40 }, {}],
    [{ Pm: 2 }, {}],
    [
      { Re: 100, Rm: 50, Pm: 0.5 },
      { nu: 0.01, eta: 0.02 },
    ],
  ])('of %j', (given, expected) => {
    const found = canonicalSet(given);
    expect(Object.keys(found)).toEqual(Object.keys(expected));
    for (const [name, value] of Object.entries(expected))
      expect(found[name as keyof typeof found]! / value).toBeCloseTo(1, 12);
  });

  it('of a contradiction is refused', () => {
    expect(() => canonicalSet({ Re: 100, Rm: 50, Pm: 1 })).toThrow('contradict each other');
    expect(() => canonicalSet({ Re: -1 })).toThrow('Re is a positive number');
  });
});

describe('the numbers of a canonical set', () => {
  it('are those that it was made of', () => {
    const given = { Re: 100, Ha: 30, Pm: 0.2 };
    const all = numbersOf(canonicalSet(given));
    for (const [name, value] of Object.entries(given))
      expect(all[name as keyof typeof all]! / value).toBeCloseTo(1, 12);
    expect(all.Lu! / (all.Ha! * Math.sqrt(all.Pm!))).toBeCloseTo(1, 12);
  });

  it('are those alone that it fixes', () => {
    expect(Object.keys(numbersOf({ nu: 0.1, eta: 0.2 }))).toEqual(['Re', 'Rm', 'Pm']);
    expect(numbersOf({ nu: -1 })).toEqual({});
  });
});

describe('the parameters of a study', () => {
  const set = canonicalSet({ Re: 10, Ha: 20, Pm: 0.5 });
  const values = (parameters: Readonly<Record<string, number | string>>) =>
    Object.entries(parametersFor(set, parameters)).map(([name, value]) => [
      name,
      Number(value.toPrecision(9)),
    ]);

  it('are set in the numbers that it is given by', () => {
    expect(values({ nu: 0.3, eta: '0.1/pi', S: 1, a: 2 })).toEqual([
      ['S', 8],
      ['nu', 0.1],
      ['eta', 0.2],
    ]);
    expect(values({ Re: 1, Ha: 5, Pm: 1, G: 1, Rm: 'Pm*Re', nu: '1/Re', S: 'Ha^2*nu*eta' })).toEqual([
      ['Re', 10],
      ['Ha', 20],
      ['Pm', 0.5],
    ]);
  });

  it('are ν, η and S where it has none of them', () => {
    expect(values({ a: 2 })).toEqual([
      ['nu', 0.1],
      ['eta', 0.2],
      ['S', 8],
    ]);
  });
});

describe('dimensional values', () => {
  it.each([
    ['2.5 cm', 0.025, [1, 0, 0, 0, 0]],
    ['1e-6 m^2/s', 1e-6, [2, 0, -1, 0, 0]],
    ['1 mm²/s', 1e-6, [2, 0, -1, 0, 0]],
    ['998 kg/m^3', 998, [-3, 1, 0, 0, 0]],
    ['1 kg/m/s', 1, [-1, 1, -1, 0, 0]],
    ['20 mT', 0.02, [0, 1, -2, -1, 0]],
    ['2 S m^-1', 2, [-3, -1, 3, 2, 0]],
    ['3', 3, [0, 0, 0, 0, 0]],
  ])('%s', (text, value, dimension) => {
    const read = readQuantity(text);
    expect(read.value).toBeCloseTo(value, 14);
    expect(read.dimension).toEqual(dimension);
  });

  it.each([
    ['m', 'does not begin with a number'],
    ['2 furlong', 'is not a unit'],
    ['2 m^x', 'is not a unit'],
  ])('%s is refused', (text, sentence) => {
    expect(() => readQuantity(text)).toThrow(sentence);
  });

  it('give the numbers, which agree with one another', () => {
    const numbers = numbersFrom({
      ...{ length: '0.1 m', speed: '0.5 m/s', density: '6360 kg/m^3' },
      ...{ viscosity: '0.34 mm^2/s', conductivity: '3.3e6 S/m', field: '20 mT' },
    });
    expect(numbers.Re).toBeCloseTo(0.05 / 3.4e-7, 6);
    expect(numbers.Rm).toBeCloseTo(4e-7 * Math.PI * 3.3e6 * 0.05, 6);
    // Ha = B L √(σ/(ρν)) without the magnetic constant
    expect(numbers.Ha! / (0.02 * 0.1 * Math.sqrt(3.3e6 / (6360 * 3.4e-7)))).toBeCloseTo(1, 12);
    // The Alfvén speed B/√(μ₀ρ) over the speed, squared.
    expect(numbers.S! / (0.02 ** 2 / (4e-7 * Math.PI * 6360 * 0.25))).toBeCloseTo(1, 9);
    const { nu, eta, S } = canonicalSet(numbers);
    expect([nu! * numbers.Re!, eta! * numbers.Rm!, S! / numbers.S!]).toEqual([
      expect.closeTo(1, 12),
      expect.closeTo(1, 12),
      expect.closeTo(1, 12),
    ]);
    expect(() => numbersFrom({ length: '2 s' })).toThrow('whose units are others; write it as in 0.1 m');
  });
});

describe('numbers as they are typed', () => {
  it('are read, and refused in a sentence', () => {
    expect(readNumberTexts({ Re: '1e3', Pm: '' })).toEqual({ Re: 1000 });
    expect(() => readNumberTexts({ Ha: '20 T' })).toThrow('Ha is given as "20 T", which is not a number');
  });

  it('are read back, by whichever numbers it is given', () => {
    const rounded = (parameters: Readonly<Record<string, number>>) =>
      Object.fromEntries(
        Object.entries(setOfParameters(parameters)).map(([name, value]) => [
          name,
          Number(value.toPrecision(9)),
        ]),
      );
    expect(rounded({ Re: 10, Ha: 20, Pm: 0.5 })).toEqual({ nu: 0.1, eta: 0.2, S: 8 });
    expect(rounded({ Re: 10, Rm: 5, S: 8 })).toEqual({ nu: 0.1, eta: 0.2, S: 8 });
    expect(rounded({ nu: 0.1, eta: 0.2, S: 8, a: 2 })).toEqual({ nu: 0.1, eta: 0.2, S: 8 });
    expect(rounded({ Ha: 20, G: 1 })).toEqual({});
    expect(rounded({ Re: 10, Rm: 5, Pm: 3, nu: 0.1 })).toEqual({ nu: 0.1 });
  });
});
