import os from 'node:os';
import { engineSettings } from './environment';
import { hasNvidiaGpu } from './gpu';
import { measuredLimits, type MachineLimits } from './limits';
import { nativeBinding } from './native';

/** What the engine runs on. */
export interface EngineStatus {
  readonly device: 'cpu' | 'gpu';
  readonly deviceName: string;
  readonly tensorflow: string;
  /** Programs are compiled by XLA. */
  readonly xla: boolean;
  readonly threads: number;
  readonly cores: number;
  /** This machine has an NVIDIA GPU that the engine does not use, although it was not told to keep to the processor. */
  readonly idleGpu: boolean;
  /** Null until they were measured in this process. */
  readonly limits: MachineLimits | null;
}

/** Loads the engine and says what it is. */
export function engineStatus(): EngineStatus {
  const binding = nativeBinding();
  const gpu = binding.isUsingGpuDevice();
  const processors = os.cpus();
  return {
    device: gpu ? 'gpu' : 'cpu',
    deviceName: gpu ? 'NVIDIA GPU' : (processors[0]?.model ?? os.arch()).replace(/\s+/g, ' ').trim(),
    tensorflow: binding.TF_Version,
    xla: true,
    threads: engineSettings().threads,
    cores: processors.length,
    idleGpu: !gpu && engineSettings().device !== 'cpu' && hasNvidiaGpu(),
    limits: measuredLimits(),
  };
}
