import { sizeOf, typeText, type HostArray, type TensorType } from '../program';
import { nativeBinding } from './native';

const wrongData = (type: TensorType, reason: string) =>
  new Error(`A tensor of type ${typeText(type)} ${reason}.`);

/** A tensor in the engine's memory. It lives until `dispose` is called. */
export class DeviceTensor {
  private alive = true;

  constructor(
    readonly type: TensorType,
    private readonly handle: number,
  ) {}

  /** The addon's number for this tensor. Errors: after `dispose`. */
  get id(): number {
    if (!this.alive) throw wrongData(this.type, 'was used after it was disposed');
    return this.handle;
  }

  /** A copy of the elements, row-major; bool as 0 and 1. */
  read(): HostArray {
    const data = nativeBinding().tensorDataSync(this.id);
    if (this.type.element !== 'float64') return data;
    return new Float64Array(data.buffer, data.byteOffset, sizeOf(this.type.shape));
  }

  dispose(): void {
    if (!this.alive) return;
    this.alive = false;
    nativeBinding().deleteTensor(this.handle);
  }
}

/** Copies elements into the engine. Errors: another count or array class than the type asks for. */
export function upload(type: TensorType, data: HostArray): DeviceTensor {
  if (data.length !== sizeOf(type.shape)) throw wrongData(type, `can't hold ${data.length} elements`);
  const binding = nativeBinding();
  if (type.element === 'float64') {
    if (!(data instanceof Float64Array)) throw wrongData(type, 'needs a Float64Array');
    const words = new Int32Array(data.buffer, data.byteOffset, 2 * data.length);
    return new DeviceTensor(type, binding.createTensor([...type.shape, 2], binding.TF_INT32, words));
  }
  const [code, fits] = {
    float32: [binding.TF_FLOAT, data instanceof Float32Array],
    int32: [binding.TF_INT32, data instanceof Int32Array],
    bool: [binding.TF_BOOL, data instanceof Uint8Array],
  }[type.element] as [number, boolean];
  if (!fits) throw wrongData(type, 'was given an array of another class');
  return new DeviceTensor(type, binding.createTensor([...type.shape], code, data as Float32Array));
}

/** One number as a scalar tensor. */
export function uploadScalar(element: 'float32' | 'float64' | 'int32', value: number): DeviceTensor {
  const arrays = { float32: Float32Array, float64: Float64Array, int32: Int32Array };
  return upload({ element, shape: [] }, arrays[element].of(value));
}
