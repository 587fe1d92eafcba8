import { decode, encode, requests, type Method } from '../../src/lab';
import { mutateBytes, mutateDocument, pick, type Next } from './mutate';

/** One well-formed message for each request of the protocol. */
const methods = Object.keys(requests) as Method[];
const parameters: readonly unknown[] = [
  {},
  { run: '2026-01-01T00-00-00-a-run-0001' },
  { run: 'r', counts: [8, 8] },
  { run: 'r', counts: [4, 4, 4], held: { t: 0.5 }, quantities: ['u', 'norm(curl(B))'] },
  { run: 'r', group: 'data', value: 2 },
  { run: 'r', name: 'nu', value: 0.1 },
  { run: 'r', points: { x: new Float64Array([0, 1]) }, quantities: ['u'] },
  { study: { collocate: 1 }, folder: '/somewhere' },
];
const messages = methods.flatMap((method) =>
  parameters.map((value) => ({ type: 'request', id: 1, method, parameters: value })),
);

/** A message with mistakes, decoded and checked as the service does on its arrival. */
export function readMessage(next: Next): string {
  const message = mutateDocument(pick(next, messages), messages, next);
  let bytes: Uint8Array;
  try {
    bytes = encode(message);
  } catch (error) {
    return sentence(error);
  }
  let decoded: unknown;
  try {
    decoded = decode(next() < 0.5 ? mutateBytes(bytes, next) : bytes);
  } catch (error) {
    return sentence(error);
  }
  const { method, parameters: given } = (decoded ?? {}) as { method?: unknown; parameters?: unknown };
  if (typeof method !== 'string' || !Object.prototype.hasOwnProperty.call(requests, method))
    return 'The lab does not know this request.';
  const checked = requests[method as Method].safeParse(given);
  return checked.success ? 'taken' : `The request ${method} is not well formed.`;
}

/** What a broken message may throw: an error that says so, and never one of the program's own faults. */
function sentence(error: unknown): string {
  if (error instanceof SyntaxError) return 'The message is not well formed.';
  if (error instanceof RangeError && /call stack/.test(error.message)) throw error;
  if (error instanceof RangeError || error instanceof TypeError) return 'The message is not whole.';
  throw error;
}
