import { readFileSync } from 'node:fs';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { StorageProblem } from './storage';

interface Owner {
  readonly pid: number;
  readonly host: string;
  /** When the process started, in the system's own clock: a later process may have the same number. */
  readonly started: string;
}

/** Lock files that this process holds; one that it could not take away because its folder was gone is not among them. */
const held = new Set<string>();

/** Holds a run folder so that no two processes train the same run. */
export class Lock {
  private constructor(
    private readonly file: string,
    /** A dead process had left the lock behind: it was killed. */
    readonly takenOver: boolean,
  ) {}

  /** Takes the lock; one that a dead process left behind is taken over. Throws when a living process holds it. */
  static async take(file: string): Promise<Lock> {
    const own = `${file}.${process.pid}`;
    let takenOver = false;
    for (;;) {
      try {
        // A link appears with its content, so that nobody ever reads a lock that is half written.
        await writeFile(own, JSON.stringify(ownerOf(process.pid)));
        await link(own, file);
        held.add(file);
        return new Lock(file, takenOver);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      } finally {
        await rm(own, { force: true });
      }
      const owner = await readOwner(file);
      if (owner !== null && holds(owner, file)) {
        throw new StorageProblem(
          `The process ${owner.pid} on ${owner.host} is training this run. Stop it there first.`,
        );
      }
      await rm(file, { force: true });
      takenOver = true;
    }
  }

  async release(): Promise<void> {
    held.delete(this.file);
    await rm(this.file, { force: true });
  }
}

/** True when a living process holds the lock file. */
export async function isLocked(file: string): Promise<boolean> {
  const owner = await readOwner(file);
  return owner !== null && holds(owner, file);
}

async function readOwner(file: string): Promise<Owner | null> {
  try {
    const owner = JSON.parse(await readFile(file, 'utf8')) as Partial<Owner> | null;
    if (typeof owner?.pid !== 'number' || typeof owner.host !== 'string') return null;
    return { pid: owner.pid, host: owner.host, started: String(owner.started) };
  } catch (error) {
    // A torn lock is nobody's.
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function ownerOf(pid: number): Owner {
  return { pid, host: hostname(), started: startOf(pid) };
}

function holds(owner: Owner, file: string): boolean {
  return isAlive(owner) && (owner.pid !== process.pid || held.has(file));
}

function isAlive(owner: Owner): boolean {
  // A folder shared between machines: what lives over there can't be seen from here.
  if (owner.host !== hostname()) return true;
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
