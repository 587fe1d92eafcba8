import { spawn } from 'node:child_process';

/**
 * Hands over to a program: its streams are ours, its exit code becomes ours, and what stops us stops it.
 * @param {string} program
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
export function launch(program, args, env = process.env) {
  const child = spawn(program, args, { env, stdio: 'inherit' });
  // An interrupt from the keyboard reaches the child by itself; we wait for it to end in its own way.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.on('SIGHUP', () => child.kill('SIGHUP'));
  child.on('error', (error) => {
    process.stderr.write(`${program} could not be started: ${error.message}\n`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
}
