import { SetUpProblem } from './problem.mjs';

/** Checked before anything else, every time: it costs nothing. */
export function checkPlatform({ platform, arch, versions } = process) {
  if (platform !== 'linux' || arch !== 'x64') {
    throw new SetUpProblem(
      `Collocate does not run on this machine (${platform}, ${arch}) yet.`,
      'Its native engine is supported on Linux with an x86-64 processor only.',
      platform === 'win32'
        ? 'On Windows, use it inside WSL2 (Ubuntu).'
        : 'Use a Linux x86-64 machine; `npm start -- --serve` there shows the same window in a browser here.',
    );
  }
  const [major, minor] = versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new SetUpProblem(
      `Node ${versions.node} is too old.`,
      'Collocate needs Node 20.19 or newer.',
      'Install a current Node, then run the same command again.',
    );
  }
}
