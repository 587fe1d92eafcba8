import { createHash } from 'node:crypto';
import { chmodSync, existsSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { failedLately, noteFailure } from './attempts.mjs';
import { run } from './command.mjs';
import { findCompiler } from './compiler.mjs';
import { buildFolder, needSpace } from './disk.mjs';
import { cuda, tensorflowCpu, tensorflowGpu, tensorflowVersion } from './pins.mjs';
import { findProgram } from './place.mjs';
import { megabytes, SetUpProblem } from './problem.mjs';
import { unpack } from './unpack.mjs';
import { fetchWheel } from './wheel.mjs';

const gpuWheels = [tensorflowGpu, ...cuda];
/** Room for the largest moment: the wheel and its unpacked libraries side by side. */
const cpuBytes = 1.2e9;
const gpuBytes = 9e9;
/** What the addon's two source files include, out of 12,000 headers. */
const headers =
  /^tensorflow\/include\/(tensorflow\/c\/|xla\/tsl\/c\/|(tensorflow\/core|tsl)\/platform\/ctstring)/;
const libraries = /^tensorflow\/libtensorflow_(cc|framework)\.so\.2$/;

/** Folders of the cache, named by contents, so that a changed pin is another folder. @param {string} cache */
export function tensorflowFolders(cache) {
  const gpuHash = createHash('sha256')
    .update(gpuWheels.map((wheel) => wheel.sha256).join())
    .digest('hex');
  return {
    cpu: path.join(cache, 'tensorflow', `${tensorflowVersion}-cpu-${tensorflowCpu.sha256.slice(0, 8)}`),
    gpu: path.join(cache, 'tensorflow', `${tensorflowVersion}-gpu-${gpuHash.slice(0, 8)}`),
  };
}

/**
 * The library that this machine uses, when it is there.
 * @param {string} cache
 * @param {NodeJS.ProcessEnv} env
 */
export function tensorflowInUse(cache, env) {
  const folders = tensorflowFolders(cache);
  if (mayUseGpu(env)) {
    if (existsSync(folders.gpu)) return folders.gpu;
    if (!failedLately(cache, path.basename(folders.gpu))) return null;
  }
  return existsSync(folders.cpu) ? folders.cpu : null;
}

/** @param {NodeJS.ProcessEnv} env */
function mayUseGpu(env) {
  return env.COLLOCATE_DEVICE !== 'cpu' && findProgram('nvidia-smi', env) !== null;
}

/** TensorFlow's library and the few headers of its C interface, out of Python's wheel. */
export const tensorflow = {
  name: 'tensorflow',
  title: `TensorFlow ${tensorflowVersion}`,
  purposes: ['engine', 'collocate', 'serve', 'window', 'package', 'test'],
  /** @param {import('./steps.mjs').Context} context */
  ready: ({ cache, env }) => tensorflowInUse(cache, env) !== null,
  /** @param {import('./steps.mjs').Context} context */
  async run(context) {
    const { cache, env, report } = context;
    // What the next step would miss is told before the long download, not after it.
    findCompiler(env);
    const folders = tensorflowFolders(cache);
    if (mayUseGpu(env)) {
      try {
        const { code, output } = await run('nvidia-smi', ['-L'], { env });
        if (code !== 0 || !/GPU \d/.test(output)) throw new Error('nvidia-smi lists no GPU.');
        report.say(
          `  An NVIDIA GPU was found: fetching TensorFlow for it, with its CUDA libraries (about 3 GB).`,
        );
        await fetchGpuLibrary(context);
        return;
      } catch (error) {
        report.say(`  TensorFlow for the GPU is not used; the CPU is. ${error}`);
        noteFailure(cache, path.basename(folders.gpu), String(error));
        if (existsSync(folders.cpu)) return;
      }
    }
    needSpace('TensorFlow', cache, cpuBytes);
    await fetchLibrary([tensorflowCpu], folders.cpu, context);
  },
};

/** TensorFlow for NVIDIA GPUs, with its CUDA libraries. @param {import('./steps.mjs').Context} context */
export async function fetchGpuLibrary(context) {
  needSpace('TensorFlow for the GPU', context.cache, gpuBytes);
  await fetchLibrary(gpuWheels, tensorflowFolders(context.cache).gpu, context);
}

/**
 * @param {import('./pins.mjs').Wheel[]} wheels
 * @param {string} folder
 * @param {import('./steps.mjs').Context} context
 */
async function fetchLibrary(wheels, folder, { cache, env, report }) {
  await buildFolder(cache, folder, async (partial) => {
    for (const wheel of wheels) {
      const file = await fetchWheel(wheel, cache, report, env);
      const count = await unpack(
        file,
        partial,
        (name) => libraries.test(name) || headers.test(name) || /^nvidia\/.*\/(lib|bin|nvvm)\//.test(name),
        (done, total) =>
          report.progress(`unpacking ${wheel.name}: ${megabytes(done)} of ${megabytes(total)}`),
      );
      rmSync(path.dirname(file), { recursive: true, force: true });
      if (count === 0) {
        throw new SetUpProblem(
          `${wheel.name} is empty.`,
          'The wheel holds none of the files that it should.',
          'Try again.',
        );
      }
    }
    report.end();
    // The names that the linker asks for.
    symlinkSync('libtensorflow_cc.so.2', path.join(partial, 'tensorflow/libtensorflow.so'));
    symlinkSync('libtensorflow_framework.so.2', path.join(partial, 'tensorflow/libtensorflow_framework.so'));
    const tools = path.join(partial, 'nvidia/cuda_nvcc/bin');
    if (existsSync(tools)) for (const name of readdirSync(tools)) chmodSync(path.join(tools, name), 0o755);
  });
}
