import { engineSettings } from './environment';
import { gpuAddon, hasNvidiaGpu } from './gpu';
import { markLoaded } from './loaded';
import { requireHere } from './require';

/** Numbers by which the addon names tensors and loaded models. */
export interface NativeBinding {
  createTensor(shape: readonly number[], type: number, data: Float32Array | Int32Array | Uint8Array): number;
  deleteTensor(id: number): void;
  tensorDataSync(id: number): Float32Array | Int32Array | Uint8Array;
  loadSavedModel(folder: string, tags: string): number;
  deleteSavedModel(id: number): void;
  runSavedModel(
    id: number,
    tensors: readonly number[],
    inputNames: string,
    outputNames: string,
  ): readonly { readonly id: number; readonly shape: readonly number[]; readonly dtype: number }[];
  isUsingGpuDevice(): boolean;
  getNumOfTensors(): number;
  getNumOfSavedModels(): number;
  readonly TF_Version: string;
  readonly TF_FLOAT: number;
  readonly TF_INT32: number;
  readonly TF_BOOL: number;
}

let loaded: NativeBinding | null = null;

/**
 * The native addon of @tensorflow/tfjs-node, without the JavaScript kernels that its package loads on top: programs
 * need none of them, and a start is a third of a second quicker. Errors: a sentence when the addon is not built.
 */
export function nativeBinding(): NativeBinding {
  if (loaded) return loaded;
  try {
    loaded = requireHere(addonInUse()) as NativeBinding;
    markLoaded();
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new Error(
      `TensorFlow's library could not be loaded (${reason}). Run "npm run set-up" to install it again.`,
    );
  }
  return loaded;
}

/** The engine for GPUs where there is a GPU for it, else the application's own. */
function addonInUse(): string {
  const own = '@tensorflow/tfjs-node/lib/napi-v8/tfjs_binding.node';
  return engineSettings().device !== 'cpu' && hasNvidiaGpu() ? (gpuAddon() ?? own) : own;
}
