import { spawn } from 'node:child_process';
import {
  threadsVariable,
  type EngineExit,
  type EngineProcess,
  type FromEngine,
  type Starter,
} from './starter';
import { isStopped } from './stopped';

/** How much of the error output is kept for the reason that a user is shown. */
const keptOutput = 4000;

/** Starts the engine's bundle as a child of this Node process. */
export class NodeStarter implements Starter {
  constructor(
    private readonly entry: string,
    private readonly environment: NodeJS.ProcessEnv = process.env,
  ) {}

  start(settings: { readonly threads: number | null }): EngineProcess {
    const env = { ...this.environment };
    if (settings.threads !== null) env[threadsVariable] = String(settings.threads);
    // Structured clones, not JSON: fields are typed arrays, and NaN is a number.
    const child = spawn(process.execPath, [this.entry], {
      env,
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    });
    let output = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-keptOutput);
    });
    const listeners: ((exit: EngineExit) => void)[] = [];
    let ended = false;
    const end = (exit: Omit<EngineExit, 'output'>, reason = '') => {
      if (ended) return;
      ended = true;
      for (const listener of listeners) listener({ ...exit, output: output + reason });
    };
    // 'close' comes after the last of the error output; a child that never started has only 'error'.
    child.once('close', (code, signal) => end({ code, signal }));
    child.once('error', (error) => end({ code: null, signal: null }, error.message));
    return {
      post: (message) => {
        // A child that is about to be reported gone takes no more messages.
        if (child.connected) child.send(message, () => undefined);
      },
      onMessage: (listener) => {
        child.on('message', (message) => listener(message as FromEngine));
      },
      onExit: (listener) => void listeners.push(listener),
      isStopped: () => isStopped(child.pid),
      kill: () => void child.kill('SIGKILL'),
    };
  }
}
