import { describe, expect, it } from 'vitest';
import { muon, soap, type Slot } from '../../../src/optimise';
import { orthogonalised } from '../../../src/optimise/muon';
import * as op from '../../../src/program';
import { evaluate, tensor, trace, type Value } from '../../../src/program';
import { randomElements } from '../../support/random';
import { Drive } from './support';

type Rows = number[][];

const zeros = (rows: number, columns: number): Rows =>
  Array.from({ length: rows }, () => Array.from({ length: columns }, () => 0));
const product = (a: Rows, b: Rows): Rows =>
  a.map((row) => b[0].map((_, k) => row.reduce((sum, value, i) => sum + value * b[i][k], 0)));
const turned = (a: Rows): Rows => a[0].map((_, k) => a.map((row) => row[k]));
const combined = (a: Rows, p: number, b: Rows, q: number): Rows =>
  a.map((row, i) => row.map((value, k) => p * value + q * b[i][k]));
const unit = (size: number): Rows => zeros(size, size).map((row, i) => row.map((_, k) => (i === k ? 1 : 0)));
const rowsOf = (flat: ArrayLike<number>, { shape: [rows, columns], offset }: Slot): Rows =>
  zeros(rows, columns).map((row, i) => row.map((_, k) => flat[offset + i * columns + k]));

/** Modified Gram–Schmidt on columns. */
function orthonormalColumns(a: Rows): Rows {
  const columns = turned(a);
  columns.forEach((column, k) => {
    for (const before of columns.slice(0, k)) {
      const along = column.reduce((sum, value, i) => sum + value * before[i], 0);
      before.forEach((value, i) => (column[i] -= along * value));
    }
    const size = Math.hypot(...column);
    column.forEach((value, i) => (column[i] = value / size));
  });
  return turned(columns);
}

const slots: Slot[] = [
  { shape: [9, 8], offset: 3 },
  { shape: [4], offset: 75 },
];
const count = 79;
const start = Float64Array.from(randomElements([count], 5));
const curvatures = Float64Array.from(randomElements([count], 6, [0.1, 2]));
const places = Float64Array.from(randomElements([count], 7));
/** Σ c (x − a)² + (Σ x)²/10: not of one matrix alone. */
const loss = (x: Value): Value => {
  const away = op.subtract(x, op.reshape(literal(places), [count]));
  const all = op.sum(x);
  return op.add(
    op.sum(op.multiply(op.multiply(away, away), literal(curvatures))),
    op.multiply(op.multiply(all, all), 0.1),
  );
};
const literal = (values: Float64Array): Value => op.constant(Array.from(values));
const slopeAt = (x: Float64Array): Float64Array => {
  const all = x.reduce((sum, value) => sum + value, 0);
  return x.map((value, k) => 2 * curvatures[k] * (value - places[k]) + 0.2 * all);
};
const rate = 0.05;
const settings = [rate, 10, 1, 0];
const steps = 8;

