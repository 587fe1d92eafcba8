import { spawn } from 'node:child_process';

/** Keeps the end of what a tool printed: reasons stand there. */
const kept = 64_000;
/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/** Ends every tool that is still at work; called when set-up itself is interrupted. */
export function stopCommands() {
  for (const child of running) child.kill('SIGTERM');
}

/**
 * Runs a tool to its end and returns its exit code and output.
 * @param {string} program
 * @param {string[]} args
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv, watch?: () => boolean | void, every?: number}} [options] `watch` is
 *   called every so many milliseconds; when it returns false the tool is stopped.
 * @returns {Promise<{code: number, output: string, stopped: boolean}>}
 */
export function run(program, args, { cwd, env = process.env, watch, every = 500 } = {}) {
  return new Promise((resolve) => {
    let output = '';
    let stopped = false;
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(child);
    const add = (/** @type {Buffer} */ chunk) => {
      output = (output + chunk.toString()).slice(-kept);
    };
    child.stdout.on('data', add);
    child.stderr.on('data', add);
    const timer = setInterval(() => {
      if (watch?.() !== false) return;
      stopped = true;
      child.kill('SIGTERM');
    }, every);
    const finish = (/** @type {number} */ code) => {
      clearInterval(timer);
      running.delete(child);
      resolve({ code, output, stopped });
    };
    child.on('error', (error) => {
      output += `\n${error.message}`;
      finish(127);
    });
    child.on('close', (code, signal) => finish(code ?? (signal ? 1 : 0)));
  });
}
