import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { isLoaded } from './loaded';

export interface EngineSettings {
  /** Threads that compute. */
  readonly threads: number;
  readonly device: 'auto' | 'cpu' | 'gpu';
}

/** The pinned release of libtensorflow; part of the key of everything compiled. */
export const pinnedTensorFlow = '2.21.0';

/**
 * How XLA makes code for the processor: matrix products as its own vector code, with tiles that fit the registers, and
 * vectors of full width. On the products of networks, 16 to 64 wide, in float64 this takes between a sixth and three
 * quarters less time than the library's kernels, which know neither 512-bit vectors nor fused operations; float32 is
 * as fast either way.
 */
const compilerFlags = [
  '--xla_cpu_multi_thread_eigen=false',
  '--xla_cpu_prefer_vector_width=512',
  '--xla_backend_extra_options=xla_force_enable_experimental_llvm_ir_gemm,xla_llvm_ir_gemm_tile_size=10:8:2*vectwidth',
].join(' ');

let settings: EngineSettings | null = null;

/**
 * Sets what libtensorflow reads from the environment when it is loaded: threads, device, caches, quiet log. Call once,
 * before any program runs. Errors: a second call with other settings after the library is loaded.
 */
export function configureEngine(wanted: EngineSettings): void {
  const threads = Math.max(1, Math.floor(wanted.threads));
  if (settings && settings.threads === threads && settings.device === wanted.device) return;
  if (isLoaded())
    throw new Error('The engine is loaded already; threads and device are set before the first program.');
  settings = { threads, device: wanted.device };
  const { env } = process;
  // One thread for each island that is called, and one for each compiled island that runs: the parts of a compiled program
  // are handed to the second pool, in which islands would wait for each other if it had a single thread.
  env.TF_NUM_INTEROP_THREADS = String(threads);
  env.TF_NUM_INTRAOP_THREADS = String(threads);
  env.OMP_NUM_THREADS = '1';
  // The same results on every run: oneDNN picks kernels by itself.
  env.TF_ENABLE_ONEDNN_OPTS = '0';
  env.TF_CPP_MIN_LOG_LEVEL ??= '3';
  if (!env.XLA_FLAGS?.includes(compilerFlags))
    env.XLA_FLAGS = `${env.XLA_FLAGS ?? ''} ${compilerFlags}`.trim();
  if (wanted.device === 'cpu') env.CUDA_VISIBLE_DEVICES = '-1';
  if (wanted.device !== 'cpu') {
    env.TF_DETERMINISTIC_OPS = '1';
    env.NVIDIA_TF32_OVERRIDE = '0';
    env.TF_FORCE_GPU_ALLOW_GROWTH ??= 'true';
  }
  const folder = ownFolder('compiled');
  if (folder) {
    // XLA would fail where it can't write.
    const flags = [`--tf_xla_persistent_cache_directory=${folder}`];
    if (!hasRoom(folder)) flags.push('--tf_xla_persistent_cache_read_only=true');
    env.TF_XLA_FLAGS = [env.TF_XLA_FLAGS ?? '', ...flags].join(' ').trim();
  }
}

/** Free bytes below which nothing is added to the compiled code on disk. */
const roomNeeded = 64 * 2 ** 20;

/** True where files can be written, and there is room for them. */
function hasRoom(folder: string): boolean {
  try {
    const probe = path.join(folder, `probe-${process.pid}`);
    writeFileSync(probe, '');
    rmSync(probe);
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize >= roomNeeded;
  } catch {
    return false;
  }
}

export function engineSettings(): EngineSettings {
  if (!settings) configureEngine({ threads: Math.max(1, os.cpus().length - 1), device: 'auto' });
  return settings!;
}

/** The per-user cache folder of the lab. */
export function cacheFolder(): string {
  const base = process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache');
  return process.env.COLLOCATE_CACHE || path.join(base, 'collocate');
}

/**
 * A folder for compiled code of this TensorFlow, processor and thread count, closed to other users: it holds native
 * code. Null when it can't be made; then programs are compiled anew in each process.
 */
export function ownFolder(name: string): string | null {
  const machine = `${os.cpus()[0]?.model ?? ''} ${os.arch()} ${engineSettings().threads} ${engineSettings().device} ${process.env.XLA_FLAGS ?? ''}`;
  const key = createHash('sha256').update(machine).digest('hex').slice(0, 12);
  const folder = path.join(cacheFolder(), name, `${pinnedTensorFlow}-${key}`);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return folder;
  } catch {
    return null;
  }
}
