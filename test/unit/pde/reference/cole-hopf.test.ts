import { describe, expect, it } from 'vitest';
import { exactSolution, exactSolutions } from '../../../../src/pde/reference';
import { gentleWave, sineWave } from '../../../../src/pde/reference/colehopf';
import { gaussHermite } from '../../../../src/pde/reference/gauss-hermite';

const nu = 0.01 / Math.PI;

function wave(x: number[], t: number[], viscosity = nu): Float64Array {
  const solution = exactSolution('burgers-cole-hopf');
  if (!solution) throw new Error('the registry has no such solution');
  return solution.evaluate({ x: Float64Array.from(x), t: Float64Array.from(t) }, { nu: viscosity }).u;
}

describe('Gauss–Hermite rules', () => {
  it('integrate powers exactly up to degree 2n − 1', () => {
    const { nodes, logWeights } = gaussHermite(20);
    // ∫ z^2m e^(−z²) dz = √π (2m−1)!! / 2^m
    let exact = Math.sqrt(Math.PI);
    for (let m = 0; m <= 19; m++) {
      const sum = nodes.reduce((total, z, k) => total + Math.exp(logWeights[k]) * z ** (2 * m), 0);
      expect(Math.abs(sum / exact - 1), `power ${2 * m}`).toBeLessThan(2e-14);
      exact *= (2 * m + 1) / 2;
    }
    const beyond = nodes.reduce((total, z, k) => total + Math.exp(logWeights[k]) * z ** 40, 0);
    expect(Math.abs(beyond / exact - 1)).toBeGreaterThan(1e-8);
  });

  it.each([1, 2, 5, 64, 255, 2048])('have %i distinct nodes, symmetric about zero', (count) => {
    const { nodes, logWeights } = gaussHermite(count);
    for (let k = 1; k < count; k++) expect(nodes[k]).toBeGreaterThan(nodes[k - 1]);
    for (let k = 0; k < count; k++) expect(nodes[k] + nodes[count - 1 - k]).toBe(0);
    const total = logWeights.reduce((sum, logWeight) => sum + Math.exp(logWeight), 0);
    expect(Math.abs(total / Math.sqrt(Math.PI) - 1)).toBeLessThan(1e-13);
  });
});

