/** An engine process on the small engine: what the supervisor's tests start and kill. */
import { runEngineProcess, type ToEngine } from '../../src/lab';
import { existsSync } from 'node:fs';
import { CosineEngine } from './cosine-engine';

/** While the file HOARD is there, memory is taken from step 120 on and never given back. */
const { HOARD: hoard } = process.env;
const taken: number[][] = [];
const onStep = (step: number): void => {
  if (hoard === undefined || step < 120 || !existsSync(hoard)) return;
  taken.push(Array.from({ length: 500_000 }, () => Math.random()));
};

runEngineProcess(
  {
    post: (message) => void process.send?.(message, undefined, undefined, () => undefined),
    onMessage: (listener) => void process.on('message', (message) => listener(message as ToEngine)),
    exit: (code) => process.exit(code),
  },
  new CosineEngine({ stepMilliseconds: 3, onStep }),
);
