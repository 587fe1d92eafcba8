import type { SequenceSource } from '../../study';
import { streams, uniformNumbers } from '../random';
import { numberSeries, type NumberSequences } from '../sequences';
import { integrate, lyapunovExponent, type Flow } from './integrate';

/** dx/dt = σ(y − x), dy/dt = x(ρ − z) − y, dz/dt = xy − βz (Lorenz, J. Atmos. Sci. 20, 1963, eq. 25–27). */
export function lorenzFlow(sigma: number, rho: number, beta: number): Flow {
  return (_t, [x, y, z], slope) => {
    slope[0] = sigma * (y - x);
    slope[1] = x * (rho - z) - y;
    slope[2] = x * y - beta * z;
  };
}

/** Time that is integrated before the series begins, so that it lies on the attractor. */
const approach = 20;

export function lorenz(
  { interval, length, sigma, rho, beta }: Extract<SequenceSource, { kind: 'lorenz' }>,
  seed: number,
  trained: number,
): NumberSequences {
  const flow = lorenzFlow(sigma, rho, beta);
  const uniform = uniformNumbers(seed, streams.process);
  const first = Float64Array.from([1, 1, 20], (x) => x + uniform());
  const start = integrate(flow, first, approach, 2).slice(3);
  const lyapunov = lyapunovExponent(flow, start, 0.5, 400);
  const values = integrate(flow, start, interval, length);
  return numberSeries(values, ['x', 'y', 'z'], trained, interval, lyapunov);
}
