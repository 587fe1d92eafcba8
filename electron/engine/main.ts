/** The engine process: the lab service behind a utility process of Electron or a Node child, whichever started it. */
import { runEngineProcess, type EnginePort, type ToEngine } from '../../src/lab';

/** The port that Electron gives to its utility processes. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(name: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

function utilityPort(parent: ParentPort): EnginePort {
  return {
    post: (message) => parent.postMessage(message),
    onMessage: (listener) => parent.on('message', (event) => listener(event.data as ToEngine)),
    exit: (code) => process.exit(code),
  };
}

function childPort(): EnginePort {
  // A Ctrl-C in a terminal reaches the children too; how this one ends is for its parent to say.
  for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);
  return {
    // A message that can't be delivered any more is nobody's concern.
    post: (message) => void process.send?.(message, undefined, undefined, () => undefined),
    onMessage: (listener) => {
      process.on('message', (message) => listener(message as ToEngine));
      // Whoever started this process is gone: the run is put aside rather than trained for nobody.
      process.on('disconnect', () => listener({ type: 'close' }));
    },
    exit: (code) => process.exit(code),
  };
}

const { parentPort } = process as { parentPort?: ParentPort };
if (parentPort) runEngineProcess(utilityPort(parentPort));
else if (process.send) runEngineProcess(childPort());
else {
  process.stderr.write(
    'This is the engine of the lab; it is started by the window or by "collocate serve".\n',
  );
  process.exit(2);
}
