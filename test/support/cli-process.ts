import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

/** Brings the bundle of the command line up to date. */
export function buildCommandLine(): void {
  execFileSync(process.execPath, [path.join(root, 'scripts/build.mjs'), 'cli', 'engine'], { stdio: 'pipe' });
}

export interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly out: string;
  readonly err: string;
  /** The last line of the output, when it is JSON. */
  readonly result: Record<string, unknown> | null;
}

export interface CommandProcess {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** Starts the built command line with runs kept in `store`. */
export function collocate(store: string, ...args: string[]): CommandProcess {
  const child = spawn(process.execPath, [path.join(root, 'build/cli.cjs'), ...args], {
    env: { ...process.env, COLLOCATE_RUNS: store },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout!.on('data', (text) => (out += String(text)));
  child.stderr!.on('data', (text) => (err += String(text)));
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal, out, err, result: lastJson(out) }));
  });
  return { child, ended };
}

function lastJson(out: string): Record<string, unknown> | null {
  try {
    return JSON.parse(out.trim().split('\n').at(-1) ?? '') as Record<string, unknown>;
  } catch {
    return null;
  }
}
