import type { PointTable } from '../../../src/geometry';
import { generator } from '../../support/random';

/** Random points of the unit disc, and points of its rim with normals of some length. */
export function scatteredDisc(count: number, rim: number, seed = 1, length = 1) {
  const next = generator(seed);
  const [x, y]: [number[], number[]] = [[], []];
  while (x.length < count) {
    const [a, b] = [2 * next() - 1, 2 * next() - 1];
    if (a * a + b * b >= 1) continue;
    x.push(a);
    y.push(b);
  }
  const around = (of: (angle: number) => number): Float64Array =>
    Float64Array.from({ length: rim }, (_, i) => of((2 * Math.PI * i) / rim));
  return {
    samples: table({ x: Float64Array.from(x), y: Float64Array.from(y) }),
    rim: table({
      x: around(Math.cos),
      y: around(Math.sin),
      'normal x': around((angle) => length * Math.cos(angle)),
      'normal y': around((angle) => length * Math.sin(angle)),
    }),
  };
}

/** Columns as they are read from a file with headings in its first row. */
export function table(columns: Record<string, Float64Array>): PointTable {
  const { length } = Object.values(columns)[0];
  return { columns, fileRows: Int32Array.from({ length }, (_, row) => row + 2) };
}

/** As the text of a table, under the names without spaces. */
export function tableText({ columns }: PointTable): string {
  const names = Object.keys(columns);
  const rows = Array.from(columns[names[0]], (_, i) => names.map((name) => columns[name][i]).join(','));
  return [names.map((name) => name.replace('normal ', 'n')).join(','), ...rows, ''].join('\n');
}

/** The shape that these files are of. */
export const discOfPoints = {
  shape: 'points' as const,
  file: 'disc.csv',
  columns: { x: 'x', y: 'y' },
  boundaries: {
    rim: { file: 'rim.csv', columns: { x: 'x', y: 'y' }, normals: { x: 'nx', y: 'ny' } },
  },
};
