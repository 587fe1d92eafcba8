/**
 * Reads any equation texts as the window does: parsed, resolved, printed, set and completed. A text must be read or be
 * refused with a sentence at a place inside it, quickly, and nothing in it may run.
 *
 *   node equations.cjs COUNT SEED        prints one JSON line
 */
import { complete, parseEquation, print, resolveComponents, typeset } from '../../src/language';
import { anyEquation, complexNames, fuzzedNames } from '../../test/support/equation-texts';
import { generator } from '../../test/support/random';

const [count, seed] = process.argv.slice(2).map(Number);
const next = generator(seed);
let ran = 0;
const trap = () => void (ran += 1);
Object.assign(globalThis, { eval: trap, Function: trap, alert: trap });

const failures: string[] = [];
let longest = { milliseconds: 0, text: '' };
let read = 0;

function readOnce(text: string, position: number, complex: boolean) {
  const names = complex ? complexNames : fuzzedNames;
  const parsed = parseEquation(text);
  complete(text, position, names);
  if (!parsed.ok) return parsed;
  typeset(parsed.tree, { derivatives: 'subscript', names });
  const outcome = resolveComponents(parsed.tree, names);
  if (outcome.ok) for (const { equation } of outcome.tree) print(equation);
  return outcome;
}

for (let k = 0; k < count; k++) {
  const text = anyEquation(next);
  const position = Math.floor(next() * text.length);
  try {
    const began = performance.now();
    const outcome = readOnce(text, position, k % 2 === 1);
    let milliseconds = performance.now() - began;
    if (milliseconds > longest.milliseconds) {
      // A pause of the machine is no hang: what is slow twice is slow.
      const again = performance.now();
      readOnce(text, position, k % 2 === 1);
      milliseconds = Math.min(milliseconds, performance.now() - again);
      if (milliseconds > longest.milliseconds) longest = { milliseconds, text };
    }
    if (outcome.ok) read++;
    else if (!outcome.problems.every(({ message, span }) => isSentence(message) && isInside(text, span)))
      failures.push(`A problem without a sentence or a place: ${JSON.stringify(text)}`);
    if (!outcome.ok && outcome.problems.length === 0)
      failures.push(`Refused without a reason: ${JSON.stringify(text)}`);
  } catch (error) {
    failures.push(`${(error as Error).name}: ${JSON.stringify(text)}`);
  }
}
console.log(
  JSON.stringify({ count, read, ran, failures: failures.slice(0, 10), failed: failures.length, longest }),
);

function isSentence(message: string): boolean {
  return /[.?:…)]$/.test(message);
}

function isInside(text: string, span: { start: number; end: number } | undefined): boolean {
  return span !== undefined && span.start >= 0 && span.end <= text.length;
}
