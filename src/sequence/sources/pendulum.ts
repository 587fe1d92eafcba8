import type { SequenceSource } from '../../study';
import { streams, uniformNumbers } from '../random';
import { numberSeries, type NumberSequences } from '../sequences';
import { integrate, type Flow } from './integrate';

/** dθ/dt = ω, dω/dt = −c ω − sin θ + A cos φ, dφ/dt = Ω: a damped pendulum driven by a torque of amplitude A. */
export function pendulumFlow(damping: number, drive: number, frequency: number): Flow {
  return (_t, [angle, velocity, phase], slope) => {
    slope[0] = velocity;
    slope[1] = -damping * velocity - Math.sin(angle) + drive * Math.cos(phase);
    slope[2] = frequency;
  };
}

/** Time that is integrated before the series begins. */
const approach = 50;

/** The angle enters by its sine and cosine, and so does the phase of the drive: a turn changes neither. */
export function pendulum(
  { interval, length, damping, drive, frequency }: Extract<SequenceSource, { kind: 'pendulum' }>,
  seed: number,
  trained: number,
): NumberSequences {
  const flow = pendulumFlow(damping, drive, frequency);
  const uniform = uniformNumbers(seed, streams.process);
  const start = integrate(flow, Float64Array.from([uniform(), uniform(), 0]), approach, 2).slice(3);
  const rows = integrate(flow, start, interval, length);
  const values = new Float64Array(5 * length);
  for (let k = 0; k < length; k++) {
    const [angle, velocity, phase] = rows.subarray(3 * k, 3 * k + 3);
    values.set([Math.sin(angle), Math.cos(angle), velocity, Math.sin(phase), Math.cos(phase)], 5 * k);
  }
  const names = ['sin θ', 'cos θ', 'ω', 'sin φ', 'cos φ'];
  return numberSeries(values, names, trained, interval, null);
}