describe('the Cole–Hopf solution', () => {
  // The quotient of both integrals by the trapezoid rule in z over [−35, 35] with mpmath, mp.dps = 40:
  //   y = x − 2 sqrt(nu t) z, part = exp(−z² − cos(pi y)/(2 pi nu)), u = −Σ part sin(pi y) / Σ part.
  // Steps 1/40 and 1/57 agreed to 28 digits; x, t and nu were the doubles written here.
  it.each([
    [0.01 / Math.PI, 0.001, 0.3, '-0.025014268589654225994'],
    [0.01 / Math.PI, 0.001, 0.5, '-0.15063581540133579407'],
    [0.01 / Math.PI, 0.01, 0.31, '-0.27846524904148180203'],
    [0.01 / Math.PI, 0.05, 1, '-0.70002708087935886463'],
    [0.01 / Math.PI, 0.25, 0.75, '-0.67946679681824856231'],
    [0.01 / Math.PI, 0.5, 0.1, '-0.95278979547636304217'],
    [0.01 / Math.PI, 0.9, 0.01, '-0.29994990207135381577'],
    [0.01 / Math.PI, -0.6, 0.99, '0.30393084905503717775'],
    [0.02, 0.01, 0.4, '-0.16392912820714708095'],
    [0.02, 0.3, 1, '-0.51562895859464921275'],
    [0.02, -0.7, 0.2, '0.54829486020993429372'],
    [0.08, 0.3, 0.5, '-0.63952731607211151997'],
    [1, 0.3, 0.1, '-0.30990500063110433637'],
    [1, 0.5, 1, '-0.000051560104147683539001'],
    [0.001, 0.002, 0.5, '-0.75567707485189903829'],
    [0.001, 0.4, 0.9, '-0.48647398531664094134'],
  ])('with nu = %d at (%d, %d) equals a 40-digit evaluation', (viscosity, x, t, exact) => {
    expect(Math.abs(wave([x], [t], viscosity)[0] - Number(exact))).toBeLessThan(5e-14);
  });

  it('agrees on 256 × 101 with a rule of far more nodes, within the stated error', () => {
    const x: number[] = [];
    const t: number[] = [];
    for (let i = 0; i < 256; i++) {
      for (let j = 0; j < 101; j++) {
        x.push(-1 + (2 * i) / 255);
        t.push(j / 100);
      }
    }
    const values = wave(x, t);
    const finer = sineWave({ x: Float64Array.from(x), t: Float64Array.from(t) }, nu, gaussHermite(600));
    const difference = values.reduce((most, value, i) => Math.max(most, Math.abs(value - finer[i])), 0);
    const stated = exactSolutions[0].statedError({ x: [-1, 1], t: [0, 1] }, { nu });
    expect(stated).toBeLessThan(1e-12);
    expect(difference).toBeLessThan(stated);
    // A coarse rule is far off: the agreement above is not a matter of course.
    const coarse = sineWave({ x: Float64Array.from(x), t: Float64Array.from(t) }, nu, gaussHermite(32));
    expect(values.reduce((most, value, i) => Math.max(most, Math.abs(value - coarse[i])), 0)).toBeGreaterThan(
      1e-9,
    );
  });

  it('states its error up to the latest time', () => {
    const t = Float64Array.from({ length: 200 }, (_, i) => (i + 1) / 10);
    const x = Float64Array.from({ length: 200 }, (_, i) => Math.sin(i));
    for (const viscosity of [0.001, nu, 0.05]) {
      const stated = exactSolutions[0].statedError({ x: [-1, 1], t: [0, 20] }, { nu: viscosity });
      const finer = sineWave({ x, t }, viscosity, gaussHermite(3000));
      const values = wave([...x], [...t], viscosity);
      values.forEach((value, i) => expect(Math.abs(value - finer[i])).toBeLessThan(stated));
      expect(stated).toBeLessThan(1e-12);
    }
  });

  it('meets the initial wave and the walls', () => {
    expect(wave([0.3, -0.8], [0, 0])).toEqual(
      Float64Array.of(-Math.sin(0.3 * Math.PI), -Math.sin(-0.8 * Math.PI)),
    );
    expect(wave([0.3], [1e-300])[0]).toBeCloseTo(-Math.sin(0.3 * Math.PI), 14);
    for (const value of wave([-1, 1, 0], [0.7, 0.7, 0.7])) expect(Math.abs(value)).toBeLessThan(1e-13);
  });

  it('is the same by quadrature and by series where both hold', () => {
    const x = Float64Array.from({ length: 50 }, (_, i) => -1 + i / 25);
    const t = Float64Array.from({ length: 50 }, (_, i) => ((i * 7) % 50) / 50);
    const [series, quadrature] = [gentleWave({ x, t }, 0.1), sineWave({ x, t }, 0.1, gaussHermite(256))];
    series.forEach((value, i) => expect(Math.abs(value - quadrature[i])).toBeLessThan(2e-14));
  });

  it('is refused where it does not hold', () => {
    const refusal = (x: [number, number], t: [number, number], viscosity: number): string =>
      exactSolutions[0].refusal({ x, t }, { nu: viscosity }) ?? '';
    expect(refusal([-1, 1], [0, 1], nu)).toBe('');
    expect(refusal([-2, 1], [0, 1], nu)).toContain('between -1 and 1');
    expect(refusal([-1, 1], [-1, 1], nu)).toContain('t = 0');
    expect(refusal([-1, 1], [0, 1], 1e-6)).toContain('at least 0.0001');
    expect(refusal([-1, 1], [0, 1], -1)).toContain('nu is -1');
    expect(refusal([-1, 1], [0, 100], 1)).toContain('up to t = 20');
  });
});
