/**
 * Looks at a store: what its index tells beside what its folders tell, as JSON: `node look.cjs STORE`. The second is
 * read through a store of links, which has no index.
 */
import { mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { RunStore } from '../../src/lab';

const store = path.resolve(process.argv[2] ?? '');
const links = mkdtempSync(path.join(os.tmpdir(), 'collocate-links-'));

async function listed(folder: string) {
  const runs = await new RunStore(folder).list();
  return runs.map(({ entry, locked, settings }) => ({ ...entry, locked, settings: settings() }));
}

async function main(): Promise<void> {
  try {
    for (const name of readdirSync(store))
      if (!name.startsWith('.')) symlinkSync(path.join(store, name), path.join(links, name));
    const [indexed, folders] = [await listed(store), await listed(links)];
    console.log(
      JSON.stringify({
        runs: folders.map(({ run }) => run),
        same: JSON.stringify(indexed) === JSON.stringify(folders),
      }),
    );
  } finally {
    rmSync(links, { recursive: true, force: true });
  }
}

void main();
