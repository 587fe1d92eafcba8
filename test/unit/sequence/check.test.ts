import { describe, expect, it } from 'vitest';
import { checkSequence } from '../../../src/study';
import { parseAnyStudy, parseStudy, studyFiles, studyText } from '../../../src/study';
import { sequenceStudy } from '../../support/sequences';

const messages = (changes: object, texts: Record<string, string> = {}) =>
  checkSequence(sequenceStudy(changes), texts).map(({ message }) => message);
const text = { source: { kind: 'text', file: 'book.txt' } };
const withText = (content: string) => messages(text, { 'book.txt': content });

describe('a study of sequences', () => {
  it('passes through its own text unchanged', () => {
    const study = sequenceStudy();
    expect(parseAnyStudy(JSON.parse(studyText(study)))).toEqual({ ok: true, study });
    expect(messages({})).toEqual([]);
  });

  it('is told from a study of equations', () => {
    const parsed = parseStudy(sequenceStudy());
    expect(parsed.ok ? '' : parsed.problems[0].message).toMatch(/study of sequences/);
  });

  it('names its files', () => {
    expect(studyFiles(sequenceStudy(text))).toMatchObject([{ file: 'book.txt', path: ['source', 'file'] }]);
    const series = sequenceStudy({ source: { kind: 'series', file: 'a.csv', columns: ['u', 'v'] } });
    expect(studyFiles(series)[0].table?.columns).toEqual({ u: 'u', v: 'v' });
    expect(studyFiles(sequenceStudy())).toEqual([]);
  });

  it('tells what its form has wrong', () => {
    const parsed = parseAnyStudy({
      collocate: 1,
      lab: 'sequence',
      source: { kind: 'txt' },
      model: { kind: 'lstm', widht: 3 },
    });
    const found = parsed.ok ? [] : parsed.problems.map(({ message }) => message);
    expect(found.join(' ')).toMatch(/source.kind is "txt", which is not known\. Did you mean "text"\?/);
    expect(found.join(' ')).toMatch(/model has no setting named "widht"\. Did you mean "width"\?/);
  });

  it('refuses files that hold no text to learn from', () => {
    expect(withText('')).toEqual(['book.txt is empty. Give a file with text in it.', expect.any(String)]);
    expect(withText('aaaa'.repeat(500))[0]).toMatch(/one symbol only/);
    expect(withText(`PK\u0000\u0001${'ab'.repeat(500)}`)[0]).toMatch(/not a text/);
    expect(withText('\uFFFD'.repeat(300) + 'ab'.repeat(200))[0]).toMatch(/UTF-8/);
    expect(withText('a plain text '.repeat(100))).toEqual([]);
  });

  it('refuses what does not fit together', () => {
    const lorenz = { source: { kind: 'lorenz' } };
    expect(messages({ ...lorenz, model: { kind: 'n-gram' } })[0]).toMatch(/counts symbols/);
    expect(messages({ model: { kind: 'transformer', width: 10, heads: 4 } })[0]).toMatch(
      /can't be shared among 4 heads/,
    );
    expect(messages({ training: { loss: 'gaussian' } })[0]).toMatch(/for real numbers/);
    expect(messages({ training: { window: 1000 } })[0]).toMatch(
      /does not fit into the shortest part, which has 400/,
    );
    expect(messages({ source: { kind: 'markov', symbols: 100, order: 6 } })[0]).toMatch(/table of/);
    expect(messages({ split: { validation: 0.45, test: 0.45 } })[0]).toMatch(/leave more to train on/);
  });
});
