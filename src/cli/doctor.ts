import { constants } from 'node:fs';
import { access, mkdir, readdir, statfs } from 'node:fs/promises';
import { cpus, release, totalmem } from 'node:os';
import path from 'node:path';
import { assetsFolder, coreCount, idleGpuText, plainReason, version, type EngineStatus } from '../lab';
import type { Context } from './context';
import { exitCodes, type ExitCode } from './failure';

/** `doctor`: what runs here, what is missing and how to get it. */
export async function doctor(context: Context): Promise<ExitCode> {
  const { output } = context;
  const tell = (name: string, text: string) => output.result(`${name.padEnd(18)} ${text}`);
  tell('Collocate', version);
  tell('Node', `${process.versions.node}, ${process.platform} ${process.arch}, system ${release()}`);
  tell(
    'Processor',
    `${cpus()[0]?.model ?? 'unknown'}, ${coreCount()} cores, ${gigabytes(totalmem())} of memory`,
  );
  tell('Files of the lab', assetsFolder());
  const stored = await tellStore(context, tell);
  const works = await tellEngine(context, tell);
  return stored && works ? exitCodes.done : exitCodes.failed;
}

async function tellStore({ store }: Context, tell: (name: string, text: string) => void): Promise<boolean> {
  try {
    await mkdir(store.folder, { recursive: true });
    await access(store.folder, constants.W_OK);
    const disk = await statfs(store.folder);
    tell('Runs', `${store.folder}, ${gigabytes(disk.bavail * disk.bsize)} free`);
    return true;
  } catch {
    tell('Runs', `${store.folder} can't be written. Set COLLOCATE_RUNS to a folder of yours.`);
    return false;
  }
}

async function tellEngine(
  { engine, output }: Context,
  tell: (name: string, text: string) => void,
): Promise<boolean> {
  try {
    await engine.configure({ threads: coreCount(), device: 'auto' });
    tellStatus(await engine.status(), tell);
    tell('Cache', await engine.cacheFolder());
    tell('Electron', await electronIn(await engine.cacheFolder()));
    output.progress('Measuring the machine.');
    const limits = await engine.limits();
    const flops = (value: number) => `${(value / 1e9).toFixed(0)} GFLOP/s`;
    const rate = (value: number) => `${(value / 1e6).toFixed(0)} million/s`;
    tell(
      'Matrix products',
      `${flops(limits.float32Flops)} in float32, ${flops(limits.float64Flops)} in float64`,
    );
    tell('Memory', `${(limits.bytesPerSecond / 1e9).toFixed(1)} GB/s`);
    tell(
      'tanh',
      `${rate(limits.float32TranscendentalsPerSecond)} in float32, ${rate(limits.float64TranscendentalsPerSecond)} in float64`,
    );
    return true;
  } catch (error) {
    tell('Engine', `does not run: ${plainReason(error)}`);
    tell('', 'Run "npm run set-up" in the folder of the lab; it installs what is missing.');
    return false;
  }
}

function tellStatus(status: EngineStatus, tell: (name: string, text: string) => void): void {
  tell('TensorFlow', `${status.tensorflow}, XLA ${status.xla ? 'on' : 'off'}`);
  tell(
    'Device',
    `${status.device === 'gpu' ? 'GPU' : 'CPU'}: ${status.deviceName}, ${status.threads} threads`,
  );
  if (status.idleGpu) tell('', `${idleGpuText} Without the package: "npm run set-up" in a checkout.`);
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}

/** What set-up keeps for the desktop window, by version. */
async function electronIn(cache: string): Promise<string> {
  const versions = await readdir(path.join(cache, 'electron')).catch(() => []);
  if (versions.length > 0) return versions.join(', ');
  return 'not here; "npm start" fetches it. Without a display "collocate serve" shows the window in a browser.';
}
