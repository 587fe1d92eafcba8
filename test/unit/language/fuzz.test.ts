import { describe, expect, it } from 'vitest';
import { complete, parseEquation, resolveComponents, typeset, type Names } from '../../../src/language';
import { anyEquation, complexNames, fuzzedNames } from '../../support/equation-texts';
import { generator } from '../../support/random';
import { measured } from '../../support/work';

/** Reads an equation with names; the outcome, and the work that it took. */
function read(source: string, names: Names) {
  const { result, work } = measured(() => {
    const parsed = parseEquation(source);
    if (parsed.ok) typeset(parsed.tree, { derivatives: 'subscript', names });
    return parsed.ok ? resolveComponents(parsed.tree, names) : parsed;
  });
  return { outcome: result, work };
}

describe('any of 100,000 texts', () => {
  it('is read or refused at a place inside it, with little work', { timeout: 120_000 }, () => {
    const next = generator(2026);
    let most = 0;
    let accepted = 0;
    for (let count = 0; count < 100_000; count++) {
      const source = anyEquation(next);
      const names = count % 2 === 0 ? fuzzedNames : complexNames;
      const { outcome, work } = read(source, names);
      // Memory may be collected at any time: what is much work twice is much.
      if (work > most) most = Math.max(most, Math.min(work, read(source, names).work));
      if (count % 20 === 0) complete(source, Math.floor(next() * source.length), names);
      if (outcome.ok) {
        accepted++;
        continue;
      }
      expect(outcome.problems.length, source).toBeGreaterThan(0);
      for (const { message, span } of outcome.problems) {
        expect(message, source).toMatch(/[.?:…)]$/);
        expect(span !== undefined && span.start >= 0 && span.end <= source.length, source).toBe(true);
      }
    }
    expect(most).toBeLessThan(10);
    expect(accepted).toBeGreaterThan(300);
  });
});

describe('a hostile text', () => {
  const nested = (name: string, depth: number) => `${name}(`.repeat(depth) + 'w' + ')'.repeat(depth);
  it.each([
    ['curls in curls', `${nested('curl', 60)} = 0`],
    ['Laplacians in Laplacians', `${nested('laplacian', 150)} = 0`],
    ['gradients of divergences', `${'grad(div('.repeat(60)}w${'))'.repeat(60)} = 0`],
    ['advection of advection', `${'advect(w, '.repeat(80)}w${')'.repeat(80)} = 0`],
    ['products of vectors', `${'cross(w, '.repeat(80)}w${')'.repeat(80)} = 0`],
    ['sums in sums', `${'sum(i, s[i]*'.repeat(1)}${'sum(j, s[j]*'.repeat(1)}u${'))'} = 0`],
    [
      'many sums in sums',
      `${Array.from({ length: 26 }, (_, k) => `sum(${String.fromCharCode(97 + k)}, s[${String.fromCharCode(97 + k)}]*`).join('')}1${')'.repeat(26)} = 0`,
    ],
    ['a long subscript', `u_${'xt'.repeat(4000)} = 0`],
    ['a sum as long as one may be', `${Array(1499).fill('u').join(' + ')} = 0`],
    ['a long sum', `${Array(4000).fill('u').join(' + ')} = 0`],
    ['a long product', `${Array(4000).fill('u').join(' * ')} = 0`],
    ['a long quotient', `${Array(4000).fill('u').join(' / ')} = 0`],
    ['a very long sum', `${Array(100_000).fill('u').join(' + ')} = 0`],
    ['many comparisons', `${'if('.repeat(100)}u < 1${', 1, 2)'.repeat(100)} = 0`],
    ['an endless bracket', `${'('.repeat(100_000)}`],
    ['an endless index', `${'s['.repeat(1000)}`],
    ['signs', `${'-'.repeat(10_000)}u = 0`],
    ['towers', `${'2^'.repeat(5000)}u = 0`],
  ])('%s is answered with little work', (_what, source) => {
    const planar: Names = {
      coordinates: ['x', 'y', 't'],
      fields: ['u', 'v'],
      parameters: [],
      vectors: { w: ['u', 'v'] },
    };
    for (const known of [fuzzedNames, complexNames, planar]) {
      const { outcome, work } = read(source, known);
      expect(work).toBeLessThan(100);
      if (!outcome.ok) expect(outcome.problems[0].message).toMatch(/[.?]$/);
    }
  });
});
