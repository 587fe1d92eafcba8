import { describe, expect, it } from 'vitest';
import { inductionlessDuct, shercliffDuct } from '../../../../src/pde/reference/duct';

const at = (y: number, z: number, Ha: number) => {
  const points = { y: Float64Array.of(y), z: Float64Array.of(z) };
  const { u, b } = shercliffDuct.evaluate(points, { Ha });
  const { phi } = inductionlessDuct.evaluate(points, { Ha });
  return { u: u[0], b: b[0], phi: phi[0] };
};

/** Second derivative along y or z by central differences of fourth order. */
function second(f: (shift: number) => number, step = 4e-3): number {
  return (-f(-2 * step) + 16 * f(-step) - 30 * f(0) + 16 * f(step) - f(2 * step)) / (12 * step * step);
}

function first(f: (shift: number) => number, step = 4e-3): number {
  return (f(-2 * step) - 8 * f(-step) + 8 * f(step) - f(2 * step)) / (12 * step);
}

describe('the flow through a square duct across a magnetic field', () => {
  it.each([
    // The series summed with 40 digits.
    [5, 0.171601814824699347],
    [20, 0.049918641470128594],
    [50, 0.019999978523586287],
  ])('has its largest speed in the middle, Ha = %d', (Ha, speed) => {
    expect(at(0, 0, Ha).u).toBeCloseTo(speed, 13);
  });

  it('satisfies both sets of equations inside', () => {
    const [y, z, Ha] = [0.35, -0.6, 8];
    const u = (dy: number, dz: number) => at(y + dy, z + dz, Ha).u;
    const b = (dy: number, dz: number) => at(y + dy, z + dz, Ha).b;
    const phi = (dy: number, dz: number) => at(y + dy, z + dz, Ha).phi;
    const laplacian = (f: (dy: number, dz: number) => number) =>
      second((h) => f(h, 0)) + second((h) => f(0, h));
    expect(laplacian(u) + Ha * first((h) => b(h, 0))).toBeCloseTo(-1, 6);
    expect(laplacian(b) + Ha * first((h) => u(h, 0))).toBeCloseTo(0, 6);
    expect(laplacian(u) + Ha ** 2 * (first((h) => phi(0, h)) - u(0, 0))).toBeCloseTo(-1, 5);
    expect(laplacian(phi) - first((h) => u(0, h))).toBeCloseTo(0, 6);
  });

  it('rests on the walls, into which no current flows', () => {
    for (const [y, z] of [
      [1, 0.3],
      [-0.4, -1],
    ]) {
      const { u, b } = at(y, z, 20);
      expect(u).toBe(0);
      expect(Math.abs(b)).toBeLessThan(1e-12);
    }
    const inner = 1e-3;
    const slope = (at(1, 0.3, 20).phi - at(1 - inner, 0.3, 20).phi) / inner;
    expect(Math.abs(slope)).toBeLessThan(1e-3);
  });
});
