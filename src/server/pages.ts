import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import path from 'node:path';
import { contentTypes, pageHeaders } from '../lab';

/** What every answer carries. `host` is the one that the browser came to. */
export function safeHeaders(host: string): Record<string, string> {
  return {
    ...pageHeaders([`ws://${host}`]),
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
  };
}

/** Sends a file of the folder `root`, and nothing from outside it. */
export async function sendPage(response: ServerResponse, root: string, pathname: string): Promise<void> {
  const file = fileOf(root, pathname);
  const contentType = file === null ? undefined : contentTypes[path.extname(file).toLowerCase()];
  const body = file === null || contentType === undefined ? null : await readFile(file).catch(() => null);
  if (body === null) return sendText(response, 404, 'There is no such page.');
  response.writeHead(200, { 'content-type': contentType, 'content-length': body.length });
  response.end(body);
}

export function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(`${text}\n`);
}

function fileOf(root: string, pathname: string): string | null {
  let plain: string;
  try {
    plain = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  if (plain.includes('\0')) return null;
  const base = path.resolve(root);
  const file = path.join(base, plain === '/' ? 'index.html' : plain);
  return file.startsWith(base + path.sep) ? file : null;
}
