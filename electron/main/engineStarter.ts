/** Starts the engine as a utility process of Electron. */
import { utilityProcess } from 'electron';
import {
  isStopped,
  threadsVariable,
  type EngineProcess,
  type EngineSettings,
  type FromEngine,
  type Starter,
} from '../../src/lab/supervise';

/** How much of the engine's error output is kept for the reason that a user is shown. */
const keptOutput = 4000;

export class UtilityStarter implements Starter {
  constructor(private readonly entry: string) {}

  start(settings: EngineSettings): EngineProcess {
    const env = { ...process.env };
    if (settings.threads !== null) env[threadsVariable] = String(settings.threads);
    const child = utilityProcess.fork(this.entry, [], {
      env,
      stdio: 'pipe',
      serviceName: 'Collocate engine',
    });
    let output = '';
    for (const [stream, copy] of [
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ] as const) {
      stream?.on('data', (chunk: Buffer) => {
        copy.write(chunk);
        if (stream === child.stderr) output = (output + chunk.toString()).slice(-keptOutput);
      });
    }
    return {
      post: (message) => child.postMessage(message),
      onMessage: (listener) => {
        child.on('message', (message: unknown) => listener(message as FromEngine));
      },
      onExit: (listener) => {
        child.once('exit', (code) => listener({ code, signal: null, output }));
      },
      isStopped: () => isStopped(child.pid),
      kill: () => {
        // The signal of Electron's own method waits for ever in a process that was stopped.
        if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
      },
    };
  }
}
