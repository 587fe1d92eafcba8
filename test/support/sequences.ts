import { parseAnyStudy, type SequenceStudy } from '../../src/study';

/** A study of sequences with every default filled in: a small Markov chain, unless said otherwise. */
export function sequenceStudy(changes: object = {}): SequenceStudy {
  const parsed = parseAnyStudy({
    collocate: 1,
    lab: 'sequence',
    source: { kind: 'markov', symbols: 3, order: 2, length: 4000 },
    model: { kind: 'lstm', width: 8 },
    ...changes,
  });
  if (!parsed.ok) throw new Error(parsed.problems.map((problem) => problem.message).join(' '));
  if (parsed.study.lab !== 'sequence') throw new Error('This is no study of sequences.');
  return parsed.study;
}
