import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder } from '../set-up/place.mjs';
import { SetUpProblem } from '../set-up/problem.mjs';
import { fetchGpuLibrary, tensorflowFolders } from '../set-up/tensorflow.mjs';
import { makeReport } from '../set-up/report.mjs';
import { folderSize } from './folders.mjs';
import { addonFile, sharedLibraries } from './libraries.mjs';
import { distFolder, version } from './place.mjs';

/** Where the installed application lies, and where it looks for an engine beside its own. */
const installed = 'usr/lib/collocate/resources/engine-gpu/@tensorflow/tfjs-node';

/**
 * The second package: TensorFlow for NVIDIA GPUs with its CUDA libraries, which the installed application finds.
 * @returns {Promise<string>} the .deb
 */
export async function gpuEngineDeb() {
  const cache = cacheFolder();
  const { gpu } = tensorflowFolders(cache);
  if (!existsSync(gpu))
    await fetchGpuLibrary({ cache, env: process.env, report: makeReport(), purpose: 'package' });
  const staged = path.join(distFolder, 'staged/gpu');
  rmSync(staged, { recursive: true, force: true });
  const folder = path.join(staged, installed);
  addonFile(folder);
  sharedLibraries(path.join(gpu, 'tensorflow'), path.join(folder, 'deps/lib'));
  // The library looks for CUDA beside its own folder, as in its wheel.
  cpSync(path.join(gpu, 'nvidia'), path.join(folder, 'deps/nvidia'), {
    recursive: true,
    verbatimSymlinks: true,
  });
  mkdirSync(path.join(staged, 'DEBIAN'));
  writeFileSync(path.join(staged, 'DEBIAN/control'), control(folderSize(folder)));
  const file = path.join(distFolder, `collocate-gpu_${version}_amd64.deb`);
  try {
    execFileSync('dpkg-deb', ['--root-owner-group', '-Zzstd', '-z3', '--build', staged, file], {
      stdio: 'pipe',
    });
  } catch (error) {
    throw new SetUpProblem(
      'The package for GPUs could not be made.',
      String(error),
      'Free some disk space and try again.',
    );
  }
  return file;
}

/** @param {number} bytes */
const control = (bytes) => `Package: collocate-gpu
Version: ${version}
Section: science
Priority: optional
Architecture: amd64
Depends: collocate (= ${version})
Installed-Size: ${Math.ceil(bytes / 1024)}
Maintainer: Collocate contributors <collocate@localhost>
Description: Collocate's engine for NVIDIA GPUs
 TensorFlow with its CUDA libraries. The application uses it by itself when the machine has an NVIDIA GPU.
`;
