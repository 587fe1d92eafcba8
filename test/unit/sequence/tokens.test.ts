import { describe, expect, it } from 'vitest';
import { learnVocabulary } from '../../../src/sequence/tokens';

const text = 'the cat sat on the mat; the hat sat on the cat. Ünïts 𝔘𝔫𝔦𝔱𝔰 too\n';

describe('units of a text', () => {
  for (const kind of ['characters', 'words', 'byte-pairs'] as const)
    it(`${kind}: what is encoded is decoded`, () => {
      const vocabulary = learnVocabulary(text, kind, 200);
      const { elements, strangers } = vocabulary.encode(text);
      expect(vocabulary.decode(elements)).toBe(text);
      expect(strangers).toEqual([]);
      expect(Math.max(...elements)).toBeLessThan(vocabulary.units.length);
      expect(new Set(vocabulary.units).size).toBe(vocabulary.units.length);
    });

  it('characters that were never seen are named', () => {
    for (const kind of ['characters', 'byte-pairs'] as const) {
      const { elements, strangers } = learnVocabulary(text, kind, 40).encode('the zoo');
      expect(strangers).toEqual(['z']);
      expect(elements.length).toBeGreaterThan(2);
    }
  });

  it('rare words share one unit', () => {
    const vocabulary = learnVocabulary(text, 'words', 4);
    expect(vocabulary.units).toEqual(['⟨unknown⟩', ' ', 'the', 'cat']);
    expect([...vocabulary.encode('the dog').elements]).toEqual([2, 1, 0]);
    expect(vocabulary.unknown).toBe(0);
  });

  it('byte pairs join the most frequent neighbours first', () => {
    const alphabet = new Set('low lower lowest').size;
    const vocabulary = learnVocabulary('low lower lowest', 'byte-pairs', alphabet + 2);
    expect(vocabulary.units.slice(alphabet)).toEqual(['lo', 'low']);
    const elements = [...vocabulary.encode('low').elements];
    expect(elements.map((k) => vocabulary.units[k])).toEqual(['low']);
  });

  it('joins nothing that stands together only once', () => {
    expect(learnVocabulary('abc', 'byte-pairs', 100).units).toEqual(['a', 'b', 'c']);
  });
});
