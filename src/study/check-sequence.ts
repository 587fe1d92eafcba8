import type { SequenceStudy } from './parts/sequence';
import type { Problem } from './problem';

/** Contexts beyond which the table of a Markov chain is not made. */
const mostContexts = 1_000_000;

/** Fewest elements from which anything can be learned. */
const fewestElements = 100;

/**
 * What is wrong with a study of sequences beyond its form: what does not fit together, and what its text is.
 * @param texts contents of the files that could be read, by their names in the study
 */
export function checkSequence(study: SequenceStudy, texts: Readonly<Record<string, string>>): Problem[] {
  return [...checkSource(study, texts), ...checkModel(study), ...checkLengths(study, texts)];
}

const problem = (path: Problem['path'], message: string): Problem => ({ path, message, severity: 'error' });

/** Sources of real numbers. */
const numbers = ['series', 'frames', 'solution', 'lorenz', 'pendulum', 'adding', 'regression'];

function checkSource({ source }: SequenceStudy, texts: Readonly<Record<string, string>>): Problem[] {
  if (source.kind === 'text' && Object.hasOwn(texts, source.file)) {
    const fault = faultOfText(texts[source.file]);
    return fault === null ? [] : [problem(['source', 'file'], `${source.file} ${fault}`)];
  }
  if (source.kind === 'series' && new Set(source.columns).size < source.columns.length)
    return [problem(['source', 'columns'], 'source.columns names a column twice; name each once.')];
  if (source.kind === 'markov' && source.symbols ** (source.order + 1) > mostContexts) {
    const size = `${source.symbols} symbols at order ${source.order} need a table of ${source.symbols ** (source.order + 1)} probabilities`;
    return [
      problem(
        ['source', 'order'],
        `${size}; ${mostContexts} are allowed. Take a lower order or fewer symbols.`,
      ),
    ];
  }
  return [];
}

/** Why a text can't be learned from, as the end of a sentence about the file; null when it can. */
function faultOfText(text: string): string | null {
  if (text.trim() === '') return 'is empty. Give a file with text in it.';
  if (text.includes('\u0000'))
    return 'is not a text: it holds bytes that no text has. Give a text file in UTF-8.';
  const garbled = (text.match(/\uFFFD/g) ?? []).length;
  if (garbled > text.length / 100) return 'is not a text in UTF-8. Save it in that encoding.';
  return isMonotonous(text) ? 'holds one symbol only, again and again: there is nothing to predict.' : null;
}

function isMonotonous(text: string): boolean {
  const [first] = text;
  for (const symbol of text) if (symbol !== first) return false;
  return true;
}

function checkModel({ source, model, training }: SequenceStudy): Problem[] {
  const problems: Problem[] = [];
  const counted = model.kind === 'unigram' || model.kind === 'n-gram';
  if (counted && numbers.includes(source.kind))
    problems.push(
      problem(
        ['model', 'kind'],
        `A model of kind ${model.kind} counts symbols, but the source ${source.kind} gives real numbers; choose an aggregation, rnn, lstm, gru or transformer.`,
      ),
    );
  if (model.kind === 'transformer' && model.width % model.heads !== 0)
    problems.push(
      problem(
        ['model', 'heads'],
        `The width ${model.width} can't be shared among ${model.heads} heads; take a number of heads that divides it.`,
      ),
    );
  if (training.loss === 'gaussian' && !numbers.includes(source.kind))
    problems.push(
      problem(
        ['training', 'loss'],
        'A Gaussian likelihood is for real numbers; symbols are trained by cross-entropy. Leave training.loss out.',
      ),
    );
  return problems;
}

function checkLengths(study: SequenceStudy, texts: Readonly<Record<string, string>>): Problem[] {
  const { source, split } = study;
  if (split.validation + split.test > 0.8)
    return [problem(['split'], 'Validation and test take more than four fifths; leave more to train on.')];
  if ('examples' in source) {
    const fewest = Math.floor(source.examples * Math.min(split.validation, split.test) + 1e-9);
    if (fewest >= 1) return [];
    return [
      problem(
        ['source', 'examples'],
        `Of ${source.examples} examples none is left for validation or test; take more, or larger shares.`,
      ),
    ];
  }
  const count =
    'length' in source ? source.length : source.kind === 'text' ? texts[source.file]?.length : undefined;
  if (count === undefined) return [];
  return checkCount(count, study, ['source', source.kind === 'text' ? 'file' : 'length']);
}

/** Whether a source of so many elements, which is named at `path`, can be learned from in these windows. */
export function checkCount(
  count: number,
  { split, training }: Pick<SequenceStudy, 'split' | 'training'>,
  path: Problem['path'],
): Problem[] {
  if (count < fewestElements)
    return [problem(path, `The source has ${count} elements; at least ${fewestElements} are needed.`)];
  const shortest = Math.floor(
    count * Math.min(split.validation, split.test, 1 - split.validation - split.test),
  );
  if (training.window + 1 <= shortest) return [];
  return [
    problem(
      ['training', 'window'],
      `A window of ${training.window} elements does not fit into the shortest part, which has ${shortest}; take a shorter window or a longer source.`,
    ),
  ];
}
