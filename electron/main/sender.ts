/** Who sent a message: the parts of Electron's frame that tell it. */
export interface Sender {
  readonly url: string;
  readonly parent: unknown;
}

/** True for the top frame of a page of `origin`, and for nothing inside it or beside it. */
export function isOwnPage(frame: Sender | null, origin: string): boolean {
  return frame !== null && frame.parent === null && frame.url.startsWith(`${origin}/`);
}
