/** Serves the window's own files, and nothing else, as app://collocate/… under a strict content policy. */
import { protocol } from 'electron';
import { readFile } from 'node:fs/promises';
import { extname, normalize, resolve, sep } from 'node:path';

const scheme = 'app';
export const pageOrigin = `${scheme}://collocate`;
export const pageAddress = `${pageOrigin}/index.html`;

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
};

/** Styles are set inline by the panel layout and the equation typesetter; scripts come from this origin alone. */
const contentPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ');

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
        headers: {
          'content-type': contentType,
          'content-security-policy': contentPolicy,
          'x-content-type-options': 'nosniff',
          'referrer-policy': 'no-referrer',
        },
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
