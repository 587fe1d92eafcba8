import { createReadStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { requests } from '../lab';
import type { ServerClient } from './client';
import { sendText } from './pages';

/** Sends result files of a run as a download: `/export?run=…&format=npz&counts=256,101`. The page names no path. */
export async function sendExport(
  response: ServerResponse,
  client: ServerClient,
  query: URLSearchParams,
): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'collocate-export-'));
  try {
    const counts = query.get('counts');
    const format = query.get('format') ?? '';
    const asked = requests['run.export'].safeParse({
      run: query.get('run') ?? '',
      format,
      path: path.join(folder, `fields.${format}`),
      ...(counts !== null && { counts: counts.split(',').map(Number) }),
    });
    if (!asked.success) return sendText(response, 400, 'An export needs a run and a format, npz or csv.');
    const [file] = (await client.ask('run.export', asked.data)).files;
    if (file === undefined) return sendText(response, 500, 'The export wrote no file.');
    response.writeHead(200, {
      'content-type': 'application/octet-stream',
      'content-length': (await stat(file)).size,
      'content-disposition': `attachment; filename="${asked.data.run}.${format}"`,
    });
    await pipeline(createReadStream(file), response);
  } catch (error) {
    if (response.headersSent) response.destroy();
    else sendText(response, 422, error instanceof Error ? error.message : String(error));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
