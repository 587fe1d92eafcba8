import { createRequire } from 'node:module';

/** `require` from where this code lies: a CommonJS bundle has `__filename`, a module its own address. */
export const requireHere = createRequire(typeof __filename === 'string' ? __filename : import.meta.url);
