import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const cookieName = 'collocate-session';
const localNames = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Who may talk to the server: the browser that first came with the one-time token of the address. From then on a
 * cookie stands for it, which scripts can't read and other sites can't send.
 */
export class Session {
  /** For the address that is printed; worth nothing once it was used. */
  readonly token = randomBytes(24).toString('base64url');
  private readonly secret = randomBytes(24).toString('base64url');
  private used = false;

  /** True, once, for the token. */
  redeem(token: string): boolean {
    if (this.used || !same(token, this.token)) return false;
    this.used = true;
    return true;
  }

  get cookie(): string {
    return `${cookieName}=${this.secret}; Path=/; HttpOnly; SameSite=Strict`;
  }

  isKnown(request: IncomingMessage): boolean {
    const cookies = (request.headers.cookie ?? '').split(';').map((part) => part.trim());
    return cookies.some((cookie) => {
      const equals = cookie.indexOf('=');
      return cookie.slice(0, equals) === cookieName && same(cookie.slice(equals + 1), this.secret);
    });
  }
}

/** True when the request names this machine as its host: a foreign name that leads here is an attack. */
export function isLocalHost(request: IncomingMessage): boolean {
  const host = request.headers.host ?? '';
  return localNames.includes(host.replace(/:\d+$/, ''));
}

/** True when the request comes from a page of this server, or from no page at all. */
export function isOwnOrigin(request: IncomingMessage, required: boolean): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return !required;
  return origin === `http://${host}`;
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
