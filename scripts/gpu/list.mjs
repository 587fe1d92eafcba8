import { execFileSync } from 'node:child_process';

/** The NVIDIA GPUs of this machine, a line for each as its driver's own tool lists them. */
export function nvidiaGpus(tool = 'nvidia-smi') {
  try {
    const told = execFileSync(tool, ['-L'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return told.split('\n').filter((line) => /^GPU \d/.test(line));
  } catch {
    return [];
  }
}
