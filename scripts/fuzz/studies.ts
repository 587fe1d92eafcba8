import { checkStudy } from '../../src/language';
import { gallery, parseStudyText } from '../../src/study';
import { mutateDocument, mutateText, pick, type Next } from './mutate';

const documents = gallery.map(({ study }) => study as unknown);

/** A study file with mistakes, read and checked as `collocate check` does. */
export function readStudyDocument(next: Next): string {
  const document = mutateDocument(pick(next, documents), documents, next);
  const text = JSON.stringify(document) ?? '';
  const parsed = parseStudyText(next() < 0.3 ? mutateText(text, next) : text);
  const problems = parsed.ok ? checkStudy(parsed.study) : parsed.problems;
  const [error] = problems.filter(({ severity }) => severity === 'error');
  if (error !== undefined) return error.message;
  if (!parsed.ok) throw new Error('refused without a reason');
  return 'taken';
}
