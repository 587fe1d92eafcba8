/** Something that set-up can't get over by itself, told in three plain parts. */
export class SetUpProblem extends Error {
  /**
   * @param {string} what what failed
   * @param {string} why the reason
   * @param {string} todo what the user can do
   */
  constructor(what, why, todo) {
    super(what);
    this.name = 'SetUpProblem';
    this.why = why;
    this.todo = todo;
  }

  /** @override */
  toString() {
    return `${this.message}\n  Why: ${this.why}\n  What to do: ${this.todo}`;
  }
}

const noNetwork =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|NewConnectionError|Connection refused|Name or service not known|Temporary failure in name resolution|Network is unreachable|timed out|ConnectTimeout|ProxyError|Max retries exceeded|Connection broken|ConnectionResetError/i;
const noSpace = /ENOSPC|No space left on device|disk quota/i;
const otherContents = /EINTEGRITY|DO NOT MATCH THE HASHES|hash mismatch/i;

/** @param {string} output */
export const isNetworkTrouble = (output) => noNetwork.test(output);

/**
 * Turns what a download tool printed into plain words.
 * @param {string} thing what was to be fetched
 * @param {string} output everything the tool printed
 * @param {string} folder where it was to go
 */
export function downloadProblem(thing, output, folder) {
  const what = `${thing} could not be fetched.`;
  if (noSpace.test(output)) return diskProblem(thing, folder);
  if (otherContents.test(output)) {
    return new SetUpProblem(
      what,
      'What arrived is not what this version of Collocate was made with (its checksum differs).',
      'Try again. If it stays so, the mirror or proxy in use changes files: use another one.',
    );
  }
  if (noNetwork.test(output)) {
    return new SetUpProblem(
      what,
      'The package server did not answer.',
      'Check the network connection and the proxy settings (HTTPS_PROXY, pip and npm configuration), then run the same command again: what is done is kept.',
    );
  }
  return new SetUpProblem(what, lastLines(output), 'Run the same command again: what is done is kept.');
}

/**
 * @param {string} thing
 * @param {string} folder
 * @param {number} [needed] bytes
 * @param {number} [free] bytes
 */
export function diskProblem(thing, folder, needed, free) {
  const numbers =
    needed === undefined ? '' : `: ${megabytes(needed)} are needed, ${megabytes(free ?? 0)} are free`;
  return new SetUpProblem(
    `${thing} has no room on the disk.`,
    `The disk of ${folder} is full${numbers}.`,
    'Free some space, or set COLLOCATE_CACHE to a folder on another disk, then run the same command again.',
  );
}

/** @param {number} bytes */
export const megabytes = (bytes) => `${Math.round(bytes / 1e6).toLocaleString('en')} MB`;

/** The end of a tool's output, for reasons nobody foresaw. */
export function lastLines(/** @type {string} */ output, count = 6) {
  const lines = output
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '');
  return lines.length === 0 ? 'The tool gave no reason.' : lines.slice(-count).join('\n       ');
}
