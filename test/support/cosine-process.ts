/** An engine process on the small engine: what the supervisor's tests start and kill. */
import { runEngineProcess, type ToEngine } from '../../src/lab';
import { CosineEngine } from './cosine-engine';

runEngineProcess(
  {
    post: (message) => void process.send?.(message, undefined, undefined, () => undefined),
    onMessage: (listener) => void process.on('message', (message) => listener(message as ToEngine)),
    exit: (code) => process.exit(code),
  },
  new CosineEngine({ stepMilliseconds: 3 }),
);
