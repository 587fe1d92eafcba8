import * as op from '../program';
import { assemble, type Layer } from './layers';
import type { Network } from './network';

export interface SirenSettings {
  readonly inputs: number;
  readonly outputs: number;
  readonly width: number;
  /** Hidden layers. */
  readonly depth: number;
  /** ω₀ */
  readonly frequency: number;
}

/**
 * Sinusoidal representation network (Sitzmann, Martel, Bergman, Lindell & Wetzstein, NeurIPS 2020, section 3.2
 * and supplement): x ← sin(ω₀ (W x + b)), then an affine layer. First weights are even in ±1/inputs in the first layer and
 * in ±√(6/inputs)/ω₀ behind it; biases in ±1/√inputs, as in the authors' code.
 */
export function siren({ inputs, outputs, width, depth, frequency }: SirenSettings): Network {
  const layer = (k: number): Layer => {
    const columns = k === 0 ? inputs : width;
    const rows = k === depth ? outputs : width;
    const bound = k === 0 ? 1 / columns : Math.sqrt(6 / columns) / frequency;
    return {
      tensors: [
        { name: `weight ${k + 1}`, shape: [rows, columns], start: { law: 'uniform', bound } },
        {
          name: `bias ${k + 1}`,
          shape: [rows, 1],
          start: { law: 'uniform', bound: 1 / Math.sqrt(columns) },
        },
      ],
      apply([weight, bias], x) {
        if (k === depth) return op.add(op.dot(weight, x), bias);
        // ω₀ multiplies the weights and not the points.
        return op.sin(op.add(op.dot(op.multiply(weight, frequency), x), op.multiply(bias, frequency)));
      },
    };
  };
  return assemble(
    Array.from({ length: depth + 1 }, (_, k) => layer(k)),
    Math.max(inputs, width, outputs),
    (layers, features) => layers.reduce((x, one) => one(x), features),
  );
}