describe('Muon', () => {
  it('takes the steps of its formula, and of Adam elsewhere', () => {
    const drive = new Drive(muon(slots), start, loss, settings);
    const x = Float64Array.from(start);
    const [mean, square] = [new Float64Array(count), new Float64Array(count)];
    let momentum = zeros(9, 8);
    for (let step = 1; step <= steps; step++) {
      const slope = slopeAt(x);
      const matrix = rowsOf(slope, slots[0]);
      momentum = combined(momentum, 0.95, matrix, 0.05);
      const ahead = combined(momentum, 0.95, matrix, 0.05);
      const size = Math.hypot(...ahead.flat());
      let o = turned(ahead).map((row) => row.map((value) => value / size));
      for (let round = 0; round < 5; round++) {
        const a = product(o, turned(o));
        o = combined(o, 3.4445, product(combined(a, -4.775, product(a, a), 2.0315), o), 1);
      }
      const direction = turned(o).flat();
      slope.forEach((value, k) => {
        mean[k] = 0.9 * mean[k] + 0.1 * value;
        square[k] = 0.999 * square[k] + 0.001 * value ** 2;
        const adam = mean[k] / (1 - 0.9 ** step) / (Math.sqrt(square[k] / (1 - 0.999 ** step)) + 1e-8);
        x[k] -= rate * (k >= 3 && k < 75 ? 0.2 * 3 * direction[k - 3] : adam);
      });
      drive.step();
      drive.state.parameters.forEach((value, k) => expect(value).toBeCloseTo(x[k], 11));
    }
  });

  it('moves along matrices whose singular values are all about 1', () => {
    const matrix = randomElements([6, 10], 3);
    const program = trace('orthogonalised', [tensor('float64', [6, 10])], (x) => {
      const near = orthogonalised(x);
      return [op.dot(near, near, { transposeRight: true })];
    });
    const [gram] = evaluate(program, [Float64Array.from(matrix)]);
    // The squares of the singular values lie between the least and the largest of these.
    const diagonal = Array.from({ length: 6 }, (_, k) => gram[7 * k]);
    const trace2 = diagonal.reduce((sum, value) => sum + value, 0);
    expect(trace2 / 6).toBeGreaterThan(0.7 ** 2);
    expect(Math.max(...diagonal)).toBeLessThan(1.25 ** 2);
    expect(Math.min(...diagonal)).toBeGreaterThan(0.6 ** 2);
  });

  it('is Adam where there is no matrix', () => {
    const drive = new Drive(muon([{ shape: [79], offset: 0 }]), start, loss, settings);
    drive.step();
    const slope = slopeAt(start);
    drive.state.parameters.forEach((value, k) =>
      expect(value).toBeCloseTo(start[k] - (rate * slope[k]) / (Math.abs(slope[k]) + 1e-8), 11),
    );
  });
});

describe('SOAP', () => {
  it('takes the steps of its formula', () => {
    const drive = new Drive(soap(slots), start, loss, settings);
    const x = Float64Array.from(start);
    const [mean, square] = [new Float64Array(count), new Float64Array(count)];
    let [left, right] = [zeros(9, 9), zeros(8, 8)];
    let [p, q] = [unit(9), unit(8)];
    const following = (factor: Rows, basis: Rows): Rows => {
      const average = factor.reduce((sum, row, k) => sum + row[k], 0) / factor.length;
      const shifted = combined(factor, 1 / average, unit(factor.length), 1e-6);
      return orthonormalColumns(orthonormalColumns(product(shifted, basis)));
    };
    const within = (flat: Float64Array, back: boolean): Float64Array => {
      const matrix = rowsOf(flat, slots[0]);
      const other = back ? product(product(p, matrix), turned(q)) : product(product(turned(p), matrix), q);
      const result = Float64Array.from(flat);
      result.set(other.flat(), 3);
      return result;
    };
    for (let step = 1; step <= steps; step++) {
      const slope = slopeAt(x);
      const seen = within(slope, false);
      seen.forEach((value, k) => {
        mean[k] = 0.95 * mean[k] + 0.05 * slope[k];
        square[k] = 0.95 * square[k] + 0.05 * value ** 2;
      });
      const correction = 1 - 0.95 ** step;
      const direction = within(
        within(mean, false).map(
          (value, k) => value / correction / (Math.sqrt(square[k] / correction) + 1e-8),
        ),
        true,
      );
      direction.forEach((value, k) => (x[k] -= rate * value));
      const matrix = rowsOf(slope, slots[0]);
      left = combined(left, 0.95, product(matrix, turned(matrix)), 0.05);
      right = combined(right, 0.95, product(turned(matrix), matrix), 0.05);
      [p, q] = [following(left, p), following(right, q)];
      drive.step();
      drive.state.parameters.forEach((value, k) => expect(Math.abs(value - x[k])).toBeLessThan(1e-7));
    }
  });

  it('keeps its bases orthonormal, and finds the eigenvectors', () => {
    const drive = new Drive(soap(slots), start, loss, [1e-3, 400, 1, 0]);
    for (let step = 0; step < 60; step++) drive.step();
    const basis = rowsOf(drive.state.bases, { shape: [9, 9], offset: 0 });
    const factor = rowsOf(drive.state.factors, { shape: [9, 9], offset: 0 });
    product(turned(basis), basis).forEach((row, i) =>
      row.forEach((value, k) => expect(value).toBeCloseTo(i === k ? 1 : 0, 12)),
    );
    const seen = product(product(turned(basis), factor), basis);
    // The largest eigenvalue stands alone in its row.
    for (const value of seen[0].slice(1)) expect(Math.abs(value)).toBeLessThan(1e-3 * seen[0][0]);
  });
});
