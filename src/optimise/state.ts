import { sizeOf, type HostArray, type TensorType } from '../program';
import type { State } from './optimiser';

/** Zeros of a tensor's type. */
function zeros({ element, shape }: TensorType): HostArray {
  const size = sizeOf(shape);
  switch (element) {
    case 'float32':
      return new Float32Array(size);
    case 'float64':
      return new Float64Array(size);
    case 'int32':
      return new Int32Array(size);
    case 'bool':
      return new Uint8Array(size);
  }
}

/** A state of zeros, on the host. */
export function zeroState(types: State<TensorType>): Record<string, HostArray> {
  return Object.fromEntries(Object.entries(types).map(([name, type]) => [name, zeros(type)]));
}

/** The float type of given parameters. */
export const elementOf = (parameters: HostArray): 'float32' | 'float64' =>
  parameters instanceof Float32Array ? 'float32' : 'float64';
