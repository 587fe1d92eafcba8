import { spawn } from 'node:child_process';
import { hasDisplay } from '../set-up/place.mjs';

/**
 * The display for the window tests: the one at hand, or a virtual one that lives as long as they do.
 * @returns {Promise<{env: NodeJS.ProcessEnv, stop: () => void}>}
 */
export async function startScreen(env = process.env) {
  if (hasDisplay(env)) return { env, stop: () => {} };
  // The server picks a free number itself and writes it to the fourth stream when it is ready.
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'], {
    env,
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const number = await new Promise((resolve, reject) => {
    server.on('error', () => reject(new Error('Xvfb could not be started.')));
    server.on('exit', () => reject(new Error('Xvfb ended at once.')));
    server.stdio[3]?.once('data', (text) => resolve(String(text).trim()));
  });
  const stop = () => {
    server.removeAllListeners('exit');
    server.kill();
  };
  process.once('exit', stop);
  return { env: { ...env, DISPLAY: `:${number}` }, stop };
}
