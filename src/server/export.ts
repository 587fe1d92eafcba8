import { createReadStream } from 'node:fs';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { zipSync } from 'fflate';
import { z } from 'zod';
import { formatIds, formatOf, requests, type FormatId } from '../lab';
import type { ServerClient } from './client';
import { sendText } from './pages';

/** Sends result files of a run as a download: `/export?run=…&wish={"format":"npz"}`. The page names no path. */
export async function sendExport(
  response: ServerResponse,
  client: ServerClient,
  query: URLSearchParams,
): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'collocate-export-'));
  try {
    const wish = readWish(query.get('wish') ?? '');
    const extension = wish === null ? '' : formatOf(wish.format).extension;
    const run = query.get('run') ?? '';
    const asked = requests['run.export'].safeParse({
      ...wish,
      run,
      path: path.join(folder, `${run}.${extension}`),
    });
    if (!asked.success)
      return sendText(response, 400, 'An export needs a run and a format that the lab knows.');
    const files = (await client.ask('run.export', asked.data)).files;
    const [file] = files.length > 1 ? [await packed(folder, files)] : files;
    if (file === undefined) return sendText(response, 500, 'The export wrote no file.');
    response.writeHead(200, {
      'content-type': 'application/octet-stream',
      'content-length': (await stat(file)).size,
      'content-disposition': `attachment; filename="${path.basename(file)}"`,
    });
    await pipeline(createReadStream(file), response);
  } catch (error) {
    if (response.headersSent) response.destroy();
    else sendText(response, 422, error instanceof Error ? error.message : String(error));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What the page wishes, if it names a format; the rest is checked as any request is. */
function readWish(text: string): { readonly format: FormatId } | null {
  try {
    const wish = z.looseObject({ format: z.enum(formatIds) }).safeParse(JSON.parse(text));
    return wish.success ? wish.data : null;
  } catch {
    return null;
  }
}

/** Several files as one archive, under the paths they have in their folder. */
async function packed(folder: string, files: readonly string[]): Promise<string> {
  const contents: Record<string, Uint8Array> = {};
  for (const file of files)
    contents[path.relative(folder, file).split(path.sep).join('/')] = await readFile(file);
  const archive = `${files[0]}.zip`;
  await writeFile(archive, zipSync(contents));
  return archive;
}
