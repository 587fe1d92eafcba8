import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the drivers of NVIDIA GPUs show themselves: on Linux, and inside the Linux of Windows. */
const driverPlaces = ['/proc/driver/nvidia/gpus', '/dev/dxg'];

const addon = '@tensorflow/tfjs-node/lib/napi-v8/tfjs_binding.node';

/** True when a driver of this machine knows an NVIDIA GPU. */
export function hasNvidiaGpu(places: readonly string[] = driverPlaces): boolean {
  const [listed = '', device = ''] = places;
  try {
    return readdirSync(listed).length > 0;
  } catch {
    return device !== '' && existsSync(device) && existsSync('/usr/lib/wsl/lib/libcuda.so.1');
  }
}

/** The folder in which this code's bundle lies. */
function bundleFolder(): string {
  return path.dirname(typeof __filename === 'string' ? __filename : fileURLToPath(import.meta.url));
}

/**
 * The addon of the engine for GPUs that a second package puts beside that of the application
 * (`resources/engine-gpu` beside `resources/engine`), or null where it is not installed.
 */
export function gpuAddon(engineFolder = bundleFolder()): string | null {
  const file = path.join(path.dirname(engineFolder), 'engine-gpu', addon);
  return existsSync(file) ? file : null;
}
