import { describe, expect, it } from 'vitest';
import { readData } from '../../../src/import';
import { checkStudy } from '../../../src/language';
import { dataFiles, describePath, noiseFactor, parseStudy, studyFiles, unitFactor } from '../../../src/study';

describe('a factor between units', () => {
  it.each([
    ['cm/s', 'm/s', 0.01],
    ['km/h', 'm/s', 1 / 3.6],
    ['mm^2/s', 'm^2/s', 1e-6],
    ['N', 'kg*m/s^2', 1],
    ['mm', '0.1 m', 0.01],
    ['W/m/K', 'kg*m/s^3/K', 1],
    ['G', 'mT', 0.1],
    ['1/min', '1/s', 1 / 60],
    ['1/s', 'Hz', 1],
  ])('from %s to %s', (from, to, factor) => {
    expect(unitFactor(from, to)).toBeCloseTo(factor, 12);
  });

  it.each([
    ['cm', 's', '"cm" and "s" are units of different things'],
    ['K', 'm', 'are units of different things'],
    ['furlong', 'm', '"furlong" in "1 furlong" is not a unit'],
    ['m', '0 m', '"m" is not a multiple of "0 m"'],
  ])('not from %s to %s', (from, to, message) => {
    expect(() => unitFactor(from, to)).toThrow(message);
  });
});

const entry = {
  file: 'a.csv',
  columns: { x: 'place', u: 'speed' },
  measured: { u_x: 'shear' },
  units: { x: 'mm', u: 'cm/s' },
};
const read = (changes: object, more: object = {}) => {
  const parsed = parseStudy({
    collocate: 1,
    coordinates: { x: [0, 1] },
    fields: ['u'],
    equations: ['u_xx = 0'],
    units: { x: 'm', u: 'm/s', u_x: '1/s' },
    data: [{ ...entry, ...changes }],
    ...more,
  });
  if (!parsed.ok) throw new Error(parsed.problems[0].message);
  return parsed.study;
};

describe('columns of data in other units', () => {
  it('are converted, with the noise of their values', async () => {
    const study = read({ noise: 'error', measured: {} });
    const [{ table }] = studyFiles(study);
    const outcome = await readData('a.csv', 'place,speed,error\n250,30,2\n500,40,4\n', table!);
    if (!outcome.ok) throw new Error(outcome.problems[0].message);
    const { x, u, ...rest } = outcome.table.columns;
    expect([...x]).toEqual([0.25, 0.5]);
    expect([...u].map((value) => value.toFixed(12))).toEqual(['0.300000000000', '0.400000000000']);
    expect([...Object.values(rest)[0]].map((value) => value.toFixed(12))).toEqual([
      '0.020000000000',
      '0.040000000000',
    ]);
    expect(noiseFactor(dataFiles(study)[0], study)).toBeCloseTo(0.01, 15);
    expect(checkStudy(study).filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it.each([
    [{ units: { v: 'm/s' } }, {}, 'data[0].units.v: The file gives no "v", so it needs no unit.'],
    [{}, { units: { x: 'm' } }, 'data[0].units.u: Say in the "units" of the study what 1 of u stands for'],
    [{ units: { u: 'cm' } }, {}, 'data[0].units.u: "cm" and "m/s" are units of different things'],
    [{ units: { u: 'knot' } }, {}, 'data[0].units.u: "knot" in "1 knot" is not a unit'],
    [
      { noise: 0.1 },
      {},
      'data[0].noise: The noise is in the unit of the values, but u and u_x have different ones',
    ],
  ])('%j are refused', (changes, more, message) => {
    const found = checkStudy(read(changes, more)).map(
      ({ path, message: told }) => `${describePath(path)}: ${told}`,
    );
    expect(found).toContainEqual(expect.stringContaining(message));
  });
});
