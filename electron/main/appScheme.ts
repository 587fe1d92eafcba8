/** Serves the window's own files, and nothing else, as app://collocate/… under a strict content policy. */
import { protocol } from 'electron';
import { readFile } from 'node:fs/promises';
import { extname, normalize, resolve, sep } from 'node:path';
import { contentTypes, pageHeaders } from '../../src/lab/page-files';

const scheme = 'app';
export const pageOrigin = `${scheme}://collocate`;
export const pageAddress = `${pageOrigin}/index.html`;

/** Must be called before the application is ready. */
export function declareAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves the files of `root`. */
export function serveAppScheme(root: string): void {
  protocol.handle(scheme, async (request) => {
    const file = fileOf(root, request.url);
    const contentType = file === null ? undefined : contentTypes[extname(file).toLowerCase()];
    if (file === null || contentType === undefined) return notFound();
    try {
      const body = await readFile(file);
      return new Response(body, {
        headers: { 'content-type': contentType, ...pageHeaders() },
      });
    } catch {
      return notFound();
    }
  });
}

/** The file meant by an address of the scheme, or null when it lies outside `root`. */
export function fileOf(root: string, address: string): string | null {
  const url = new URL(address);
  if (url.host !== 'collocate') return null;
  const base = resolve(root);
  const file = resolve(base, `.${normalize(decodeURIComponent(url.pathname))}`);
  return file.startsWith(base + sep) ? file : null;
}

function notFound(): Response {
  return new Response('Not found', { status: 404, headers: { 'content-type': 'text/plain; charset=utf-8' } });
}
