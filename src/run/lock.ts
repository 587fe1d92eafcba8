import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { link, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { hasEnded, ownJob } from './slurm';
import { StorageProblem } from './storage';

interface Owner {
  readonly pid: number;
  readonly host: string;
  /** When the process started, in the system's own clock: a later process may have the same number. */
  readonly started: string;
  /** Tells the locks of one process apart: no two files ever bear the same token. */
  readonly token: string;
  /** The Slurm job that the process is part of: whether that has ended can be told on every machine of a cluster. */
  readonly job: string | null;
}

/** Tokens of the lock files that this process holds. */
const held = new Set<string>();

/** Middle part of the names of claims. */
const claim = '.claim-';

/** Holds a run folder so that no two processes train the same run. */
export class Lock {
  private constructor(
    private readonly file: string,
    private readonly owner: Owner,
    /** A dead process had left the lock behind: it was killed. */
    readonly takenOver: boolean,
  ) {}

  /** Takes the lock; one that a dead process left behind is taken over. Throws when a living process holds it. */
  static async take(file: string): Promise<Lock> {
    for (;;) {
      const owner = ownerOf(process.pid);
      // Counts as held from the moment in which others may see it.
      held.add(owner.token);
      try {
        if (await create(file, owner)) return new Lock(file, owner, false);
        const before = await readOwner(file);
        if (before !== null) await refuseLiving(before);
        if (before !== null && (await replace(file, before, owner))) {
          await removeClaims(file);
          return new Lock(file, owner, true);
        }
      } catch (error) {
        held.delete(owner.token);
        throw error;
      }
      held.delete(owner.token);
    }
  }

  async release(): Promise<void> {
    held.delete(this.owner.token);
    // A folder that was away meanwhile may have come back with the lock of somebody else.
    if ((await readOwner(this.file))?.token === this.owner.token) await rm(this.file, { force: true });
  }
}

/** True when a living process holds the lock file. */
export async function isLocked(file: string): Promise<boolean> {
  const owner = await readOwner(file);
  return owner !== null && (await holds(owner));
}

/** Writes the lock file of `owner`; false when there is one already. */
async function create(file: string, owner: Owner): Promise<boolean> {
  const own = `${file}.${owner.token}`;
  try {
    // A link appears with its content, so that nobody ever reads a lock that is half written.
    await writeFile(own, JSON.stringify(owner));
    await link(own, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(own, { force: true });
  }
}

/**
 * Puts the lock of `owner` in the place of one whose holder is dead. Whoever may do that is settled by a claim, a lock
 * file of its own named after the token of the dead one, which is looked at once more when the claim is held. A claim
 * whose holder died is claimed in turn. False when another process was first.
 */
async function replace(file: string, dead: Owner, owner: Owner): Promise<boolean> {
  let claimed = `${file}${claim}${dead.token}`;
  while (!(await create(claimed, owner))) {
    const other = await readOwner(claimed);
    if (other === null) return false;
    await refuseLiving(other);
    claimed = `${file}${claim}${other.token}`;
  }
  const own = `${file}.${owner.token}`;
  try {
    if ((await readOwner(file))?.token !== dead.token) return false;
    await writeFile(own, JSON.stringify(owner));
    await rename(own, file);
    return true;
  } finally {
    await rm(own, { force: true });
    await rm(claimed, { force: true });
  }
}

/** Claims on a lock that was taken over are worth nothing: who holds one finds another lock than it is named after. */
async function removeClaims(file: string): Promise<void> {
  const folder = path.dirname(file);
  const names = await readdir(folder);
  for (const name of names.filter((one) => one.startsWith(`${path.basename(file)}${claim}`)))
    await rm(path.join(folder, name), { force: true });
}

async function refuseLiving(owner: Owner): Promise<void> {
  if (!(await holds(owner))) return;
  throw new StorageProblem(
    `The process ${owner.pid} on ${owner.host} is training this run. Stop it there first.`,
  );
}

async function readOwner(file: string): Promise<Owner | null> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  return parseOwner(text);
}

/** What is no lock at all was left by something else, and is nobody's: it is taken over like that of a dead process. */
function parseOwner(text: string): Owner {
  const nobody = { pid: 0, host: hostname(), started: 'never', token: 'none', job: null };
  try {
    const owner = JSON.parse(text) as Partial<Owner> | null;
    if (typeof owner?.pid !== 'number' || typeof owner.host !== 'string') return nobody;
    const { pid, host, started, job } = owner;
    // The token becomes a part of file names.
    const token = /^[0-9a-z-]+$/.test(owner.token ?? '') ? String(owner.token) : 'none';
    return { pid, host, started: String(started), token, job: typeof job === 'string' ? job : null };
  } catch {
    return nobody;
  }
}

function ownerOf(pid: number): Owner {
  const token = `${pid}-${randomBytes(6).toString('hex')}`;
  return { pid, host: hostname(), started: startOf(pid), token, job: ownJob() };
}

async function holds(owner: Owner): Promise<boolean> {
  if (owner.pid === process.pid && owner.host === hostname()) return held.has(owner.token);
  // A folder shared between machines: what lives over there can't be seen from here, unless a cluster is asked.
  if (owner.host !== hostname()) return owner.job === null || !(await hasEnded(owner.job));
  return isAlive(owner);
}

function isAlive(owner: Owner): boolean {
  if (owner.pid <= 0) return false;
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  return startOf(owner.pid) === owner.started;
}
/** Start time of a process where the system tells it (Linux), else the empty text. */
function startOf(pid: number): string {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name in parentheses may hold spaces: count fields from its end. They begin with the state, field 3.
    const fields = status.slice(status.lastIndexOf(')') + 2).split(' ');
    const [state, start] = [fields[0], fields[22 - 3]];
    // A process that ended and that its parent has not asked after yet holds nothing any more.
    return state === 'Z' || state === 'X' ? 'ended' : start;
  } catch {
    return '';
  }
}
