/** A part of a text, in UTF-16 code units: from `start` up to, not including, `end`. */
export interface Span {
  start: number;
  end: number;
}

/** One thing wrong, or doubtful, in a study, an equation or a file, told in a plain sentence. */
export interface Problem {
  /** Where in the document: keys and indices from its root, such as `['equations', 0, 'text']`. */
  path: (string | number)[];
  /** What is wrong, where, and what to do. */
  message: string;
  /** The characters meant, when the value at `path` is a text. */
  span?: Span;
  severity: 'error' | 'warning';
}

/** True when at least one problem stops the study from being solved. */
export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === 'error');
}

/** The place of a problem in words that a person can follow: `conditions[1].require`. */
export function describePath(path: readonly (string | number)[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? key : `${text}.${key}`;
  }, '');
}
